import type { Act } from '../src/law/act.ts'
import { evaluate, evaluatePrepared } from '../src/law/evaluate.ts'
import { addDays, type PlainDate, plainDate } from '../src/law/plain-date.ts'
import { prepareLaw } from '../src/law/prepare-law.ts'
import { parseRules, type Rule } from '../src/law/rule.ts'
import { median } from './median.ts'
import { realLaw } from './real-law.ts'

const ROUNDS = 2_000
const GROWTH = [1_000, 10_000, 100_000, 1_000_000]
const ACTS_A_TREATY = 2_500
const TODAY = plainDate('2026-11-24')

/** The least that any program has to do: sort the acts by day and count who has consented. */
function countOnly(acts: readonly Act[]): number {
  const sorted = acts.toSorted((one, other) => (one.action_date < other.action_date ? -1 : 1))
  const seen = new Set<string>()
  for (const act of sorted) if (act.action !== 'signature') seen.add(`${act.treaty} ${act.participant}`)
  return seen.size
}

function syntheticLaw(count: number) {
  const treaties = Math.max(1, Math.ceil(count / ACTS_A_TREATY))
  const rules: Rule[] = parseRules(
    Array.from({ length: treaties }, (_, place) => ({
      treaty: `T-${place}`,
      counts: ['ratification', 'accession'],
      condition: { op: 'count', gte: 40 },
      period: { kind: 'days', n: 90 },
      reio: 'excluded',
    })),
    { file: 'synthetic' },
  )
  const first = plainDate('1970-01-01')
  const acts = Array.from({ length: count }, (_, place): Act => {
    const day: PlainDate = addDays(first, (place * 7919) % 20_000)
    return {
      id: `e${place}`,
      treaty: `T-${place % treaties}`,
      participant: `P${Math.floor(place / treaties / 2)}`,
      action: Math.floor(place / treaties) % 2 === 0 ? 'signature' : 'ratification',
      action_date: day,
      effect_date: null,
      known_on: day,
      corrects: null,
    }
  })
  return { rules, acts, memberships: [], weights: [] }
}

const clocks = { asOf: TODAY, knownAt: TODAY }
const real = realLaw()
const prepared = prepareLaw(real)
const bareMs = median(ROUNDS, () => countOnly(real.acts))
const foldMs = median(ROUNDS, () => evaluate({ ...real, clocks }))
const againMs = median(ROUNDS, () => evaluatePrepared(prepared, clocks))
console.log(`${real.acts.length} acts of the four instruments, median of ${ROUNDS}:`)
console.log(`  sort and count only      ${bareMs.toFixed(3)} ms   1.0`)
console.log(`  full fold from rows      ${foldMs.toFixed(3)} ms   ${(foldMs / bareMs).toFixed(1)} times`)
console.log(`  fold, rows prepared once ${againMs.toFixed(3)} ms   ${(againMs / bareMs).toFixed(1)} times`)

console.log(`\nGrowth (treaties of ${ACTS_A_TREATY} acts):`)
console.log('      acts    fold ms  µs an act  of sort-and-count  one treaty again ms')
for (const count of GROWTH) {
  const law = syntheticLaw(count)
  const rounds = count > 100_000 ? 1 : 5
  const fold = median(rounds, () => evaluate({ ...law, clocks }))
  const bare = median(rounds, () => countOnly(law.acts))
  const [rule] = law.rules
  if (rule === undefined) throw new Error('no rule')
  const one = prepareLaw({
    ...law,
    rules: [rule],
    acts: law.acts.filter((act) => act.treaty === rule.treaty),
  })
  const again = median(50, () => evaluatePrepared(one, clocks))
  console.log(
    `${String(count).padStart(10)} ${fold.toFixed(1).padStart(10)} ${((fold * 1000) / count).toFixed(2).padStart(10)} ${(fold / bare).toFixed(2).padStart(18)} ${again.toFixed(3).padStart(20)}`,
  )
}
