import fc from 'fast-check'
import { expect } from 'vitest'
import type { Act, Action, Membership } from '../../src/law/act.ts'
import { type Course, type CourseNumbers, followCourse } from '../../src/law/course.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import type { TreatyEvaluation } from '../../src/law/evaluation.ts'
import { isBound } from '../../src/law/participant-status.ts'
import { addDays, type Clocks, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { prepareLaw } from '../../src/law/prepare-law.ts'
import { actsIn, rulesIn } from './law-case.ts'

/** Cases of each property; FC_RUNS for another number. */
const RUNS = Number(process.env['FC_RUNS'] ?? 300)
/** Of each of several rules. */
export const RULE_RUNS = Math.ceil(RUNS / 5)
/** With fewer than this, which mutation testing tries, cases need not come across everything. */
const ENOUGH_RUNS = 300
export const FIRST = plainDate('2001-01-01')

/** Two consents meet the threshold; in force ten days later; a denunciation ends after twenty days. */
export const TWO = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 10 },
  denunciation: { kind: 'days', n: 20 },
  reio: 'excluded',
}

/** A case, as short as it can be said. */
export type Given = {
  readonly treaty?: string
  readonly rule?: object
  readonly rules?: readonly object[]
  readonly acts: string | readonly Act[]
  readonly memberships?: readonly Membership[]
}

export function lawOf({ rule = TWO, rules = [rule], acts, memberships = [] }: Given) {
  const list = typeof acts === 'string' ? actsIn(acts) : acts
  return { acts: list, law: { rules: rulesIn(rules), acts: list, memberships, weights: [] } }
}

export function courseOf(given: Given): Course | null {
  const { acts, law } = lawOf(given)
  const latest = (days: readonly PlainDate[]) => days.toSorted().at(-1) ?? FIRST
  return followCourse(prepareLaw(law), {
    treaty: given.treaty ?? 'T',
    lastDay: latest(acts.map(({ action_date }) => action_date)),
    lastKnown: latest(acts.map(({ known_on }) => known_on)),
    knownOnTheirDays: acts.every(({ action_date, known_on }) => action_date === known_on),
  })
}

const ACTIONS: readonly Action[] = [
  'signature',
  'definitive_signature',
  'succession',
  'ratification',
  'accession',
  'provisional_application',
  'denunciation',
  'rescission',
  'withdrawal_of_instrument',
]
const CODES = ['AAA', 'BBB', 'CCC', 'DDD']

// Of few days many acts fall on one; of many they follow one another.
function drawnOf(
  treaties: readonly string[],
  { fewest, last }: { readonly fewest: number; readonly last: number },
) {
  const one = fc.record({
    treaty: fc.constantFrom(...treaties),
    participant: fc.constantFrom(...CODES),
    action: fc.constantFrom(...ACTIONS),
    action_date: fc.integer({ min: 0, max: last }).map((days) => addDays(FIRST, days)),
    late: fc.nat({ max: 30 }),
    endsLater: fc.option(fc.nat({ max: 40 }), { freq: 3 }),
    mended: fc.constantFrom(null, null, null, 'correction', 'retraction'),
  })
  // Clocks from before the first act until long after the last.
  const clock = fc.integer({ min: -10, max: last + 80 }).map((days) => addDays(FIRST, days))
  return fc.tuple(
    fc.array(one, { minLength: fewest, maxLength: 3 * fewest }),
    fc.array(fc.tuple(clock, clock), { minLength: 12, maxLength: 12 }),
  )
}
/** Acts under the treaties, at least `fewest` of them, with clocks to ask for. */
export function historyOf(treaties: readonly string[], fewest: number) {
  return fc.oneof(drawnOf(treaties, { fewest, last: 200 }), drawnOf(treaties, { fewest, last: 20 }))
}

type Drawn =
  ReturnType<typeof historyOf> extends fc.Arbitrary<readonly [readonly (infer One)[], unknown]> ? One : never

/** The acts, each known on its day. */
export function plainly(rows: readonly Drawn[]): Act[] {
  return rows.map(({ treaty, participant, action, action_date, endsLater }, at) => ({
    id: `a${at}`,
    treaty,
    participant,
    action,
    action_date,
    effect_date: action === 'denunciation' && endsLater !== null ? addDays(action_date, endsLater) : null,
    known_on: action_date,
    corrects: null,
  }))
}

/** The same, heard of late, and some of them corrected or retracted. */
export function mendedLate(rows: readonly Drawn[]): Act[] {
  return plainly(rows).flatMap((act, at) => {
    const { late, mended } = rows[at] as Drawn
    const heard = { ...act, known_on: addDays(act.action_date, late) }
    if (mended === null) return [heard]
    const notice = { ...heard, id: `m${at}`, corrects: act.id, known_on: addDays(heard.known_on, 5) }
    if (mended === 'retraction') return [heard, { ...notice, action: mended }]
    return [heard, { ...notice, action: mended, action_date: addDays(act.action_date, -3) }]
  })
}

