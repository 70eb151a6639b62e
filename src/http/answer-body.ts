import { csvText } from '../answers/csv.ts'
import { csvMetadata } from '../answers/csv-metadata.ts'
import { placeOf } from '../answers/day-places.ts'
import { LICENCE } from '../answers/envelope.ts'
import { type RecordState, recordStateAt } from '../answers/record-as-known.ts'
import type { Asked } from './asked.ts'
import { stateMark } from './caching.ts'
import { jsonPieces } from './json-pieces.ts'
import { fillPath, pathNames } from './parameters.ts'
import { type Body, type BodyMemory, joinBody } from './remembered-bodies.ts'

/** How a state of the record is written in an answer, and what marks it. */
type WrittenState = { readonly text: string; readonly mark: string }

const writtenStates = new WeakMap<RecordState, WrittenState>()

function writeState(state: RecordState): WrittenState {
  const known = writtenStates.get(state)
  if (known !== undefined) return known
  const written = {
    text: JSON.stringify({ ...state, licence: LICENCE }).slice(1, -1),
    mark: stateMark(state),
  }
  writtenStates.set(state, written)
  return written
}

/** The state of the record that the answer rests on. */
export function stateOf({ question, about }: Pick<Asked, 'question' | 'about'>): RecordState {
  const { view, clocks, today, knownAtGiven } = question
  return recordStateAt(view, { clocks, today, about, ...(knownAtGiven ? { knownAtGiven } : {}) })
}

/** What comes before the answer itself, and the mark of the whole at its address: everything that can make it another
 *  one. `version` changes with the program. */
export function writeHead(
  asked: Pick<Asked, 'question' | 'about'>,
  version: string,
): { readonly text: string; readonly tag: string } {
  const { clocks, today } = asked.question
  const state = writeState(stateOf(asked))
  const future = clocks.asOf > today
  return {
    text: `{"as_of":"${clocks.asOf}","known_at":"${clocks.knownAt}",${future ? '"future":true,' : ''}${state.text},`,
    tag: `"${version}.${state.mark}.${clocks.asOf}.${clocks.knownAt}${future ? '.future' : ''}"`,
  }
}

function piecesOf({ resource, form, question }: Asked): string[] {
  const answer = resource.respond(question)
  if (form === 'csv' && resource.csv !== undefined) return [csvText(resource.csv, answer)]
  if (form === 'ndjson') {
    const rows: unknown = answer[String(resource.list)]
    return Array.isArray(rows) ? rows.map((row) => `${JSON.stringify(row)}\n`) : []
  }
  return jsonPieces(answer, resource.list)
}

/** The name of everything that the answer rests on; null where it is not remembered. */
function keyOf({ resource, rests, question }: Asked): string | null {
  if (rests === null) return null
  if (resource.markOf !== undefined) return `${rests.name} ${resource.markOf(question)}`
  const { view, clocks } = question
  let key = rests.name
  let open = false
  for (const law of rests.laws) {
    const { id, belowThreshold } = law.stretchAt(clocks)
    key += ` ${id}`
    open ||= belowThreshold
  }
  if (rests.fromDay && open) key += ` ${clocks.asOf}`
  key += ` ${placeOf(view.names.days, clocks.asOf)}`
  return rests.groups ? `${key} ${placeOf(view.membershipDays, clocks.asOf)}` : key
}

const utf8 = new TextEncoder()

function unremembered(texts: readonly string[]): Body {
  const bytes = utf8.encode(texts.join(''))
  return { pieces: [bytes], length: bytes.length }
}

function bodyOf(asked: Asked, memory: BodyMemory): Body {
  const key = keyOf(asked)
  if (key === null) return unremembered(piecesOf(asked))
  return memory.find(key) ?? memory.keep(key, piecesOf(asked))
}

/** The permanent address of the answer, with both clocks, in the form of the ending; with some parameters changed, of
 *  another page of it. */
export function addressOf(
  { resource, question }: Pick<Asked, 'resource' | 'question'>,
  ending: string,
  changed: Readonly<Record<string, string>> = {},
): string {
  const { clocks } = question
  const parameters = { ...question.parameters, ...changed }
  const inPath = pathNames(resource.path)
  const kept = Object.entries(parameters).filter(
    ([name, value]) => value !== undefined && !inPath.includes(name),
  )
  const query = new URLSearchParams([
    ...kept.map(([name, value]) => [name, String(value)]),
    ['as_of', clocks.asOf],
    ['known_at', clocks.knownAt],
  ])
  return `${fillPath(resource.path, resource.canonical(question.view, parameters))}${ending}?${query}`
}

/** The address of the next page in the form of the ending; null where there is none. */
export function nextPage(asked: Pick<Asked, 'resource' | 'question'>, ending: string): string | null {
  const changed = asked.resource.next?.(asked.question) ?? null
  return changed === null ? null : addressOf(asked, ending, changed)
}

/** The bytes of the answer. `head` is what comes before it where the form has that; `take` gives the memory. */
export function bytesOf(
  asked: Asked,
  head: string,
  from: { readonly memory: BodyMemory; readonly take: (length: number) => Uint8Array<ArrayBuffer> },
): Uint8Array<ArrayBuffer> {
  const { form, question } = asked
  if (form === 'metadata') {
    const address = addressOf(asked, '.csv')
    const next = nextPage(asked, '.csv')
    return utf8.encode(JSON.stringify(csvMetadata(asked.resource, { question, address, next })))
  }
  return joinBody(form === 'json' ? head : '', bodyOf(asked, from.memory), from.take)
}
