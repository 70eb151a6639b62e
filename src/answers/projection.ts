import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { shippedModel } from '../projection/shipped-model.ts'
import type { Treaty } from '../record/snapshot.ts'
import { comingMilestones } from './coming-milestones.ts'
import { forecastOf } from './forecast.ts'
import { paceOf, waitsOf } from './group-outlook.ts'
import { countedAtMost, joinedUncounted, uncountedShape } from './joined-uncounted.ts'
import { knownDeposits, stateRows } from './known-deposits.ts'
import { knownUntil, silenceBefore, watchedUntil } from './known-until.ts'
import { lazily, once } from './lazily.ts'
import { membersOn } from './listed-row.ts'
import { findGroup, findTreaty } from './look-up.ts'
import { outsideRow, outsideShape } from './outside-row.ts'
import { groupParameter, treatyParameter } from './parameter-shapes.ts'
import { forecastTreaty, type TreatyForecast, whyNotYet } from './project-treaty.ts'
import { PROJECTION_COLUMNS, projectionRows } from './projection-columns.ts'
import {
  countOnDay,
  depositsInYear,
  floorOfEntry,
  forecast,
  milestone,
  modelShape,
  pace,
  silence,
  timeFromSignature,
} from './projection-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Fixed, resource } from './resource.ts'
import { day, threshold, treatyHeading } from './shapes.ts'
import { countsByDay } from './timeline.ts'
import { canonicalTreaty, exampleTreaty } from './treaty-address.ts'
import { headingOf } from './treaty-summary.ts'
import { type Supposed, suppose, whatIf } from './what-if.ts'
import { addParameter, readAdded } from './what-if-parameter.ts'

const answerShape = z.object({
  ...treatyHeading,
  group: z.object({ group: z.string(), title: z.string() }).nullable(),
  ...silence,
  hypothetical: z.boolean().describe('Whether deposits that were not made are in it.'),
  what_if: whatIf.nullable(),
  threshold: threshold.describe(
    'As it stood on the day of as_of, hypothetical deposits up to then included.',
  ),
  threshold_met: forecast.describe('When the threshold is met, for the whole treaty.'),
  entry_into_force: forecast.describe('When the treaty enters into force, by its final clauses.'),
  floors: z.array(floorOfEntry).describe('Parents before whose entry into force it cannot enter into force.'),
  count: z
    .int()
    .min(0)
    .describe(
      'Participants on as_of, of the group where one is asked for: milestones are numbered from here.',
    ),
  joined_uncounted: z
    .array(uncountedShape)
    .describe(
      'Who of count is not among threshold.counted, and why; empty once the threshold is met. counted_at_most says how many could count if acts without a day happened early.',
    ),
  counted_at_most: z
    .int()
    .min(0)
    .describe(
      'Instruments that count at most, whenever the acts without a day happened; at least it is threshold.counted.',
    ),
  acts_without_day: z
    .int()
    .min(0)
    .describe(
      'Acts that may have happened by as_of on a day nobody knows, surely or not: some are in count, none is in a day or a pace. undated in the counts of a treaty is fewer: those that surely happened by then.',
    ),
  milestones: z.array(milestone),
  deposits_in_12_months: depositsInYear,
  path: z
    .array(countOnDay)
    .describe(
      'The number of participants for a fan chart, from as_of on, or from known_until where that is earlier, each hypothetical deposit of a State from its day on; empty where nothing can be said.',
    ),
  history: z
    .array(z.object({ date: day, count: z.int().min(0) }))
    .describe('The number of participants on each day on which it changed, up to as_of.'),
  pace,
  time_from_signature: timeFromSignature,
  outside: z.array(outsideShape),
  model: modelShape,
})

/** The projection of one treaty as answers give it. */
export type TreatyProjection = Fixed<z.output<typeof answerShape>>

type Asked = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  readonly today: PlainDate
  readonly group: string | undefined
  readonly add: string | undefined
  /** How far the record reaches. */
  readonly known: PlainDate | null
}

function groupOf(view: RecordView, group: string | undefined): TreatyProjection['group'] {
  if (group === undefined) return null
  const { id, title } = findGroup(view, { field: 'group', value: group })
  return { group: id, title }
}

/** The model by its numbers. */
export function modelNamed(): TreatyProjection['model'] {
  const { version, histories } = shippedModel()
  return {
    version,
    treaties: histories.treaties,
    known_until: histories.until,
    sha256: histories.sha256,
  }
}

function historyOfCount(
  view: RecordView,
  { treaty, clocks }: Asked,
  members: ReadonlySet<string> | null,
): TreatyProjection['history'] {
  if (members === null) {
    const changes = countsByDay(view, treaty, clocks).map(({ date, counts }) => ({
      date,
      count: counts.participants,
    }))
    return changes.filter(({ count }, place) => count !== (changes[place - 1]?.count ?? 0))
  }
  const days = knownDeposits(view, { treaty, clocks, group: members }).deposits
  return [...new Set(days)].map((date) => ({ date, count: days.filter((one) => one <= date).length }))
}

/** What the parts of the answer are made from, each worked out when one of them is read: a page that shows the band of
 *  a threshold does not wait for the milestones. */
