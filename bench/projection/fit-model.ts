import type { PlainDate } from '../../src/law/plain-date.ts'
import { NEED_FEATURES, STATE_FEATURES } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { encodeWeights, type StoredModel, type StoredNetwork } from '../../src/projection/model.ts'
import { partHistories } from './part-histories.ts'
import { KNOWN_UNTIL, type TreatyHistory } from './read-histories.ts'
import { seededRandom } from './seeded-random.ts'
import { trainNetwork } from './train-network.ts'
import { type TrainingRow, trainingRows } from './training-rows.ts'

const VERSION = 3
export const PARTS = 10

/** How a model is fitted; the scores of other plans are in docs/projection.md. */
export type FitPlan = {
  readonly networksAPart: number
  readonly hidden: number
  readonly batches: number
  /** Share of the state's numbers that one network looks at: networks that differ err differently. */
  readonly shareOfInputs: number
  /** Numbers of the state that no network looks at. */
  readonly leftOut: readonly (typeof STATE_FEATURES)[number][]
  /** Copies of each history that live faster or slower. */
  readonly copies: number
}

export const SHIPPED_PLAN: FitPlan = {
  networksAPart: 3,
  hidden: 32,
  batches: 1500,
  shareOfInputs: 0.5,
  leftOut: [],
  copies: 4,
}

export const GRID_DAYS = [
  1, 2, 4, 7, 11, 16, 23, 32, 45, 60, 80, 105, 140, 182.625, 250, 300, 365.25, 450, 550, 640, 730.5, 900,
  1095.75, 1250, 1500, 1826.25, 2250, 2900, 3652.5, 4500, 6000, 8500, 12_000, 16_000,
] as const

/** Chosen on the answers for parts left out; see docs/projection.md. */
export const CALIBRATION = {
  raw: [0, 0.09, 0.3, 0.45, 0.69, 0.94, 1],
  told: [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1],
} as const

/** A share of the state's numbers, by lot, and all that say how far it is to go. */
function inputsFor(seed: number, { shareOfInputs, leftOut }: FitPlan): number[] {
  const random = seededRandom(seed)
  const hidden = new Set(leftOut.map((name) => STATE_FEATURES.indexOf(name)))
  const all = Array.from({ length: STATE_FEATURES.length + NEED_FEATURES.length }, (_, place) => place)
  return all.filter((place) => {
    const taken = random() < shareOfInputs && !hidden.has(place)
    return place === 0 || place >= STATE_FEATURES.length || taken
  })
}

/** The networks fitted to rows that hold nothing of one part. */
export function fitNetworks(
  rows: readonly TrainingRow[],
  withoutPart: number,
  plan: FitPlan,
): StoredNetwork[] {
  return Array.from({ length: plan.networksAPart }, (_, member) => {
    const trained = trainNetwork(rows, {
      inputs: inputsFor(100 + member, plan),
      gridDays: GRID_DAYS,
      hidden: plan.hidden,
      batches: plan.batches,
      seed: 1000 * withoutPart + member,
    })
    const { inputs, mean, deviation, hidden, weights } = trained
    return { without_part: withoutPart, inputs, mean, deviation, hidden, ...encodeWeights(weights) }
  })
}

type Fitting = {
  readonly sha256: string
  readonly plan: FitPlan
  readonly parts?: number
  readonly until?: PlainDate
  readonly say: (text: string) => void
}

/** The whole model: for each part of the histories, networks that have never seen it. */
export function fitModel(histories: readonly TreatyHistory[], fitting: Fitting): StoredModel {
  const { sha256, plan, say, parts = PARTS, until = KNOWN_UNTIL } = fitting
  const part = partHistories(histories, parts)
  const rows = trainingRows(histories, { until: dayNumber(until), copies: plan.copies })
  say(`${rows.length} questions of ${histories.length} treaties until ${until}`)
  const networks = Array.from({ length: parts }, (_, without) => {
    say(`part ${without + 1} of ${parts}`)
    return fitNetworks(
      rows.filter(({ treaty }) => part[treaty] !== without),
      without,
      plan,
    )
  })
  return {
    version: VERSION,
    histories: { treaties: histories.length, sha256, until },
    grid_days: GRID_DAYS,
    calibration: CALIBRATION,
    most_deposits: Math.max(...histories.map(({ deposits }) => deposits.length)),
    networks: networks.flat(),
    part_by_clock_start: Object.fromEntries(
      histories.map(({ clockStart }, place) => [clockStart, part[place] ?? 0]),
    ),
  }
}
