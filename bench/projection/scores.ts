import { parseArgs } from 'node:util'
import { recentRate, wholeLifeRate } from '../../src/projection/baselines.ts'
import { describeState } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { historyOf } from '../../src/projection/history.ts'
import { type ProjectionModel, readModel } from '../../src/projection/model.ts'
import { timesToNeed } from '../../src/projection/project.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import type { TimeDistribution } from '../../src/projection/time-distribution.ts'
import { fitModel, PARTS } from './fit-model.ts'
import { partHistories } from './part-histories.ts'
import { HISTORIES_FILE, KNOWN_UNTIL, readHistories } from './read-histories.ts'
import { nearestStates, sameNumber } from './reference-class.ts'
import { type Scores, scoreAnswers } from './score-answers.ts'
import { type ScoredCase, scoredCases } from './scored-cases.ts'
import { strictAnswers } from './strict.ts'
import { TRIALS } from './trials.ts'

// Scores by cross-validation, whole families left out: node bench/projection/scores.ts [method]…
const { positionals } = parseArgs({ allowPositionals: true })
const histories = readHistories(HISTORIES_FILE)
const cases = scoredCases(histories)
const part = partHistories(histories, PARTS)
const others = { histories, part, until: dayNumber(KNOWN_UNTIL) }
const say = (text: string) => process.stderr.write(`${text}\n`)

type Answer = (one: ScoredCase) => TimeDistribution

function answersOf(model: ProjectionModel): Answer {
  return ({ given }) => {
    const state = describeState(historyOf(given), dayNumber(given.as_of))
    return timesToNeed(model, state, { clockStart: given.clock_start })(given.need)
  }
}

const METHODS: Readonly<Record<string, () => Answer>> = {
  'recent-rate':
    () =>
    ({ given }) =>
      recentRate(given),
  'whole-life-rate':
    () =>
    ({ given }) =>
      wholeLifeRate(given),
  'same-number': () => sameNumber(others),
  'nearest-states': () => nearestStates(others),
  model: () => answersOf(shippedModel()),
  strict: () => strictAnswers(histories, say),
  ...Object.fromEntries(
    Object.entries(TRIALS).map(([name, plan]) => [
      name,
      () => answersOf(readModel(fitModel(histories, { sha256: '', say, plan }))),
    ]),
  ),
}

const SHOWN_FIRST = ['recent-rate', 'whole-life-rate', 'same-number', 'nearest-states', 'model']
const unknown = positionals.filter((name) => METHODS[name] === undefined)
if (unknown.length > 0) {
  say(`scores: no such method: ${unknown.join(', ')}; there are: ${Object.keys(METHODS).join(', ')}.`)
  process.exit(2)
}
const base: Scores = scoreAnswers(cases, ({ given }) => recentRate(given))
const percent = (share: number) => (100 * share).toFixed(1).padStart(8)
console.log(`${cases.length} cases of ${histories.length} treaties in ${PARTS} parts`)
console.log(
  'method              brier  of recent  pinball  of recent   in 90 %   in 50 %   met: 90      50   error, days',
)
for (const name of positionals.length > 0 ? positionals : SHOWN_FIRST) {
  const answer = METHODS[name]
  if (answer === undefined) continue
  const scores = scoreAnswers(cases, answer())
  const { brier, pinball } = scores
  console.log(
    `${name.padEnd(18)} ${brier.toFixed(4)} ${(brier / base.brier).toFixed(3).padStart(10)} ${pinball.toFixed(4).padStart(8)} ${(pinball / base.pinball).toFixed(3).padStart(10)}  ${percent(scores.in90)}  ${percent(scores.in50)}  ${percent(scores.met90)}${percent(scores.met50)} ${Math.round(scores.medianErrorDays).toString().padStart(8)}`,
  )
}
