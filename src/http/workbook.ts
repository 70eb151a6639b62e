import type { Context, Hono } from 'hono'
import type { SheetData } from 'write-excel-file/universal'
import { answer, readQuestion } from '../answers/ask.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Cell, Resource } from '../answers/resource.ts'
import { RESOURCES } from '../answers/resources.ts'
import { treatiesAbout } from '../answers/treaties-about.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { nextPage, stateOf, writeHead } from './answer-body.ts'
import { keepingHeaders } from './answering.ts'
import type { BaseOf } from './base-address.ts'
import { isUnchanged, stateMark } from './caching.ts'
import { pathNames, queryOf, readQuery } from './parameters.ts'
import { inputProblem } from './problem.ts'

type Program = {
  readonly view: () => RecordView | Promise<RecordView>
  readonly today: () => PlainDate
  readonly baseOf: BaseOf
  readonly version: string
}

export const WORKBOOK_ENDING = '.xlsx'
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A cell as it is: numbers as numbers, everything else as text. A text cell is never taken for a formula, not even
 *  when somebody edits it. Days stay text, because a spreadsheet's days begin in 1900 and have a time of day. */
function cellOf(value: Cell): SheetData[number][number] {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number }
  return { value: String(value), type: String, format: '@' }
}

function headOf(names: readonly string[]): SheetData[number] {
  return names.map((value) => ({ value, type: String, format: '@', fontWeight: 'bold' as const }))
}

type Sheets = {
  readonly resource: Resource
  readonly asked: ReturnType<typeof answer>
  readonly address: string
}

function sheetsOf({
  resource,
  asked,
  address,
}: Sheets): { sheet: string; data: SheetData; stickyRowsCount?: number }[] {
  const { csv } = resource
  if (csv === undefined) throw new Error(`${resource.id} has no rows`)
  const rows = [...csv.rows(asked)].map((cells) => cells.map(cellOf))
  const about: [string, Cell][] = [
    ['address', address],
    ['as_of', asked.as_of],
    ['known_at', asked.known_at],
    ['record seq', asked.record.seq],
    ['record hash', asked.record.hash],
    ['checked_at', asked.checked_at],
    ['source_as_at', asked.source_as_at],
    ['licence', asked.licence],
  ]
  const meanings = csv.columns.map(({ name, meaning, unit }) => [name, meaning, unit].map(cellOf))
  return [
    { sheet: 'Rows', data: [headOf(csv.columns.map(({ name }) => name)), ...rows], stickyRowsCount: 1 },
    { sheet: 'Columns', data: [headOf(['column', 'meaning', 'unit']), ...meanings] },
    { sheet: 'About', data: about.map((cells) => cells.map(cellOf)) },
  ]
}

async function workbook(c: Context, resource: Resource, program: Program): Promise<Response> {
  const [view, today] = [await program.view(), program.today()]
  const inPath = pathNames(resource.path)
  const given = inPath.map((name) => [name, (c.req.param(name) ?? '').replace(/\.xlsx$/, '')] as const)
  try {
    const query = readQuery(queryOf(c.req.url))
    const question = readQuestion(resource, [...given, ...query], { view, today })
    // Says at once what is not there: a reader who has it is asked for nothing more.
    resource.canonical(view, question.parameters)
    const about = treatiesAbout(resource, view, question.parameters)
    const bothClocksGiven = ['as_of', 'known_at'].every((clock) => query.some(([name]) => name === clock))
    // A workbook is packed anew each time, with the moment of its packing: the same for a reader, not byte for byte.
    const tag = `W/${writeHead({ question, about }, program.version).tag}`
    const next = nextPage({ resource, question }, WORKBOOK_ENDING)
    const headers = {
      ...keepingHeaders({ resource, question, about, bothClocksGiven }, tag),
      ...(next === null ? {} : { link: `<${next}>; rel="next"` }),
    }
    if (isUnchanged(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers })
    const asked = answer(resource, question)
    const { pathname, search } = new URL(c.req.url)
    const address = `${program.baseOf(c)}${pathname}${search}`
    const sheets = sheetsOf({ resource, asked, address })
    // Few ask for one, and its compressor makes its tables as soon as it is read.
    const { default: writeXlsxFile } = await import('write-excel-file/universal')
    const blob = await writeXlsxFile(sheets).toBlob()
    const mark = stateMark(stateOf({ question, about })).replace(/\W+/g, '-')
    const type = {
      'content-type': WORKBOOK_TYPE,
      'content-disposition': `attachment; filename="${resource.id}-${asked.as_of}-${mark}${WORKBOOK_ENDING}"`,
    }
    return new Response(await blob.arrayBuffer(), { headers: { ...headers, ...type } })
  } catch (error) {
    if (error instanceof InputError) return inputProblem(error, c.req.path, inPath)
    throw error
  }
}

/** Adds a workbook beside each answer that has rows: the rows, what its columns mean, and the state of the record that
 *  it rests on. Before the answers themselves, of whose path parameters the ending would otherwise be a part. */
export function addWorkbooks(app: Hono, program: Program): void {
  for (const resource of RESOURCES.filter(({ csv }) => csv !== undefined)) {
    const route = resource.path.replace(/\{(\w+)\}/g, ':$1')
    const path = /:\w+$/.test(route) ? `${route}{[^/]+\\.xlsx}` : `${route}${WORKBOOK_ENDING}`
    app.get(path, (c) => workbook(c, resource, program))
  }
}
