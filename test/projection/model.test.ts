import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { familyOf, partHistories } from '../../bench/projection/part-histories.ts'
import { HISTORIES_FILE, readHistories } from '../../bench/projection/read-histories.ts'
import { trainNetwork } from '../../bench/projection/train-network.ts'
import { type TrainingRow, trainingRows } from '../../bench/projection/training-rows.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  describeCase,
  describeState,
  STATE_FEATURES,
  type State,
} from '../../src/projection/case-features.ts'
import { knownOn } from '../../src/projection/history.ts'
import { timeTo } from '../../src/projection/kept-ladders.ts'
import { climb } from '../../src/projection/ladder.ts'
import stored from '../../src/projection/model.json' with { type: 'json' }
import { encodeWeights, readModel } from '../../src/projection/model.ts'
import { addChances, prime } from '../../src/projection/network.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'

const HISTORIES = readHistories(HISTORIES_FILE)

describe('the fitted model', () => {
  it('was fitted to the histories that lie in the project', () => {
    const sha256 = createHash('sha256').update(readFileSync(HISTORIES_FILE)).digest('hex')
    expect(stored.histories).toEqual({ treaties: HISTORIES.length, sha256, until: '2014-07-01' })
  })

  it('knows the part of every history by the start of its clock', () => {
    const part = partHistories(HISTORIES, 10)
    const parts: Readonly<Record<string, number>> = stored.part_by_clock_start
    expect(HISTORIES.map(({ clockStart }) => parts[clockStart])).toEqual(part)
  })

  it('never has a convention in one part and its protocol in another', () => {
    const part = partHistories(HISTORIES, 10)
    const byFamily = Map.groupBy(HISTORIES.keys(), (place) => familyOf(HISTORIES[place]?.treaty ?? ''))
    for (const places of byFamily.values()) {
      expect(new Set(places.map((place) => part[place])).size).toBe(1)
    }
  })

  it('a damaged file is refused', () => {
    const [first, ...rest] = stored.networks
    if (first === undefined) throw new Error('no network')
    const networks = [{ ...first, weights: first.weights.slice(4) }, ...rest]
    expect(() => readModel({ ...stored, networks })).toThrow(RangeError)
  })

  it('keeps weights to a 32767th of the largest', () => {
    const weights = Float64Array.of(0, 1.5, -3, 0.0001)
    const kept = encodeWeights(weights)
    expect(kept.unit).toBeCloseTo(3 / 32_767, 8)
    expect(atob(kept.weights)).toHaveLength(8)
  })
})

describe('what is fitted to', () => {
  it('a state is described from acts up to its day alone', () => {
    const [history] = HISTORIES
    if (history === undefined) throw new Error('no history')
    const day = history.start + 900
    const later = { ...history, deposits: [...history.deposits, day + 1, day + 2] }
    expect(describeState(knownOn(later, day), day)).toEqual(describeState(knownOn(history, day), day))
  })

  it('nothing after the last day that may be used changes a row', () => {
    const until = 7000
    const some = HISTORIES.slice(60, 64)
    const cut = some.map((history) => ({
      ...history,
      deposits: history.deposits.filter((day) => day <= until),
      signatures: history.signatures.filter((day) => day <= until),
    }))
    expect(trainingRows(cut, { until, copies: 0 })).toEqual(trainingRows(some, { until, copies: 0 }))
  })

  it('the same rows and seed give the same weights, and learn which of two kinds comes sooner', () => {
    const rows = Array.from({ length: 400 }, (_, place): TrainingRow => {
      const soon = place % 2
      return {
        treaty: place,
        described: Float64Array.of(soon),
        outcome: soon === 1 ? 5 : 50,
        knownFor: 1000,
        weight: 1,
      }
    })
    const plan = { inputs: [0], gridDays: [10, 100], hidden: 2, batches: 200, seed: 1 }
    const once = trainNetwork(rows, plan)
    expect(trainNetwork(rows, plan)).toEqual(once)
    const { weights, unit } = encodeWeights(once.weights)
    const network = { without_part: 0, ...once, weights, unit }
    const model = readModel({ ...stored, grid_days: plan.gridDays, networks: [network] })
    const [fitted] = model.networks
    if (fitted === undefined) throw new Error('no network')
    const within10Days = [0, 1].map((kind) => {
      const chances = new Float64Array(2)
      addChances(prime(fitted, []), [kind], chances)
      return chances[0] ?? Number.NaN
    })
    expect(within10Days[0]).toBeLessThan(0.4)
    expect(within10Days[1]).toBeGreaterThan(0.6)
  })
})

describe('what is read ahead and kept', () => {
  const model = shippedModel()
  const state: State = {
    numbers: STATE_FEATURES.map((_, place) => Math.sin(place)),
    deposits: 10,
    signatures: 30,
  }

  it('a network that has read the state before the need gives the same chances, to the bit', () => {
    const described = describeCase(state, 40)
    for (const network of model.networks) {
      const [atOnce, ahead] = [new Float64Array(network.steps), new Float64Array(network.steps)]
      addChances(prime(network, []), described, atOnce)
      addChances(prime(network, state.numbers), described, ahead)
      expect(prime(network, state.numbers).read).toBeGreaterThan(0)
      expect(ahead).toEqual(atOnce)
    }
  })

  it('a time that is kept is that of its own state and number', () => {
    const asked = { state, clockStart: plainDate('1990-01-01') }
    const other = { ...asked, state: { ...state, deposits: 11 } }
    for (const more of [30, 2, 30]) {
      expect(timeTo(model, asked, more)).toEqual(climb(model, asked).step(more))
      expect(timeTo(model, other, more)).toEqual(climb(model, other).step(more))
    }
    expect(timeTo(model, asked, 30)).toBe(timeTo(model, asked, 30))
  })
})
