import { parseArgs } from 'node:util'
import { plainDate } from '../../src/law/plain-date.ts'
import { DAYS_A_YEAR } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { countUpTo, knownOn } from '../../src/projection/history.ts'
import { type Milestone, projectMilestones } from '../../src/projection/milestones.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import { readGroup } from './read-group.ts'
import { HISTORIES_FILE, KNOWN_UNTIL, readHistories, type TreatyHistory } from './read-histories.ts'
import { dayOf } from './scored-cases.ts'

// How often the bands of milestones held, at anniversaries of treaties the networks asked have not seen:
// node bench/projection/milestone-scores.ts [--histories FILE --group NAME]
// With a group: among its members of today, from a file with one line an act and their names.
const { values } = parseArgs({ options: { histories: { type: 'string' }, group: { type: 'string' } } })
const group =
  values.histories === undefined || values.group === undefined
    ? null
    : readGroup(values.histories, values.group)
const ANNIVERSARIES = [2, 5, 8, 11, 15, 20, 25, 30]
const UNTIL = dayNumber(KNOWN_UNTIL)
const LAST_AS_OF = dayNumber(plainDate('2012-07-01'))

type Held = {
  readonly what: string
  readonly treaty: string
  readonly in90: number
  readonly in50: number
  readonly width: number
}

/** Whether the real day lies inside the bands; a milestone not met by the end is inside unless the band has ended. */
function heldDay(what: string, history: TreatyHistory, { instruments, projection }: Milestone): Held[] {
  if (projection.state !== 'projected') return []
  const met = history.deposits[instruments - 1]
  const known = met !== undefined && met <= UNTIL
  const seen = dayOf(known ? met : UNTIL)
  const inside = (low: string | null, high: string | null) =>
    (high === null || seen <= high) && !(known && low !== null && seen < low) ? 1 : 0
  const { p05, p25, p75, p95 } = projection.threshold
  return [{ what, treaty: history.treaty, in90: inside(p05, p95), in50: inside(p25, p75), width: 0 }]
}

function heldAt(history: TreatyHistory, asOf: number): Held[] {
  const known = knownOn(history, asOf)
  const milestones = projectMilestones(
    {
      clock_start: dayOf(history.start),
      as_of: dayOf(asOf),
      deposits: known.deposits.map(dayOf),
      signatures: known.signatures.map(dayOf),
      count: known.deposits.length,
      outside: group === null ? null : group.members - known.deposits.length,
      among: group === null ? 'everyone' : 'group',
    },
    shippedModel(),
  )
  const year = milestones.deposits_in_12_months
  if (year.state !== 'projected') return []
  const came = countUpTo(history.deposits, asOf + DAYS_A_YEAR) - known.deposits.length
  const inside = (low: number, high: number) => (came >= low && came <= high ? 1 : 0)
  const [ten] = milestones.every_tenth
  return [
    ...heldDay('next deposit', history, milestones.next_deposit),
    {
      what: 'deposits in 12 months',
      treaty: history.treaty,
      in90: inside(year.p05, year.p95),
      in50: inside(year.p25, year.p75),
      width: year.p95 - year.p05,
    },
    ...(ten === undefined
      ? []
      : heldDay(ten.instruments > 100 ? 'next tenth, above 100' : 'next tenth, to 100', history, ten)),
  ]
}

const histories = group === null ? readHistories(HISTORIES_FILE) : group.histories
const held = histories.flatMap((history) =>
  ANNIVERSARIES.map((years) => Math.round(history.start + years * DAYS_A_YEAR))
    .filter((asOf) => asOf <= LAST_AS_OF)
    .flatMap((asOf) => heldAt(history, asOf)),
)
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
for (const [what, rows] of Map.groupBy(held, (row) => row.what)) {
  const treaties = [...Map.groupBy(rows, ({ treaty }) => treaty).values()]
  const share = (value: (row: Held) => number) =>
    (100 * mean(treaties.map((own) => mean(own.map(value))))).toFixed(1)
  const width = what.startsWith('deposits')
    ? `, 90 % band ${mean(rows.map((row) => row.width)).toFixed(1)} wide`
    : ''
  console.log(
    `${what}: ${rows.length} cases of ${treaties.length} treaties, in 90 % ${share((row) => row.in90)}, in 50 % ${share((row) => row.in50)}${width}`,
  )
}
