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

function hiddenLayer(network: Network, described: readonly number[]): Float64Array {
  const { inputs, mean, deviation, hidden, weights } = network
  const sums = weights.slice(inputs.length * hidden, inputs.length * hidden + hidden)
  inputs.forEach((input, place) => {
    const value = standardised(numberAt(described, input), numberAt(mean, place), numberAt(deviation, place))
    const from = place * hidden
    for (let unit = 0; unit < hidden; unit++) {
      sums[unit] = numberAt(sums, unit) + value * numberAt(weights, from + unit)
    }
  })
  return sums.map(Math.tanh)
}

/** Adds the network's chances of "reached within the grid's days" to `totals`. */
export function addChances(network: Network, described: readonly number[], totals: Float64Array): void {
  const { inputs, hidden, steps, weights } = network
  const units = hiddenLayer(network, described)
  const from = inputs.length * hidden + hidden
  const logits = weights.slice(from + hidden * steps)
  units.forEach((unit, place) => {
    const row = from + place * steps
    for (let step = 0; step < steps; step++) {
      logits[step] = numberAt(logits, step) + unit * numberAt(weights, row + step)
    }
  })
  let waiting = 1
  for (let step = 0; step < steps; step++) {
    waiting /= 1 + Math.exp(numberAt(logits, step))
    totals[step] = numberAt(totals, step) + 1 - waiting
  }
}
