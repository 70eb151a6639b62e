import { z } from 'zod'
import { InputError } from '../law/input-error.ts'
import { canonicalForm } from '../record/canonical-form.ts'
import type { RecordEvent } from '../record/event.ts'
import { answeredEvent, recordEvent } from './event-shapes.ts'
import { named } from './names.ts'
import { wordParameter } from './parameter-shapes.ts'
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

/** One event with its evidence and its proof. */
export const event = resource({
  id: 'event',
  path: '/v1/events/{id}',
  summary: 'One event with its evidence and proof',
  description:
    'The event, its source, the hash of the kept document, and what anyone needs to verify it: its canonical form, whose SHA-256 is the hash, and the hash of the event before it. Then every event that corrects or retracts it.',
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
    }),
    corrects: recordEvent.nullable().describe('The event this one corrects or retracts.'),
    corrected_by: z.array(recordEvent).describe('Events that correct or retract this one, oldest first.'),
  }),
  example: (view): Record<string, string> => {
    const first = view.record.events[0]
    return first === undefined ? {} : { id: first.id }
  },
  canonical: (view, { id }) => ({ id: findEvent(view, id).id }),
  restsOn: () => null,
  respond: ({ view, clocks, parameters }) => {
    const found = findEvent(view, parameters.id)
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
      },
      corrects: corrected === undefined ? null : answeredEvent(corrected),
      corrected_by: view
        .correctionsOf(found.id)
        .filter((one) => one.known_on <= clocks.knownAt)
        .map(answeredEvent),
    }
  },
})
