import * as z from 'zod'
import { ACTIONS } from '../law/act.ts'
import { DAY_KNOWN, type RecordEvent } from '../record/event.ts'
import type { Cell, Column, Fixed } from './resource.ts'
import { code, day, dayOrNull, treatyNumber } from './shapes.ts'

/** Every action of the record: those of the law, and the depositary's printed totals. */
export const EVENT_ACTIONS = [...ACTIONS, 'asserted_headline'] as const

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const recordEvent = z
  .object({
    seq: z.int().min(1).describe('Place in the record: 1, 2, 3 … without gaps.'),
    id: z.string().describe('Stable public name.'),
    treaty: treatyNumber,
    participant: code.nullable().describe('null for an assertion that credits nobody.'),
    action: z.enum(EVENT_ACTIONS),
    action_date: dayOrNull.describe('Day of the legal act; null where it is not known.'),
    earliest: dayOrNull,
    latest: dayOrNull,
    effect_date: dayOrNull.describe('Only where the act itself carries another date.'),
    known_on: day.describe('Day from which the act could be known.'),
    known_on_assumed: z.boolean().describe('True where that day was taken from the day of the act.'),
    day_known: z.enum(DAY_KNOWN).describe('How the day is known.'),
    derivation: z.string().nullable().describe('The arithmetic of a derived day, or the words of a report.'),
    corrects: z.string().nullable().describe('The event that a correction or retraction is about.'),
    signatories: z.int().min(0).nullable().describe('Printed total of the depositary.'),
    parties: z.int().min(0).nullable().describe('Printed total of the depositary.'),
    source: z.string(),
    document: hash.nullable().describe('SHA-256 of the kept bytes that say so.'),
    note: z.string().nullable(),
    recorded_by: z.string(),
    recorded_at: z.iso.datetime().describe('True instant of writing.'),
    prev_hash: hash.describe('Hash of the event before it.'),
    hash: hash.describe('SHA-256 of the canonical form.'),
  })
  .meta({ id: 'RecordEvent', description: 'One event of the append-only record.' })

type AnsweredEvent = Fixed<z.output<typeof recordEvent>>

/** The event with its fields in the published order. */
export function answeredEvent(event: RecordEvent): AnsweredEvent {
  return {
    seq: event.seq,
    id: event.id,
    treaty: event.treaty,
    participant: event.participant,
    action: event.action,
    action_date: event.action_date,
    earliest: event.earliest,
    latest: event.latest,
    effect_date: event.effect_date,
    known_on: event.known_on,
    known_on_assumed: event.known_on_assumed,
    day_known: event.day_known,
    derivation: event.derivation,
    corrects: event.corrects,
    signatories: event.signatories,
    parties: event.parties,
    source: event.source,
    document: event.document,
    note: event.note,
    recorded_by: event.recorded_by,
    recorded_at: event.recorded_at,
    prev_hash: event.prev_hash,
    hash: event.hash,
  }
}

const UNITS: Readonly<Record<string, string>> = {
  seq: 'place',
  signatories: 'participants',
  parties: 'participants',
  known_on_assumed: 'true or false',
  recorded_at: 'instant, UTC',
}

function unitOf(name: string): string | null {
  if (UNITS[name] !== undefined) return UNITS[name]
  if (/(_date|_on|earliest|latest)$/.test(name)) return 'day'
  return /^(id|treaty|participant|action|day_known|source|corrects)$/.test(name) ? 'code' : null
}

const MEANINGS: Readonly<Record<string, string>> = {
  treaty: 'Number in the UN Treaty Collection',
  action: 'Kind of act',
  earliest: 'First possible day of an act whose day is not known',
  latest: 'Last possible day of an act whose day is not known',
  source: 'Source that says so',
  note: 'Remark',
  recorded_by: 'Who wrote it',
}

/** The columns of events as CSV: the fields of the event under their own names. */
export const EVENT_COLUMNS: readonly Column[] = Object.entries(recordEvent.shape).map(([name, shape]) => ({
  name,
  meaning: MEANINGS[name] ?? (shape.description === undefined ? name : shape.description),
  unit: unitOf(name),
}))

/** The cells of one event, in the order of the columns. */
export function eventCells(event: AnsweredEvent): Cell[] {
  return Object.values(event)
}
