import { numberAt, standardised, weightCount } from '../../src/projection/network.ts'
import { normalDraw, seededRandom } from './seeded-random.ts'
import type { TrainingRow } from './training-rows.ts'

export type TrainingPlan = {
  readonly inputs: readonly number[]
  readonly gridDays: readonly number[]
  readonly hidden: number
  readonly batches: number
  readonly seed: number
}

export type TrainedNetwork = {
  readonly inputs: readonly number[]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly hidden: number
  readonly weights: Float64Array
}

const BATCH = 256
const FIRST_RATE = 4e-3
const DECAY = 0.2
/** Share of the squared error of the chances (over log time) in the loss; the rest is the log-likelihood. */
const SQUARED_SHARE = 0.7
const FIRST_MOMENT = 0.9
const SECOND_MOMENT = 0.99

type Standard = { readonly mean: number[]; readonly deviation: number[] }

function standardOf(rows: readonly TrainingRow[], inputs: readonly number[]): Standard {
  const mean: number[] = []
  const deviation: number[] = []
  for (const input of inputs) {
    let sum = 0
    let squares = 0
    for (const { described } of rows) {
      const value = numberAt(described, input)
      sum += value
      squares += value * value
    }
    const middle = sum / rows.length
    mean.push(Number(middle.toPrecision(6)))
    deviation.push(
      Number((Math.sqrt(Math.max(0, squares / rows.length - middle ** 2)) + 1e-9).toPrecision(6)),
    )
  }
  return { mean, deviation }
}

type Shape = { readonly inputs: number; readonly hidden: number; readonly steps: number }

/** Where each part of the weights begins. */
function placesOf({ inputs, hidden, steps }: Shape) {
  const hiddenBias = inputs * hidden
  const out = hiddenBias + hidden
  return { hiddenBias, out, outBias: out + hidden * steps }
}

function get(list: Float64Array, place: number): number {
  const found = list[place]
  return found === undefined ? Number.NaN : found
}

type Stretch = { readonly list: Float64Array; readonly from: number }

/** target += factor × source, over a stretch of both. */
function addScaled(target: Stretch, source: Stretch, factor: number, length: number): void {
  for (let index = 0; index < length; index++) {
    const at = target.from + index
    target.list[at] = get(target.list, at) + factor * get(source.list, source.from + index)
  }
}

function product(one: Stretch, other: Stretch, length: number): number {
  let sum = 0
  for (let index = 0; index < length; index++) {
    sum += get(one.list, one.from + index) * get(other.list, other.from + index)
  }
  return sum
}

const from = (list: Float64Array, start = 0): Stretch => ({ list, from: start })

/** Hazards of one row, with the activations of the hidden layer. */
function forward(weights: Float64Array, shape: Shape, given: Float64Array) {
  const { inputs, hidden, steps } = shape
  const { hiddenBias, out, outBias } = placesOf(shape)
  const units = weights.slice(hiddenBias, hiddenBias + hidden)
  for (let input = 0; input < inputs; input++) {
    addScaled(from(units), from(weights, input * hidden), get(given, input), hidden)
  }
  const hazards = weights.slice(outBias, outBias + steps)
  for (let unit = 0; unit < hidden; unit++) {
    const value = Math.tanh(get(units, unit))
    units[unit] = value
    addScaled(from(hazards), from(weights, out + unit * steps), value, steps)
  }
  for (let step = 0; step < steps; step++) hazards[step] = 1 / (1 + Math.exp(-get(hazards, step)))
  return { units, hazards }
}

type Known = { readonly reached: number; readonly known: number; readonly steps: number }

/** How the loss changes with the logit of each step's hazard: likelihood of the steps at risk, and squared error of
 *  the chances "reached by then" of every step whose outcome is known. */
function errorsOf(hazards: Float64Array, { reached, known, steps }: Known): Float64Array {
  const errors = new Float64Array(steps)
  const waiting = new Float64Array(steps)
  let left = 1
  for (let step = 0; step < steps; step++) {
    left *= 1 - get(hazards, step)
    waiting[step] = left
  }
  let later = 0
  const lastKnown = reached < known ? steps : known
  for (let step = lastKnown - 1; step >= 0; step--) {
    const still = get(waiting, step)
    const hazard = get(hazards, step)
    later += 2 * (1 - still - (step >= reached ? 1 : 0)) * still
    const likelihood = step < Math.min(reached, known) ? hazard : step === reached ? hazard - 1 : 0
    errors[step] = SQUARED_SHARE * later * hazard + (1 - SQUARED_SHARE) * likelihood
  }
  return errors
}

/** Adds to `gradient` what one row says. */
function addGradient(weights: Float64Array, gradient: Float64Array, shape: Shape, row: Row): void {
  const { inputs, hidden, steps } = shape
  const { hiddenBias, out, outBias } = placesOf(shape)
  const { units, hazards } = forward(weights, shape, row.given)
  const errors = errorsOf(hazards, { ...row, steps })
  addScaled(from(gradient, outBias), from(errors), 1, steps)
  const unitErrors = new Float64Array(hidden)
  for (let unit = 0; unit < hidden; unit++) {
    const value = get(units, unit)
    const at = out + unit * steps
    addScaled(from(gradient, at), from(errors), value, steps)
    unitErrors[unit] = product(from(weights, at), from(errors), steps) * (1 - value * value)
  }
  addScaled(from(gradient, hiddenBias), from(unitErrors), 1, hidden)
  for (let input = 0; input < inputs; input++) {
    addScaled(from(gradient, input * hidden), from(unitErrors), get(row.given, input), hidden)
  }
}

