import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BASELINES } from '../../src/projection/baselines.ts'
import { describeState } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { historyOf } from '../../src/projection/history.ts'
import { timesToNeed } from '../../src/projection/project.ts'
import type { Backtest } from '../../src/projection/shipped-backtest.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import type { TimeDistribution } from '../../src/projection/time-distribution.ts'
import { HISTORIES_FILE, readHistories } from './read-histories.ts'
import { scoreAnswers } from './score-answers.ts'
import { type ScoredCase, scoredCases } from './scored-cases.ts'

// Makes the figures of the scoreboard again: node bench/projection/backtest.ts [--out FILE]
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../../src/projection/backtest.json') },
  },
})
const cases = scoredCases(readHistories(HISTORIES_FILE))
const model = shippedModel()
const MODEL_FILE = join(import.meta.dirname, '../../src/projection/model.json')
const DECIMALS = 4
const rounded = (value: number) => Number(value.toFixed(DECIMALS))

const methods: Readonly<Record<string, (one: ScoredCase) => TimeDistribution>> = {
  model: ({ given }) =>
    timesToNeed(model, describeState(historyOf(given), dayNumber(given.as_of)), {
      clockStart: given.clock_start,
    })(given.need),
  ...Object.fromEntries(
    Object.entries(BASELINES).map(([name, baseline]) => [name, ({ given }: ScoredCase) => baseline(given)]),
  ),
}
const recent = scoreAnswers(cases, ({ given }) => BASELINES['recent rate'](given))
const backtest: Backtest = {
  cases: cases.length,
  treaties: new Set(cases.map(({ treaty }) => treaty)).size,
  made_from: model.histories.sha256,
  model_sha256: createHash('sha256').update(readFileSync(MODEL_FILE)).digest('hex'),
  methods: Object.entries(methods).map(([method, answer]) => {
    const scores = scoreAnswers(cases, answer)
    return {
      method,
      brier: rounded(scores.brier),
      brier_of_recent: rounded(scores.brier / recent.brier),
      pinball: rounded(scores.pinball),
      pinball_of_recent: rounded(scores.pinball / recent.pinball),
      in_90: rounded(scores.in90),
      in_50: rounded(scores.in50),
      met_in_90: rounded(scores.met90),
      met_in_50: rounded(scores.met50),
      median_error_days: scores.medianErrorDays,
    }
  }),
}
writeFileSync(values.out, `${JSON.stringify(backtest, null, 2)}\n`)
