import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import { canonicalForm } from '../record/canonical-form.ts'
import type { RecordEvent } from '../record/event.ts'
import { hexOf } from '../record/hex.ts'
import { inclusionProof, leafHash, rootHash } from '../record/merkle-tree.ts'
import { answeredEvent, EVENT_COLUMNS, eventCells, recordEvent } from './event-shapes.ts'
import { named } from './names.ts'
import { wordParameter } from './parameter-shapes.ts'
import { recordStateAt } from './record-as-known.ts'
import { treeOfRecord } from './record-tree.ts'
import type { RecordView } from './record-view.ts'
import { resource } from './resource.ts'
import { namedParticipant } from './shapes.ts'

function findEvent(view: RecordView, value: string): RecordEvent {
  const bySeq = /^\d{1,15}$/.test(value) ? view.record.events[Number(value) - 1] : undefined
  const found = view.eventById(value) ?? (bySeq?.seq === Number(value) ? bySeq : undefined)
  if (found !== undefined) return found
  throw new InputError([
    { field: 'id', value, accepted: `the id of an event, or its seq from 1 to ${view.record.head.seq}` },
  ])
}

const source = z
  .object({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    address: z.string(),
    as_at: z.string().describe('Day or month as of which the source speaks.'),
    how_read: z.string().describe('How far it was read.'),
  })
  .meta({ id: 'Source', description: 'Where a fact was read.' })

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const inclusion = z
  .object({
    size: z.int().min(1).describe('Events of the tree; /v1/checkpoints/{size} has its signed root.'),
    root: hash,
    place: z.int().min(0).describe('Place of the leaf, 0 first: seq less 1.'),
    leaf: hash.describe('SHA-256 of a byte 0 and the 32 bytes of the hash of the event.'),
    path: z.array(hash).describe('Hashes that lead from the leaf to the root.'),
  })
  .meta({ id: 'Inclusion', description: 'Proof that the event is in the record (RFC 9162, section 2.1.3).' })

/** null where the record reached less far when it was known. */
function inclusionOf(view: RecordView, event: RecordEvent, size: number): z.output<typeof inclusion> | null {
  if (event.seq > size) return null
  const tree = treeOfRecord(view.record)
  const place = event.seq - 1
  return {
    size,
    root: hexOf(rootHash(tree, size)),
    place,
    leaf: hexOf(leafHash(event.hash)),
    path: inclusionProof(tree, place, size).map(hexOf),
  }
}

/** One event with its evidence and its proof. */
export const event = resource({
  id: 'event',
  path: '/v1/events/{id}',
  summary: 'One event with its evidence and proof',
  description:
    'The event, its source, the hash of the kept document, and what anyone needs to verify it: its canonical form, whose SHA-256 is the hash, and the hash of the event before it. Then every event that corrects or retracts it. As CSV a row for the event, and one for each of those.',
  parameters: z.object({
    id: wordParameter('Stable name of the event, or its seq.', 'the id of an event, or its seq'),
  }),
  answer: z.object({
    event: recordEvent,
    participant: namedParticipant.nullable(),
    source: source.nullable().describe('null where the register does not have it.'),
    proof: z.object({
      seq: z.int().min(1),
      prev_hash: z.string(),
      hash: z.string(),
      canonical_form: z.string().describe('Text whose SHA-256, as UTF-8, is the hash.'),
      inclusion: inclusion
        .nullable()
        .describe('In the record that the answer rests on; null where that reached less far.'),
    }),
    corrects: recordEvent.nullable().describe('The event this one corrects or retracts.'),
    corrected_by: z.array(recordEvent).describe('Events that correct or retract this one, oldest first.'),
  }),
  csv: {
    columns: EVENT_COLUMNS,
    rows: (answer) => [answer.event, ...answer.corrected_by].map(eventCells),
  },
  example: (view): Record<string, string> => {
    const first = view.record.events[0]
    return first === undefined ? {} : { id: first.id }
  },
  canonical: (view, { id }) => ({ id: findEvent(view, id).id }),
  restsOn: () => null,
  about: (view, { id }) => view.treaties.filter(({ number }) => number === findEvent(view, id).treaty),
  respond: ({ view, today, clocks, parameters, knownAtGiven }) => {
    const found = findEvent(view, parameters.id)
    const { record } = recordStateAt(view, {
      clocks,
      today,
      about: [],
      ...(knownAtGiven ? { knownAtGiven } : {}),
    })
    const corrected = found.corrects === null ? undefined : view.eventById(found.corrects)
    return {
      event: answeredEvent(found),
      participant: found.participant === null ? null : named(view.names, found.participant, clocks.asOf),
      source: view.sources.get(found.source) ?? null,
      proof: {
        seq: found.seq,
        prev_hash: found.prev_hash,
        hash: found.hash,
        canonical_form: canonicalForm(found),
        inclusion: inclusionOf(view, found, record.seq),
      },
      corrects: corrected === undefined ? null : answeredEvent(corrected),
      corrected_by: view
        .correctionsOf(found.id)
        .filter((one) => one.known_on <= clocks.knownAt)
        .map(answeredEvent),
    }
  },
})