function means(view: RecordView, asked: Asked, supposed: Supposed | null) {
  const { treaty, clocks, today } = asked
  const group = groupOf(view, asked.group)
  const members = group === null ? null : membersOn(view, group.group, clocks.asOf)
  const of = { treaty, clocks, group: members }
  const known = once(() => knownDeposits(view, of))
  // A supposed deposit is in the count, and is not learnt from: it says nothing of how fast others deposit.
  const made = once(() => (supposed === null ? known() : knownDeposits(supposed.without, of)))
  const joining = supposed === null ? [] : supposed.joining
  return {
    group,
    members,
    known,
    rows: once(() => stateRows(view, of)),
    found: once(() => forecastTreaty(view, { treaty, clocks, today, supposed })),
    coming: once(() =>
      comingMilestones(known(), {
        made: made(),
        asOf: clocks.asOf,
        until: watchedUntil(clocks.asOf, asked.known),
        among: members === null ? 'everyone' : 'group',
        added: joining
          .filter(({ participant }) => members === null || members.has(participant))
          .map(({ day }) => day),
        notYet: whyNotYet(clocks.asOf, today),
      }),
    ),
  }
}

function floorsOf(
  view: RecordView,
  { parents }: TreatyForecast,
  asOf: PlainDate,
): TreatyProjection['floors'] {
  return parents.flatMap(({ treaty: number, entry }) =>
    view.treaties
      .filter((one) => one.number === number)
      .map(({ slug, short_title }) => ({ treaty: number, slug, short_title, ...forecastOf(entry, asOf) })),
  )
}

function respond(given: RecordView, asked: Asked): TreatyProjection {
  const { treaty, clocks } = asked
  const { asOf } = clocks
  const until = watchedUntil(asOf, asked.known)
  const added = asked.add === undefined ? null : readAdded(given, treaty, asked.add)
  const supposed: Supposed | null = added === null ? null : suppose(given, { treaty, clocks, added, until })
  const view = supposed === null ? given : supposed.view
  const { group, members, known, rows, found, coming } = means(view, asked, supposed)
  const heading = headingOf(treaty)
  return lazily<TreatyProjection>({
    treaty: () => heading.treaty,
    slug: () => heading.slug,
    title: () => heading.title,
    short_title: () => heading.short_title,
    group: () => group,
    known_until: () => asked.known,
    silence: () => silenceBefore(asOf, asked.known),
    hypothetical: () => supposed !== null,
    what_if: () => (supposed === null ? null : supposed.whatIf),
    threshold: () => view.lawOf(treaty).positionAt(clocks).evaluation.threshold,
    threshold_met: () => forecastOf(found().threshold, asOf),
    entry_into_force: () => forecastOf(found().entry, asOf),
    floors: () => floorsOf(view, found(), asOf),
    count: () => known().count,
    joined_uncounted: () => joinedUncounted(view, { treaty, clocks, group: members }),
    counted_at_most: () => countedAtMost(view, treaty, clocks),
    acts_without_day: () => known().undated,
    milestones: () => coming().milestones,
    deposits_in_12_months: () => coming().deposits_in_12_months,
    path: () => coming().path,
    history: () => historyOfCount(view, asked, members),
    pace: () => paceOf(known(), until),
    time_from_signature: () => waitsOf(rows(), until),
    outside: () => known().outside.map((code) => outsideRow(view, rows(), code, { asOf, until })),
    model: modelNamed,
  })
}

const ANSWERS_KEPT = 64
const answers = new WeakMap<object, Map<string, TreatyProjection>>()

/** The newest answers of a record are kept: one takes tens of milliseconds, and a page and its pictures ask the same. */
function remembered(view: RecordView, asked: Asked): TreatyProjection {
  const { treaty, clocks, today, group, add, known: reach } = asked
  const kept = answers.get(view.facts) ?? new Map<string, TreatyProjection>()
  answers.set(view.facts, kept)
  const key = JSON.stringify([treaty.number, clocks.asOf, clocks.knownAt, today, group, add, reach])
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = respond(view, asked)
  const oldest = kept.keys().next().value
  if (kept.size >= ANSWERS_KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(key, made)
  return made
}

/** What comes next for one treaty, and how sure that is. */
export const projection = resource({
  id: 'projection',
  path: '/v1/treaties/{t}/projection',
  summary: 'What comes next: threshold, entry into force and milestones, by chance',
  description:
    'While the threshold is not met: when it will be and when the treaty then enters into force, as days by chance and as chances within years. Always: when the next milestones come. From acts known on as_of alone; where nothing honest can be said, the answer says so and why. Acts without a day are in no pace. add puts deposits in that were not made, through the same law, and marks the answer as hypothetical.',
  changesWithProgram: true,
  parameters: z.object({
    t: treatyParameter,
    group: groupParameter.optional(),
    add: addParameter.optional(),
  }),
  answer: answerShape,
  csv: { columns: PROJECTION_COLUMNS, rows: projectionRows },
  example: exampleTreaty,
  canonical: canonicalTreaty,
  restsOn: () => null,
  about: (view, { t }) => [findTreaty(view, { field: 't', value: t })],
  respond: ({ view, clocks, today, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    const { group, add } = parameters
    const known = knownUntil(view, treaty, clocks.knownAt)
    return remembered(view, { treaty, clocks, today, group, add, known })
  },
})