type Row = { readonly given: Float64Array; readonly reached: number; readonly known: number }

/** The first step of the grid whose day is not before the outcome; the number of steps where there is none. */
function stepReached(gridDays: readonly number[], outcome: number): number {
  const step = gridDays.findIndex((day) => day >= outcome)
  return step < 0 ? gridDays.length : step
}

/** How many steps of the grid are over before what is known ends. */
function stepsKnown(gridDays: readonly number[], knownFor: number): number {
  const step = gridDays.findIndex((day) => day > knownFor)
  return step < 0 ? gridDays.length : step
}

function prepareRows(rows: readonly TrainingRow[], plan: TrainingPlan, standard: Standard): Row[] {
  return rows.map(({ described, outcome, knownFor }) => ({
    given: Float64Array.from(plan.inputs, (input, place) =>
      standardised(
        numberAt(described, input),
        numberAt(standard.mean, place),
        numberAt(standard.deviation, place),
      ),
    ),
    reached: stepReached(plan.gridDays, outcome),
    known: stepsKnown(plan.gridDays, knownFor),
  }))
}

/** Draws rows with a chance as their weight. */
function drawer(rows: readonly TrainingRow[], random: () => number): () => number {
  let sum = 0
  const upTo = Float64Array.from(rows, ({ weight }) => {
    sum += weight
    return sum
  })
  return () => {
    const drawn = random() * sum
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (get(upTo, middle) < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Weights before fitting: small, so that every case begins near the average hazards of all rows. */
function firstWeights(shape: Shape, rows: readonly Row[], random: () => number): Float64Array {
  const { inputs, hidden, steps } = shape
  const { hiddenBias, out, outBias } = placesOf(shape)
  const weights = new Float64Array(weightCount(inputs, hidden, steps))
  for (let at = 0; at < hiddenBias; at++) weights[at] = normalDraw(random) / Math.sqrt(inputs)
  for (let at = out; at < outBias; at++) weights[at] = (0.1 * normalDraw(random)) / Math.sqrt(hidden)
  for (let step = 0; step < steps; step++) {
    const atRisk = rows.filter(({ reached, known }) => reached >= step && (reached === step || known > step))
    const met = atRisk.filter(({ reached }) => reached === step).length
    const hazard = (met + 1) / (atRisk.length + 2)
    weights[outBias + step] = Math.log(hazard / (1 - hazard))
  }
  return weights
}

/** One step of Adam with decay of the weights (not of the biases), at a rate that falls to nought along a cosine. */
function optimiser(weights: Float64Array, shape: Shape, total: number) {
  const first = new Float64Array(weights.length)
  const second = new Float64Array(weights.length)
  const { hiddenBias, out, outBias } = placesOf(shape)
  let step = 0
  return (gradient: Float64Array) => {
    step += 1
    const rate = FIRST_RATE * 0.5 * (1 + Math.cos((Math.PI * step) / total))
    const firstScale = 1 - FIRST_MOMENT ** step
    const secondScale = 1 - SECOND_MOMENT ** step
    for (let at = 0; at < weights.length; at++) {
      const slope = get(gradient, at) / BATCH
      const moved = FIRST_MOMENT * get(first, at) + (1 - FIRST_MOMENT) * slope
      const spread = SECOND_MOMENT * get(second, at) + (1 - SECOND_MOMENT) * slope * slope
      first[at] = moved
      second[at] = spread
      const decays = at < hiddenBias || (at >= out && at < outBias)
      const pull = decays ? DECAY * get(weights, at) : 0
      weights[at] =
        get(weights, at) - rate * (moved / firstScale / (Math.sqrt(spread / secondScale) + 1e-8) + pull)
    }
  }
}

/** Fits one network to rows drawn by their weight. The same rows and seed give the same weights. */
export function trainNetwork(rows: readonly TrainingRow[], plan: TrainingPlan): TrainedNetwork {
  const random = seededRandom(plan.seed)
  const standard = standardOf(rows, plan.inputs)
  const prepared = prepareRows(rows, plan, standard)
  const shape = { inputs: plan.inputs.length, hidden: plan.hidden, steps: plan.gridDays.length }
  const weights = firstWeights(shape, prepared, random)
  const draw = drawer(rows, random)
  const move = optimiser(weights, shape, plan.batches)
  for (let batch = 0; batch < plan.batches; batch++) {
    const gradient = new Float64Array(weights.length)
    for (let index = 0; index < BATCH; index++) {
      const row = prepared[draw()]
      if (row !== undefined) addGradient(weights, gradient, shape, row)
    }
    move(gradient)
  }
  return { inputs: plan.inputs, ...standard, hidden: plan.hidden, weights }
}
