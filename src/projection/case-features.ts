import { countUpTo, type History } from './history.ts'
import { numberAt } from './network.ts'

export const DAYS_A_YEAR = 365.25

const SHORTEST_AGE = 30
const PACE_YEARS = [0.25, 0.5, 1, 2, 4, 8]
const FADING_YEARS = [0.5, 1.5, 5]
const LAST_DEPOSITS = [1, 2, 4, 6, 9, 16]
const FAINTEST = 1e-9

/** The names of the numbers that describe a state, in their order. Paces are logarithms of deposits a year. */
export const STATE_FEATURES = [
  'deposits',
  'age',
  'pace whole life',
  ...PACE_YEARS.map((years) => `pace ${years} y`),
  ...FADING_YEARS.map((years) => `fading pace ${years} y`),
  'deposits 36 d',
  'deposits 14 d',
  ...LAST_DEPOSITS.map((place) => `days since deposit -${place}`),
  'best year',
  'best year to last year',
  'first quarter of deposits',
  'half of deposits',
  'three quarters of deposits',
  'first deposit',
  'deposits in first 30 d',
  'share of separate days',
  'signatures',
  'signatures less deposits, scaled',
  'signatures less deposits',
  'signatures to deposits',
  'signatures 1 y',
  'signatures 3 y',
  'days since signature',
  'young signatures 2 y',
  'young signatures 5 y',
  'signature flow 3 y',
  'signature flow 8 y',
  'first signature',
  'share of late signatures',
  'signatures in first 30 d',
  'year',
  'year of start',
  'season, cosine',
  'season, sine',
] as const

/** The names of the numbers that say how far it is to go, after those of the state. */
export const NEED_FEATURES = [
  'to go',
  'need',
  'need to deposits',
  'to go at fading pace 0.5 y',
  'to go at fading pace 1.5 y',
  'to go at fading pace 5 y',
  'to go at pace whole life',
  'to go beyond signatures',
] as const

/** One state of one treaty: what the model looks at, whatever is needed. */
export type State = {
  readonly numbers: readonly number[]
  readonly deposits: number
  readonly signatures: number
}

const place = (name: (typeof STATE_FEATURES)[number]) => STATE_FEATURES.indexOf(name)
const HALF_YEAR = place('fading pace 0.5 y')
const YEAR_AND_HALF = place('fading pace 1.5 y')
const FIVE_YEARS = place('fading pace 5 y')
const WHOLE_LIFE = place('pace whole life')

/** Sum of exp(-age / fading) over the days; acts too old to matter are not visited. */
function fadingSum(days: readonly number[], asOf: number, fadingDays: number): number {
  let sum = 0
  for (let index = days.length - 1; index >= 0; index--) {
    const part = Math.exp(-(asOf - (days[index] ?? asOf)) / fadingDays)
    if (part < FAINTEST) break
    sum += part
  }
  return sum
}

function paces(deposits: readonly number[], asOf: number, age: number): number[] {
  const since = (days: number) => deposits.length - countUpTo(deposits, asOf - days)
  const windows = PACE_YEARS.map((years) => {
    const days = years * DAYS_A_YEAR
    return Math.log(((since(days) + 0.5) / Math.min(age, days)) * DAYS_A_YEAR)
  })
  const fading = FADING_YEARS.map((years) => {
    const days = years * DAYS_A_YEAR
    const exposure = days * (1 - Math.exp(-age / days))
    return Math.log(((fadingSum(deposits, asOf, days) + 0.3) / exposure) * DAYS_A_YEAR)
  })
  const life = Math.log(((deposits.length + 0.5) / age) * DAYS_A_YEAR)
  return [life, ...windows, ...fading, Math.log(since(36) + 0.5), Math.log(since(14) + 0.5)]
}

/** The most deposits in any year that ended with a deposit. */
function bestYear(deposits: readonly number[]): number {
  let best = 0
  deposits.forEach((day, index) => {
    best = Math.max(best, index + 1 - countUpTo(deposits, day - DAYS_A_YEAR))
  })
  return best
}

function courseOfDeposits({ start, deposits }: History, asOf: number, age: number): number[] {
  const count = deposits.length
  const waits = LAST_DEPOSITS.map((last) => Math.log1p(asOf - (deposits[count - last] ?? asOf - age)))
  const best = bestYear(deposits)
  const lastYear = count - countUpTo(deposits, asOf - DAYS_A_YEAR)
  const reached = [0.25, 0.5, 0.75].map((share) => {
    const day = deposits[Math.floor(share * count)]
    return day === undefined ? 0 : Math.log(Math.max(1, day - start) / age)
  })
  const [first] = deposits
  return [
    ...waits,
    Math.log(best + 0.5),
    Math.log((best + 0.5) / (lastYear + 0.5)),
    ...reached,
    Math.log1p(first === undefined ? age : first - start),
    countUpTo(deposits, start + 29),
    new Set(deposits).size / Math.max(1, count),
  ]
}

function courseOfSignatures({ start, deposits, signatures }: History, asOf: number): number[] {
  const count = signatures.length
  const last = signatures[count - 1]
  const first = signatures[0]
  const since = (years: number) => count - countUpTo(signatures, asOf - years * DAYS_A_YEAR)
  const fading = (years: number) => fadingSum(signatures, asOf, years * DAYS_A_YEAR)
  const open = count - deposits.length
  return [
    Math.log1p(count),
    open / Math.sqrt(count + deposits.length + 1),
    Math.log1p(Math.max(0, open)),
    Math.log((count + 2) / (deposits.length + 2)),
    Math.log1p(since(1)),
    Math.log1p(since(3)),
    last === undefined ? 12 : Math.log1p(asOf - last),
    Math.log1p(fading(2)),
    Math.log1p(fading(5)),
    Math.log(0.3 + fading(3) / 3),
    Math.log(0.3 + fading(8) / 8),
    first === undefined ? 9 : Math.log1p(first - start),
    (count - countUpTo(signatures, start + 365)) / (count + 1),
    Math.log1p(countUpTo(signatures, start + 29)),
  ]
}

/** A calendar year as a small number: 0 is 1980, 1 is 2000. */
const scaledYear = (day: number) => (day / DAYS_A_YEAR - 10) / 20

/** The state of a treaty at the end of `asOf` (a day number), from acts up to that day alone. */
export function describeState(history: History, asOf: number): State {
  const age = Math.max(SHORTEST_AGE, asOf - history.start)
  const turn = (asOf / DAYS_A_YEAR) * 2 * Math.PI
  const numbers = [
    Math.log(history.deposits.length + 1),
    Math.log(age),
    ...paces(history.deposits, asOf, age),
    ...courseOfDeposits(history, asOf, age),
    ...courseOfSignatures(history, asOf),
    scaledYear(asOf),
    scaledYear(history.start),
    Math.cos(turn),
    Math.sin(turn),
  ]
  return { numbers, deposits: history.deposits.length, signatures: history.signatures.length }
}

/** Everything the model looks at for one `need` above the number of deposits: state, then how far it is to go. */
export function describeCase(state: State, need: number): readonly number[] {
  const { numbers, deposits, signatures } = state
  const toGo = Math.log(need - deposits)
  const pace = (index: number) => numberAt(numbers, index)
  return [
    ...numbers,
    toGo,
    Math.log(need),
    Math.log(need / (deposits + 1)),
    toGo - pace(HALF_YEAR),
    toGo - pace(YEAR_AND_HALF),
    toGo - pace(FIVE_YEARS),
    toGo - pace(WHOLE_LIFE),
    (need - deposits - Math.max(0, signatures - deposits)) / Math.sqrt(need),
  ]
}
