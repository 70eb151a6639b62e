import type { Command } from 'commander'
import { projection, type TreatyProjection } from '../answers/projection.ts'
import { InputError } from '../law/input-error.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { clockParameters, parameter, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'

type ProjectOptions = ReadOptions & {
  readonly batch?: boolean
  readonly scoreboard?: boolean
  readonly add?: string
  readonly group?: string
}

type Forecast = TreatyProjection['threshold_met']

const COLUMNS = [
  { heading: 'What' },
  { heading: '5 %' },
  { heading: '25 %' },
  { heading: 'even chance' },
  { heading: '75 %' },
  { heading: '95 %' },
  { heading: 'in 1 year', align: 'right' },
  { heading: '3 years', align: 'right' },
  { heading: '5 years', align: 'right' },
] as const

/** A chance in words, as the page tells it. No forecast is certain: one that answers round to 0 or 1 is said to be near
 *  it. */
function percent(chance: number): string {
  if (chance < 0.005) return 'under 1 %'
  return chance >= 0.995 ? 'over 99 %' : `${Math.round(100 * chance)} %`
}

function cells(what: string, { quantiles, within }: Forecast): string[] {
  if (quantiles === null || within === null) return []
  const { p05, p25, p50, p75, p95 } = quantiles
  const days = [p05, p25, p50, p75, p95].map((day) => day ?? 'no day')
  return [what, ...days, percent(within['1y']), percent(within['3y']), percent(within['5y'])]
}

/** A known day, or why nothing is said; nothing for what is projected. */
function sentence(what: string, { state, date, because }: Forecast): string {
  const why = because === null ? '' : ` (${because})`
  switch (state) {
    case 'happened':
      return `${what}: on ${date}.\n`
    case 'fixed':
      return `${what}: on ${date}${why}.\n`
    case 'cannot_be_said':
      return `${what}: nothing can be said; ${because}.\n`
    case 'projected':
      return ''
  }
}

type Milestone = TreatyProjection['milestones'][number]

function milestoneWords({ group }: TreatyProjection, { milestone, number }: Milestone): string {
  switch (milestone) {
    case 'next_deposit':
      return 'Next deposit'
    case 'tenth':
      return `${number} participants`
    case 'universal':
      return group === null ? 'All States' : 'All members'
  }
}

const TENTHS_SHOWN = 3

function forecasts(given: TreatyProjection): [string, Forecast][] {
  const tenths = given.milestones.filter(({ milestone }) => milestone === 'tenth').slice(0, TENTHS_SHOWN)
  const shown = given.milestones.filter((one) => one.milestone !== 'tenth' || tenths.includes(one))
  return [
    ['Threshold met', given.threshold_met],
    ['Entry into force', given.entry_into_force],
    ...given.floors.map((one): [string, Forecast] => [`Not before ${one.short_title} in force`, one]),
    ...shown.map((one): [string, Forecast] => [milestoneWords(given, one), one]),
  ]
}

function silenceText({ silence }: TreatyProjection): string {
  return silence === null ? '' : `CARE: ${silence}.\n`
}

function headline(given: TreatyProjection & { readonly as_of: string }): string {
  const { threshold, group, count, acts_without_day: undated } = given
  const within = group === null ? '' : ` in ${group.title}`
  const acts = undated === 1 ? '1 act' : `${undated} acts`
  const enter = undated === 1 ? 'enters' : 'enter'
  const without = undated === 0 ? '' : ` (${acts} without a known day ${enter} no projection)`
  const needed =
    threshold.met_on === null && threshold.needed !== null
      ? ` ${threshold.counted} of ${threshold.needed} instruments count toward entry into force.`
      : ''
  const mark = given.hypothetical ? 'HYPOTHETICAL: deposits that were not made are in it.\n' : ''
  return `${mark}${given.title}, as of ${given.as_of}: ${count === 1 ? '1 participant' : `${count} participants`}${within}${without}.${needed}\n`
}

/** Who has joined and does not count toward entry into force, with the reasons: both numbers of the first line are so. */
function accountText({
  joined_uncounted: joined,
  counted_at_most: most,
  threshold,
}: TreatyProjection): string {
  const each = joined.map(({ name, because }) => `${name} (${because})`).join('; ')
  const between =
    most > threshold.counted
      ? `Whenever the acts without a known day happened, ${threshold.counted} to ${most} count.\n`
      : ''
  return `${joined.length === 0 ? '' : `Joined, and not among those that count: ${each}.\n`}${between}`
}

