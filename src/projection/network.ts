/** One small network: standardised inputs, one hidden layer (tanh), and for each step of the time grid the logit of
 *  the chance that the threshold is reached in this step when it was not reached before. */
export type Network = {
  /** Which numbers of a described case it looks at. */
  readonly inputs: readonly number[]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly hidden: number
  readonly steps: number
  /** inputs × hidden weights, hidden biases, hidden × steps weights, step biases, in this order. */
  readonly weights: Float64Array
}

/** Standardised inputs are kept within this many deviations, so that a state never seen is read as an extreme one. */
export const FARTHEST_INPUT = 4

/** How many weights a network of this shape has. */
export function weightCount(inputs: number, hidden: number, steps: number): number {
  return inputs * hidden + hidden + hidden * steps + steps
}

/** A number as the network reads it: in deviations from the mean, kept within bounds. */
export function standardised(value: number, mean: number, deviation: number): number {
  return Math.max(-FARTHEST_INPUT, Math.min(FARTHEST_INPUT, (value - mean) / deviation))
}

/** The number at a place of a list. Throws RangeError where the list has no such place. */
export function numberAt(list: ArrayLike<number>, place: number): number {
  const found = list[place]
  if (found === undefined) throw new RangeError(`no number at place ${place} of ${list.length}`)
  return found
}

/** A network that has read the numbers of a state: what a need adds to them is read for each need. */
export type Primed = {
  readonly network: Network
  /** How many of its inputs it has read. */
  readonly read: number
  /** Biases of the hidden layer with what those inputs add. */
  readonly sums: Float64Array
}

/** As numberAt, of weights and sums alone: a function that meets one kind of list only is compiled to a plain load. */
function weightAt(list: Float64Array, place: number): number {
  const found = list[place]
  if (found === undefined) throw new RangeError(`no number at place ${place} of ${list.length}`)
  return found
}

/** Adds what the inputs at some places add to the sums of the hidden layer. */
function addInputs(
  { inputs, mean, deviation, hidden, weights }: Network,
  {
    described,
    from,
    to,
  }: { readonly described: readonly number[]; readonly from: number; readonly to: number },
  sums: Float64Array,
): void {
  for (let place = from; place < to; place++) {
    const number = numberAt(described, numberAt(inputs, place))
    const value = standardised(number, numberAt(mean, place), numberAt(deviation, place))
    const row = place * hidden
    for (let unit = 0; unit < hidden; unit++) {
      sums[unit] = weightAt(sums, unit) + value * weightAt(weights, row + unit)
    }
  }
}

/** Reads the numbers of a state, with which every description of a need begins, once for all needs. */
export function prime(network: Network, state: readonly number[]): Primed {
  const { inputs, hidden, weights } = network
  const sums = weights.slice(inputs.length * hidden, inputs.length * hidden + hidden)
  const later = inputs.findIndex((input) => input >= state.length)
  const read = later === -1 ? inputs.length : later
  addInputs(network, { described: state, from: 0, to: read }, sums)
  return { network, read, sums }
}

/** Adds the network's chances of "reached within the grid's days" to `totals`. `described` begins with the numbers that
 *  the network has read. The sums are made in the same order as without reading ahead, so that no bit of them differs.
 *  Throws RangeError where `described` lacks an input. */
export function addChances(
  { network, read, sums }: Primed,
  described: readonly number[],
  totals: Float64Array,
): void {
  const { inputs, hidden, steps, weights } = network
  const units = sums.slice()
  addInputs(network, { described, from: read, to: inputs.length }, units)
  for (let unit = 0; unit < hidden; unit++) units[unit] = Math.tanh(weightAt(units, unit))
  const rows = inputs.length * hidden + hidden
  const biases = rows + hidden * steps
  let waiting = 1
  for (let step = 0; step < steps; step++) {
    let logit = weightAt(weights, biases + step)
    for (let unit = 0; unit < hidden; unit++) {
      logit += weightAt(units, unit) * weightAt(weights, rows + unit * steps + step)
    }
    waiting /= 1 + Math.exp(logit)
    totals[step] = weightAt(totals, step) + 1 - waiting
  }
}
