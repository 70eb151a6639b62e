import type { PlainDate } from '../law/plain-date.ts'
import { type Network, weightCount } from './network.ts'

/** A network as the model's file keeps it. */
export type StoredNetwork = {
  /** The part of the histories it was fitted without. */
  readonly without_part: number
  readonly inputs: readonly number[]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly hidden: number
  /** The weights as 16-bit whole numbers, low byte first, in base64; times `unit` they are the weights. */
  readonly weights: string
  readonly unit: number
}

/** The fitted model as its file keeps it. */
export type StoredModel = {
  readonly version: number
  /** Fingerprint of the histories that it was fitted to, and the last day they know. */
  readonly histories: { readonly treaties: number; readonly sha256: string; readonly until: string }
  /** The days after `as_of` for which the networks give chances. */
  readonly grid_days: readonly number[]
  /** Raw chances of the networks and, beside each, the chance that is told; straight lines between them. */
  readonly calibration: { readonly raw: readonly number[]; readonly told: readonly number[] }
  /** The most instruments any history has: nothing is known of a need above it. */
  readonly most_deposits: number
  readonly networks: readonly StoredNetwork[]
  /** The part in which the histories that start on a day are: such a case is answered without that part. */
  readonly part_by_clock_start: Readonly<Record<string, number>>
}

export type ProjectionModel = Omit<StoredModel, 'networks'> & {
  readonly networks: readonly (Network & { readonly without_part: number })[]
}

const SIXTEEN_BITS = 65_536

function decodeWeights({ weights, unit }: StoredNetwork): Float64Array {
  const bytes = Uint8Array.from(atob(weights), (character) => character.charCodeAt(0))
  const whole = new DataView(bytes.buffer)
  return Float64Array.from({ length: bytes.length / 2 }, (_, place) => whole.getInt16(2 * place, true) * unit)
}

/** Weights as the model's file keeps them, with the number that one step stands for. */
export function encodeWeights(weights: Float64Array): { weights: string; unit: number } {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const unit = Number((largest / (SIXTEEN_BITS / 2 - 1)).toPrecision(6)) || 1
  let text = ''
  for (const weight of weights) {
    const whole = Math.round(weight / unit) & (SIXTEEN_BITS - 1)
    text += String.fromCharCode(whole & 255, whole >> 8)
  }
  return { weights: btoa(text), unit }
}

/** The model of a file, ready to answer. Throws RangeError where weights are missing or too many. */
export function readModel(model: StoredModel): ProjectionModel {
  const steps = model.grid_days.length
  const networks = model.networks.map((network) => {
    const weights = decodeWeights(network)
    if (weights.length !== weightCount(network.inputs.length, network.hidden, steps)) {
      throw new RangeError(`the model's file is damaged: ${weights.length} weights`)
    }
    return { ...network, steps, weights }
  })
  return { ...model, networks }
}

/** The networks that may answer for a treaty whose clock started on that day: where the histories hold such a
 *  treaty, only those fitted without it and without its family; otherwise all. */
export function networksFor(model: ProjectionModel, clockStart: PlainDate): readonly Network[] {
  const part = model.part_by_clock_start[clockStart]
  return part === undefined
    ? model.networks
    : model.networks.filter(({ without_part }) => without_part === part)
}
