import { ACTIONS, type Act, type Membership, type Weight } from '../../src/law/act.ts'
import { type Condition, fractionOf } from '../../src/law/condition.ts'
import { addDays, type PlainDate } from '../../src/law/plain-date.ts'
import type { Rule } from '../../src/law/rule.ts'

// A second way to the same count: day by day, everything looked at anew, nothing kept but what stood the day before.
// Parents never enter into force here, so every withdrawal takes effect and nothing is denounced.

export type NaiveInput = {
  readonly rules: readonly Rule[]
  readonly acts: readonly Act[]
  readonly memberships: readonly Membership[]
  readonly weights: readonly Weight[]
}

export type NaiveCount = {
  readonly trigger: PlainDate | null
  readonly counted: readonly string[]
  readonly reachedBy: readonly string[]
}

const CONSENTS = new Set([
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'formal_confirmation',
  'succession',
])

function inOrder(one: Act, other: Act): number {
  if (one.action_date !== other.action_date) return one.action_date < other.action_date ? -1 : 1
  return ACTIONS.indexOf(one.action) - ACTIONS.indexOf(other.action) || (one.id < other.id ? -1 : 1)
}

/** The act of one of the kinds that stands at the end of the day. */
function standing(acts: readonly Act[], kinds: ReadonlySet<string>, day: PlainDate): Act | null {
  let stands: Act | null = null
  for (const act of [...acts].sort(inOrder)) {
    if (act.action_date > day) break
    if (act.action === 'withdrawal_of_instrument') stands = null
    else if (stands === null && kinds.has(act.action)) stands = act
  }
  return stands
}

function isIn(input: NaiveInput, group: string, participant: string, day: PlainDate): boolean {
  return input.memberships.some(
    (one) =>
      one.group === group &&
      one.participant === participant &&
      (one.from === null || one.from <= day) &&
      (one.to === null || day <= one.to),
  )
}

function listOn(input: NaiveInput, group: string, day: PlainDate): string[] {
  const all = new Set(input.memberships.filter((one) => one.group === group).map((one) => one.participant))
  return [...all].filter((participant) => isIn(input, group, participant, day))
}

type Asked = { readonly input: NaiveInput; readonly day: PlainDate }

/** Whether someone who stands adds to at least one part. */
function adds(condition: Condition, participant: string, { input, day }: Asked): boolean {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.some((one) => adds(one, participant, { input, day }))
    case 'count':
      return condition.group === undefined || isIn(input, condition.group, participant, day)
    case 'every':
      return isIn(input, condition.list, participant, day)
    case 'fraction':
      return isIn(input, fractionOf(condition).name, participant, day)
    case 'share':
      return (
        !isIn(input, 'reio', participant, day) &&
        input.weights.some((one) => one.participant === participant && one.weights === condition.weights) &&
        (condition.group === undefined || isIn(input, condition.group, participant, day))
      )
    case 'treaty_condition':
      return false
  }
}

function holds(condition: Condition, counted: readonly string[], { input, day }: Asked): boolean {
  const among = (list: readonly string[]) => counted.filter((one) => list.includes(one)).length
  switch (condition.op) {
    case 'all':
      return condition.of.every((one) => holds(one, counted, { input, day }))
    case 'any':
      return condition.of.some((one) => holds(one, counted, { input, day }))
    case 'count':
      return (
        (condition.group === undefined ? counted.length : among(listOn(input, condition.group, day))) >=
        condition.gte
      )
    case 'every': {
      const list = listOn(input, condition.list, day)
      return list.length > 0 && among(list) === list.length
    }
    case 'fraction': {
      const list = listOn(input, fractionOf(condition).name, day)
      const [over, under] = condition.gte
      return list.length > 0 && among(list) * under >= list.length * over
    }
    case 'share': {
      const own = input.weights.filter(
        (one) =>
          one.weights === condition.weights &&
          !isIn(input, 'reio', one.participant, day) &&
          (condition.group === undefined || isIn(input, condition.group, one.participant, day)),
      )
      const sum = (rows: readonly Weight[]) => rows.reduce((total, one) => total + Number(one.weight), 0)
      const total = sum(own)
      const part = sum(own.filter((one) => counted.includes(one.participant)))
      return total > 0 && part * 100 >= Math.round(condition.gte * 100) * total
    }
    case 'treaty_condition':
      return false
  }
}

function countsAsOrganization(rule: Rule, declared: PlainDate | null, asked: Asked & { members: string[] }) {
  switch (rule.reio) {
    case 'counted':
      return true
    case 'counted_if_declared_sole':
      return declared !== null && declared <= asked.day
    case 'not_additional':
      return asked.members.length === 0
    default:
      return false
  }
}

/** The count of the first rule up to `asOf`, its parent (if any) being the second. */
export function naiveCount(input: NaiveInput, first: PlainDate, asOf: PlainDate): NaiveCount {
  const [rule] = input.rules
  if (rule === undefined) throw new Error('no rule')
  const own = input.acts.filter((act) => act.treaty === rule.treaty)
  const participants = [...new Set(own.map((act) => act.participant))].sort()
  const kinds = new Set<string>(rule.counts)
  const from = new Map<string, { readonly act: Act; readonly day: PlainDate }>()
  for (let day = first; day <= asOf; day = addDays(day, 1)) {
    for (const participant of participants) {
      const act = standing(
        own.filter((one) => one.participant === participant),
        kinds,
        day,
      )
      const parentActs = input.acts.filter(
        (one) => one.treaty === rule.eligible?.parent && one.participant === participant,
      )
      const fulfilled = rule.eligible?.parent === undefined || standing(parentActs, CONSENTS, day) !== null
      if (act === null || !fulfilled) from.delete(participant)
      else if (from.get(participant)?.act !== act) from.set(participant, { act, day })
    }
    const counted: string[] = []
    const asked = { input, day }
    const standingNow = participants.filter((one) => from.has(one) && adds(rule.condition, one, asked))
    const isOrganization = (one: string) => isIn(input, 'reio', one, day)
    counted.push(...standingNow.filter((one) => !isOrganization(one)))
    const states = [...counted]
    for (const organization of standingNow.filter(isOrganization)) {
      const declared = own
        .filter((act) => act.participant === organization && act.action === 'declared_sole')
        .map((act) => act.action_date)
        .sort()
      const members = listOn(input, `members:${organization}`, day).filter((one) => states.includes(one))
      if (countsAsOrganization(rule, declared[0] ?? null, { ...asked, members })) counted.push(organization)
    }
    if (holds(rule.condition, counted, asked) || day === asOf) {
      const met = holds(rule.condition, counted, asked)
      const sole = (one: string) =>
        rule.reio === 'counted_if_declared_sole' && isOrganization(one)
          ? own.find((act) => act.participant === one && act.action === 'declared_sole')?.action_date
          : undefined
      const countsFrom = (one: string) => {
        const day0 = from.get(one)?.day
        const declared = own
          .filter((act) => act.participant === one && act.action === 'declared_sole')
          .map((act) => act.action_date)
          .sort()[0]
        return sole(one) !== undefined && declared !== undefined && day0 !== undefined && declared > day0
          ? declared
          : day0
      }
      return {
        trigger: met ? day : null,
        counted: counted.sort(),
        reachedBy: met ? counted.filter((one) => countsFrom(one) === day).sort() : [],
      }
    }
  }
  return { trigger: null, counted: [], reachedBy: [] }
}