/** The same pairs of days, with the second late enough for all that was heard of late, every other time. */
export function hearingAll(
  pairs: readonly (readonly [PlainDate, PlainDate])[],
): readonly (readonly [PlainDate, PlainDate])[] {
  return pairs.map(([asOf, knownAt], at) => [asOf, at % 2 === 0 ? addDays(knownAt, 300) : knownAt])
}

/** The first and the last of the days around a day between which it says that nothing changes and nothing is done. */
function edgesOf(
  { changedOn, changesOn }: CourseNumbers,
  { acts, asOf, knownAt }: { readonly acts: readonly Act[] } & Clocks,
): PlainDate[] {
  const toCome = acts.filter((act) => act.known_on <= knownAt && act.action_date > asOf)
  const [next] = [changesOn, ...toCome.map((act) => act.action_date)].filter((day) => day !== null).sort()
  return [changedOn, next === undefined ? null : addDays(next, -1)].filter((day) => day !== null)
}

/** What is the same on all these days: a retracted act changes nothing but its row. */
function unchangedIn(answer: TreatyEvaluation | undefined) {
  return { ...answer, ledger: answer?.ledger.filter(({ reason }) => reason !== 'retracted') }
}

/** What a comparison came across. */
export type Compared = { compared: number; below: number; above: number; takenBack: number; actByAct: number }

/** Holds the course against following all acts, for each pair of clocks. */
export function compare(
  given: Given,
  pairs: readonly (readonly [PlainDate, PlainDate])[],
  told: Compared,
): void {
  const course = courseOf(given)
  if (course === null) {
    told.compared += pairs.length
    told.actByAct += pairs.length
    return
  }
  const { law } = lawOf(given)
  for (const [asOf, knownAt] of pairs) {
    const answerAt = (day: PlainDate) => {
      const { treaties } = evaluate({ ...law, clocks: { asOf: day, knownAt } })
      return treaties.find(({ treaty }) => treaty === (given.treaty ?? 'T'))
    }
    const found = course.numbersAt({ asOf, knownAt })
    told.compared += 1
    if (found === null) {
      told.actByAct += 1
      continue
    }
    const answer = answerAt(asOf)
    const everyone = found.everyone()
    expect(everyone.rows().map(({ row }) => row)).toEqual(answer?.participants)
    for (const code of CODES) {
      const row = answer?.participants.find(({ participant }) => participant === code) ?? null
      expect(everyone.rowOf(code)?.row ?? null).toEqual(row)
      const stand = row === null ? null : (({ earlier: _before, ...rest }) => rest)(row)
      expect(everyone.standOf(code)?.stand ?? null).toEqual(stand)
      expect(everyone.isBound(code)).toBe(row !== null && isBound(row.status))
    }
    expect(found.counts).toEqual(answer?.counts)
    expect(found.entry_into_force).toEqual(answer?.entry_into_force)
    expect(found.threshold).toEqual(answer?.threshold)
    expect(found.ledger()).toEqual(answer?.ledger)
    expect(found.warnings()).toEqual(answer?.warnings)
    if (found.threshold.met_on === null) told.below += 1
    else told.above += 1
    if (found.ledger().some(({ reason }) => reason === 'withdrawn')) told.takenBack += 1
    if (found.changesOn !== null) expect(found.changesOn > asOf).toBe(true)
    if (found.changedOn !== null) expect(found.changedOn <= asOf).toBe(true)
    const said = unchangedIn(answer)
    for (const day of edgesOf(found, { acts: law.acts, asOf, knownAt })) {
      expect(unchangedIn(answerAt(day))).toEqual(said)
    }
  }
}

export const NOTHING_TOLD: Readonly<Compared> = { compared: 0, below: 0, above: 0, takenBack: 0, actByAct: 0 }

/** Fails where the cases came across something too seldom for it to have been tried. */
export function expectOften(times: number, more: number): void {
  if (RUNS >= ENOUGH_RUNS) expect(times).toBeGreaterThan(more)
}

/** What comparisons of RULE_RUNS random histories come across, of acts known on their days. */
export function comparePlainly(history: ReturnType<typeof historyOf>, law: Omit<Given, 'acts'>): Compared {
  const told: Compared = { ...NOTHING_TOLD }
  fc.assert(
    fc.property(history, ([rows, pairs]) => {
      compare({ ...law, acts: plainly(rows) }, pairs, told)
    }),
    { numRuns: RULE_RUNS },
  )
  return told
}

/** The same of acts heard of late, corrected or retracted. */
export function compareLate(history: ReturnType<typeof historyOf>, law: Omit<Given, 'acts'>): Compared {
  const told: Compared = { ...NOTHING_TOLD }
  fc.assert(
    fc.property(history, ([rows, pairs]) => {
      compare({ ...law, acts: mendedLate(rows) }, hearingAll(pairs), told)
    }),
    { numRuns: RULE_RUNS },
  )
  return told
}
