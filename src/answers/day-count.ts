import * as z from 'zod'
import { type Period, periodAfter } from '../law/period.ts'
import { type Clocks, type PlainDate, plainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { action, dayOrNull, slug, treatyNumber } from './shapes.ts'

/** The clause that the count rests on. */
export const ruleShape = z
  .object({
    article: z.string().nullable(),
    text: z.string().nullable().describe('The clause as it was read; null where it was not.'),
    source: z.string().nullable().describe('Where the clause was read.'),
    counts: z.array(action).describe('Kinds of instrument that count.'),
    organizations: z
      .enum(['not_additional', 'excluded', 'counted', 'counted_if_declared_sole', 'n/a'])
      .describe('What is done with the instrument of an organization.'),
    notes: z
      .array(z.string())
      .describe('The articles behind the count, the period and the floors, in words.'),
  })
  .meta({ id: 'CountRule', description: 'The clause that the count rests on.' })

const floorShape = z.object({
  treaty: treatyNumber.nullable(),
  slug: slug.nullable(),
  short_title: z.string().nullable(),
  date: dayOrNull.describe('Not before this day; null while it is not known.'),
})

/** From the day on which the threshold was met to entry into force. */
export const dayCountShape = z
  .object({
    from: dayOrNull.describe('Day on which the threshold was met: day 0 of the count.'),
    kind: z.enum(['days', 'months', 'calendar_month', 'none', 'fixed_if_met_by']),
    n: z.int().min(0).nullable().describe('How many days or months; null where the period has none.'),
    ends: dayOrNull.describe('Day on which the period ends, before floors.'),
    floors: z.array(floorShape).describe('Days before which it may not be in force.'),
    date: dayOrNull.describe('Day of entry into force: the latest of these.'),
  })
  .meta({ id: 'DayCount', description: 'The counting of days to entry into force, step by step.' })

type AnsweredFloor = Fixed<z.output<typeof floorShape>>

function generalRule(view: RecordView, treaty: Treaty, clocks: Clocks): Rule {
  const { scope } = view.lawOf(treaty).positionAt(clocks).evaluation
  const rule = treaty.rules.find((one) => one.scope === scope)
  if (rule === undefined) throw new Error(`no rule of scope ${scope} for ${treaty.number}`)
  return rule
}

function lengthOf(period: Period): number | null {
  return 'n' in period ? period.n : null
}

function floorOf(view: RecordView, floor: Rule['floors'][number], clocks: Clocks): AnsweredFloor {
  const parent = view.treaties.find(({ number }) => number === floor.parent)
  const parentDay =
    parent === undefined ? null : view.lawOf(parent).positionAt(clocks).evaluation.entry_into_force.date
  return {
    treaty: floor.parent ?? null,
    slug: parent?.slug ?? null,
    short_title: parent?.short_title ?? null,
    date: floor.date ?? parentDay,
  }
}

/** The clause that the count of the treaty rests on, in its own words where they were read. */
export function countRule(
  view: RecordView,
  treaty: Treaty,
  clocks: Clocks,
): Fixed<z.output<typeof ruleShape>> {
  const rule = generalRule(view, treaty, clocks)
  const { article, valid_text, provenance, counts, reio, condition, period, floors, eligible, note } = rule
  const notes = [note, condition.note, eligible?.note, period.note, ...floors.map((floor) => floor.note)]
  return {
    article,
    text: valid_text ?? null,
    source: provenance?.source ?? null,
    counts,
    organizations: reio,
    notes: [...new Set(notes.filter((one) => one !== undefined))],
  }
}

/** How the day of entry into force is counted from the day on which the threshold was met. Days are null while they
 *  are not known. */
export function dayCount(
  view: RecordView,
  treaty: Treaty,
  clocks: Clocks,
): Fixed<z.output<typeof dayCountShape>> {
  const { period, floors } = generalRule(view, treaty, clocks)
  const { threshold, entry_into_force } = view.lawOf(treaty).positionAt(clocks).evaluation
  const from: PlainDate | null = threshold.met_on === null ? null : plainDate(threshold.met_on)
  return {
    from,
    kind: period.kind,
    n: lengthOf(period),
    ends: from === null ? null : periodAfter(from, period),
    floors: floors.map((floor) => floorOf(view, floor, clocks)),
    date: entry_into_force.date,
  }
}
