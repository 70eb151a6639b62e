import { evaluatePrepared } from '../src/law/evaluate.ts'
import { plainDate } from '../src/law/plain-date.ts'
import { prepareLaw } from '../src/law/prepare-law.ts'
import { answerCase } from '../src/projection/answer-case.ts'
import { recentRate } from '../src/projection/baselines.ts'
import { checkProjectionCase } from '../src/projection/projection-case.ts'
import { shippedModel } from '../src/projection/shipped-model.ts'
import { chanceWithin } from '../src/projection/time-distribution.ts'
import { median } from './median.ts'
import { HISTORIES_FILE, readHistories } from './projection/read-histories.ts'
import { scoredCases } from './projection/scored-cases.ts'
import { realLaw } from './real-law.ts'

const BATCH = 10_000
const ROUNDS = 300
const LIMIT_ONE_MS = 5
const LIMIT_BATCH_MS = 60_000

const lines = scoredCases(readHistories(HISTORIES_FILE)).map(({ given }) => JSON.stringify(given))
const text = (place: number) => lines[(place * 7919) % lines.length] ?? ''

const beganModel = performance.now()
const model = shippedModel()
const modelMs = performance.now() - beganModel

/** Milliseconds of each of many runs, ascending. */
function timesOf(rounds: number, work: (round: number) => unknown): number[] {
  const times = Array.from({ length: rounds }, (_, round) => {
    const began = performance.now()
    work(round)
    return performance.now() - began
  })
  return times.sort((one, other) => one - other)
}

const answerLine = (line: string) => JSON.stringify(answerCase(checkProjectionCase(JSON.parse(line)), model))

const beganFirst = performance.now()
answerLine(text(0))
const firstMs = performance.now() - beganFirst
const ours = timesOf(ROUNDS, (round) => answerLine(text(round)))
const simple = timesOf(ROUNDS, (round) => chanceWithin(recentRate(JSON.parse(text(round))), 365.25))
const middle = ours[ROUNDS / 2] ?? 0
const slow = ours[Math.floor(ROUNDS * 0.99)] ?? 0
const simpleMiddle = simple[ROUNDS / 2] ?? 0

const law = prepareLaw(realLaw())
const asOf = plainDate('2026-11-24')
const foldMs = median(ROUNDS, () => evaluatePrepared(law, { asOf, knownAt: asOf }))

const beganBatch = performance.now()
let bytes = 0
for (let place = 0; place < BATCH; place++) bytes += answerLine(text(place)).length
const batchMs = performance.now() - beganBatch

console.log(`model read once            ${modelMs.toFixed(1)} ms`)
console.log(`one projection, first      ${firstMs.toFixed(2)} ms`)
console.log(
  `one projection, median     ${middle.toFixed(3)} ms, 99 of 100 within ${slow.toFixed(3)} ms (limit ${LIMIT_ONE_MS})`,
)
console.log(
  `  of the recent rate alone ${(middle / simpleMiddle).toFixed(1)} times (${simpleMiddle.toFixed(3)} ms)`,
)
console.log(
  `  of a fold of the law     ${(middle / foldMs).toFixed(2)} times (four instruments, rows prepared once: ${foldMs.toFixed(3)} ms)`,
)
console.log(
  `batch of ${BATCH}          ${(batchMs / 1000).toFixed(1)} s, ${bytes} bytes (limit ${LIMIT_BATCH_MS / 1000} s)`,
)
if (middle > LIMIT_ONE_MS || batchMs > LIMIT_BATCH_MS) process.exitCode = 1