function whatIfText({ what_if }: TreatyProjection): string {
  if (what_if === null) return ''
  const added = what_if.added.map((one) => {
    const does = one.counts ? 'counts' : `joins, and does not count toward the threshold: ${one.not_counted}`
    return `  ${one.action_date} ${one.name}: ${one.nothing_changed === null ? does : `changes nothing: ${one.nothing_changed}`}\n`
  })
  const nothing = what_if.nothing_changed === null ? '' : 'Nothing changes in law.\n'
  return `Supposed deposits:\n${added.join('')}${nothing}`
}

function yearText({ deposits_in_12_months: { quantiles, since }, silence }: TreatyProjection): string {
  if (quantiles === null) return ''
  const { p05, p50, p95 } = quantiles
  const span =
    silence === null ? 'in the next 12 months' : `after ${since}, until 12 months after the day asked about`
  return `Deposits ${span}: ${p50} (5 to 95 %: ${p05} to ${p95}).\n`
}

/** How the days of the table are to be read. */
function legend({ silence }: TreatyProjection): string {
  const already = silence === null ? '' : ' the day asked about: perhaps it has happened already;'
  return `Days by which it has happened with that chance;${already} no day: none can be named.\n`
}

async function projectTreaty(line: CommandLine, treaty: string, options: ProjectOptions): Promise<void> {
  const given = await withAsk(line, (ask) =>
    ask(projection, [
      ['t', treaty],
      ...parameter('group', options.group),
      ...parameter('add', options.add),
      ...clockParameters(options),
    ]),
  )
  if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
  const found = forecasts(given)
  line.out(
    `${headline(given)}${silenceText(given)}${accountText(given)}${whatIfText(given)}${found.map(([what, one]) => sentence(what, one)).join('')}`,
  )
  const rows = found.map(([what, one]) => cells(what, one)).filter((row) => row.length > 0)
  if (rows.length > 0) line.out(`\n${tableText(line, COLUMNS, rows)}\n`)
  line.out(yearText(given))
  if (rows.length > 0) line.out(legend(given))
}

/** Options that only the question about a treaty knows, as they are written. */
const OF_A_TREATY = { add: '--add', group: '--group', asOf: '--as-of', knownAt: '--known-at' } as const

/** Throws InputError for every option that would be passed over. */
function refuseOptions(options: ProjectOptions, mode: '--batch' | '--scoreboard'): void {
  const names = ['add', 'group', 'asOf', 'knownAt'] as const
  const problems = names.flatMap((name) => {
    const value = options[name]
    const accepted = `nothing beside ${mode}: it is about one treaty`
    return value === undefined ? [] : [{ field: OF_A_TREATY[name], value, accepted }]
  })
  if (problems.length > 0) throw new InputError(problems)
}

/** `palermo project`: what comes next for a treaty, by chance; a batch of cases; how often projections held. */
export function addProject(program: Command, line: CommandLine): void {
  withReadOptions(program.command('project'))
    .description(
      'What comes next, by chance: threshold, entry into force and milestones, as days and chances.',
    )
    .argument('[treaty]', 'slug or number of a treaty')
    .option('--add <deposits>', 'suppose deposits: FRA:2026-12-01,JPN:2027-01-15; the answer is hypothetical')
    .option('--group <group>', 'milestones among the members of this group')
    .option('--batch', 'read one JSON case a line, write one answer a line in the same order')
    .option('--scoreboard', 'how often projections held, beside two simple methods')
    .addHelpText(
      'after',
      () =>
        `\nExamples:\n  palermo project ${exampleTreaty(line, 3)} --as-of 2004-06-01\n  palermo project ${exampleTreaty(line, 3)} --add JPN:2027-01-15 --group g20\n  palermo project --batch < cases.jsonl > answers.jsonl\n  palermo project --scoreboard\n\nA case: {"id":"a","clock_start":"2000-12-12","need":40,"as_of":"2002-06-01","deposits":["2001-09-21"],"signatures":["2000-12-12"]}`,
    )
    .action(async (treaty: string | undefined, options: ProjectOptions) => {
      const asked = [treaty !== undefined, options.batch === true, options.scoreboard === true]
      if (asked.filter(Boolean).length !== 1) {
        const accepted = 'one of: a treaty, --batch with cases on stdin, --scoreboard'
        throw new InputError([{ field: 'treaty', value: treaty ?? null, accepted }])
      }
      if (treaty !== undefined) return projectTreaty(line, treaty, options)
      refuseOptions(options, options.batch === true ? '--batch' : '--scoreboard')
      if (options.batch === true) {
        const { projectBatch } = await import('./project-batch.ts')
        return projectBatch(line)
      }
      const { projectScoreboard } = await import('./project-scoreboard.ts')
      return projectScoreboard(line, options)
    })
}
