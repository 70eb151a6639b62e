import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Act, Action, Membership, Weight } from '../../src/law/act.ts'
import { lawInputProblems } from '../../src/law/check-law-input.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import type { Evaluation, LedgerRow, ParticipantRow, TreatyEvaluation } from '../../src/law/evaluation.ts'
import { describeProblem } from '../../src/law/input-error.ts'
import { type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { parseRules, type Rule } from '../../src/law/rule.ts'

const ROOT = join(import.meta.dirname, '../..')
const LATE = '2026-11-24'

/** A case for the engine, as short as it can be said. */
export type LawCase = {
  readonly rules: readonly object[]
  /** One act a line: treaty, participant, action, date, then `effect=`, `known=`, `id=`, `corrects=`. */
  readonly acts: string | readonly Act[]
  /** One membership a line: group, participant, and from..to where it has limits. */
  readonly groups?: string | readonly Membership[]
  readonly weights?: readonly Weight[]
  readonly asOf?: string
  readonly knownAt?: string
}

function day(text: string | undefined): PlainDate | null {
  return text === undefined || text === '' ? null : plainDate(text)
}

function required(text: string | undefined): string {
  if (text === undefined) throw new Error('the line is too short')
  return text
}

/** The acts in lines such as `XVIII-12 ARM ratification 2003-07-01 known=2003-07-07`; `-` is no participant. */
export function actsIn(lines: string): Act[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [treaty, participant, action, date, ...rest] = line.split(/\s+/)
      const said = new Map(rest.map((one) => [one.split('=')[0], required(one.split('=')[1])]))
      const action_date = plainDate(required(date))
      return {
        id: said.get('id') ?? '',
        treaty: required(treaty),
        participant: participant === '-' ? '' : required(participant),
        action: required(action) as Action,
        action_date,
        effect_date: day(said.get('effect')),
        known_on: day(said.get('known')) ?? action_date,
        corrects: said.get('corrects') ?? null,
      }
    })
}

/** Memberships in lines such as `members:EUE DEU 2000-01-01..2010-12-31`. */
export function membershipsIn(lines: string): Membership[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [group, participant, limits = '..'] = line.split(/\s+/)
      const [from, to] = limits.split('..')
      return { group: required(group), participant: required(participant), from: day(from), to: day(to) }
    })
}

/** `count` lines of one treaty: States S001, S002 … from `first` on, all of one kind and day. */
export function deposits(
  treaty: string,
  states: { readonly count: number; readonly first?: number },
  date: string,
  action = 'ratification',
): string {
  const first = states.first ?? 1
  return Array.from(
    { length: states.count },
    (_, at) => `${treaty} S${String(first + at).padStart(3, '0')} ${action} ${date}`,
  ).join('\n')
}

export function rulesIn(given: readonly object[]): Rule[] {
  return parseRules(given, { file: 'rules.json' })
}

function inputOf(given: LawCase) {
  const { acts, groups, weights } = given
  return {
    rules: rulesIn(given.rules),
    acts: typeof acts === 'string' ? actsIn(acts) : acts,
    memberships: groups === undefined ? [] : typeof groups === 'string' ? membershipsIn(groups) : groups,
    weights: weights ?? [],
  }
}

/** What is wrong with the input of the case, a line each. */
export function problemsOf(given: LawCase): string[] {
  return lawInputProblems(inputOf(given), { rulesPlace: { file: 'rules.json' } }).map(describeProblem)
}

/** The law of the case. Throws when its input is bad. */
export function lawOf(given: LawCase): Evaluation {
  const problems = problemsOf(given)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return evaluate({
    ...inputOf(given),
    clocks: { asOf: plainDate(given.asOf ?? LATE), knownAt: plainDate(given.knownAt ?? LATE) },
  })
}

/** The law of one treaty of the case; of the only one when none is named. */
export function treatyLaw(given: LawCase, treaty?: string): TreatyEvaluation {
  const { treaties } = lawOf(given)
  const found = treaty === undefined ? treaties[0] : treaties.find((one) => one.treaty === treaty)
  if (found === undefined) throw new Error(`no treaty ${treaty}`)
  return found
}

export function rowOf(law: TreatyEvaluation, participant: string): ParticipantRow {
  const found = law.participants.find((row) => row.participant === participant)
  if (found === undefined) throw new Error(`no participant ${participant}`)
  return found
}

/** The reasons of one participant's ledger rows, in order. */
export function reasonsOf(law: TreatyEvaluation, participant: string): LedgerRow['reason'][] {
  return law.ledger.filter((row) => row.participant === participant).map((row) => row.reason)
}

export function codesOf(law: TreatyEvaluation): string[] {
  return law.warnings.map(({ code }) => code)
}

function records(path: string): Record<string, string>[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, bom: true })
}

function actOf(row: Record<string, string>): Act {
  const action_date = plainDate(required(row['action_date']))
  return {
    id: '',
    treaty: required(row['treaty']),
    participant: required(row['participant']),
    action: required(row['action']) as Action,
    action_date,
    effect_date: day(row['effect_date']),
    known_on: day(row['known_on']) ?? action_date,
    corrects: null,
  }
}

function membershipOf(row: Record<string, string>): Membership {
  return {
    group: required(row['group']),
    participant: required(row['participant']),
    from: day(row['from']),
    to: day(row['to']),
  }
}

/** The acts of `cases/<name>.csv`. */
export function actsOfCase(name: string): Act[] {
  return records(join(import.meta.dirname, 'cases', `${name}.csv`)).map(actOf)
}

export function groupsOfCase(name: string): Membership[] {
  return records(join(import.meta.dirname, 'cases', `${name}.csv`)).map(membershipOf)
}

export function weightsOfCase(name: string): Weight[] {
  return records(join(import.meta.dirname, 'cases', `${name}.csv`)).map((row) => ({
    weights: required(row['weights']),
    participant: required(row['participant']),
    weight: required(row['weight']),
  }))
}

const PACK = join(ROOT, 'sql/packs/untoc')

type Four = { readonly rules: object[]; readonly acts: Act[]; readonly groups: Membership[] }

/** The four instruments' own rules, dated acts and memberships. */
export const THE_FOUR: Four = readTheFour()

function readTheFour(): Four {
  const memberships = records(join(PACK, 'memberships.csv')).map(membershipOf)
  const members = memberships
    .filter(({ group }) => group === 'eu_members')
    .map((membership) => ({ ...membership, group: 'members:EUE' }))
  const stated = records(join(PACK, 'asserted.csv')).filter((row) => row['action'] !== 'asserted_headline')
  return {
    rules: JSON.parse(readFileSync(join(PACK, 'rules.json'), 'utf8')),
    acts: [...records(join(PACK, 'events.csv')), ...stated].map(actOf),
    groups: [...memberships, ...members, { group: 'reio', participant: 'EUE', from: null, to: null }],
  }
}

/** The four rules without the limits that a made-up case would trip over; `changes` go into each. */
export function untocFamily(changes: object = {}): object[] {
  return THE_FOUR.rules.map((rule) => ({ ...rule, organization_needs_member: false, ...changes }))
}
