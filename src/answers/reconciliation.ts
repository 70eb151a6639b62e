import * as z from 'zod'
import { dayOrNull, treatyNumber } from './shapes.ts'

const instant = z.iso.datetime()

const explained = z
  .object({
    class: z.string().describe('What kind of difference it is.'),
    participant: z.string().nullable(),
    name: z.string().describe('The name as the source prints it, or as the record has it.'),
    source_says: z.string().nullable().describe('The words of the source; null where it says nothing.'),
    record_says: z.string().nullable().describe('What the record holds; null where it holds nothing.'),
    settled: z
      .enum(['waiting', 'rejected', 'corrected', 'open'])
      .describe(
        'Whether it waits for a person, was rejected or corrected by one, or has arisen since the last reading.',
      ),
    explanation: z.string(),
  })
  .meta({ id: 'ExplainedDifference' })

const source = z
  .object({
    treaty: treatyNumber,
    address: z.string(),
    form: z.string(),
    role: z.enum(['depositary', 'cross_check']),
    source: z.string(),
    every_hours: z.int(),
    state: z
      .enum(['not_checked', 'unreadable', 'agrees', 'differs'])
      .describe(
        'not_checked: nothing of it could be read yet; unreadable: what was read of it last cannot be read now.',
      ),
    said: z.string().describe('The state in a sentence, with the time of the check.'),
    checked_at: instant.nullable().describe('Last good check; null before the first.'),
    looked_at: instant.nullable().describe('Last look, good or not.'),
    due_at: instant.nullable(),
    failure: z.string().nullable().describe('What went wrong at the last look; null where nothing did.'),
    document: z.string().nullable().describe('SHA-256 of the bytes last read.'),
    received_at: instant.nullable(),
    as_at: dayOrNull.describe('Day of the stamp that the page bears.'),
    differences: z.array(explained),
  })
  .meta({ id: 'ReconciledSource', description: 'The record against one source.' })

const alarm = z
  .object({ kind: z.string(), about: z.string(), since: z.string(), said: z.string() })
  .meta({ id: 'SourceAlarm', description: 'Something about the sources that an operator has to know.' })

/** The record against each source as it stands now. */
export const reconciliationReport = z
  .object({
    answered_at: instant,
    record: z.object({ seq: z.int(), hash: z.string() }),
    checked_at: instant.nullable().describe('Last good check of the depositary.'),
    stale: z.boolean().describe('Whether no good check has succeeded for twice the interval.'),
    differences: z.int().min(0).describe('How many differences there are in all, in what can be read.'),
    waiting: z
      .int()
      .min(0)
      .describe(
        'How many differences wait for a person in all: also those of documents that were brought in by hand, and of readings before the last.',
      ),
    said: z.string(),
    sources: z.array(source),
    alarms: z.array(alarm),
  })
  .meta({ id: 'Reconciliation', description: 'The record against each source, every difference explained.' })

export type ReconciliationReport = z.output<typeof reconciliationReport>
export type ReconciledSource = z.output<typeof source>
export type ExplainedDifference = z.output<typeof explained>
