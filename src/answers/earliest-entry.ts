import { periodAfter } from '../law/period.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { ruleOfTreaty } from '../law/rule-references.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { RecordView } from './record-view.ts'

/** The earliest day on which a treaty below its threshold could now enter into force: as if everything that is missing
 *  came on the day of as_of, with no floor passed over and its parents' own earliest days. null once the threshold is
 *  met, where the law gives the day, before the treaty was adopted, and where a parent's day cannot be known. */
export function earliestEntry(view: RecordView, treaty: Treaty, clocks: Clocks): PlainDate | null {
  const { threshold } = view.lawOf(treaty).positionAt(clocks).evaluation
  const rule = ruleOfTreaty(treaty.number, treaty.rules)
  if (
    threshold.met_on !== null ||
    threshold.remaining === 0 ||
    clocks.asOf < treaty.adopted ||
    rule === undefined
  )
    return null
  let earliest = periodAfter(clocks.asOf, rule.period)
  for (const { date, parent } of rule.floors) {
    if (date !== undefined && date > earliest) earliest = date
    if (parent === undefined) continue
    const above = view.treaties.find(({ number }) => number === parent)
    if (above === undefined) return null
    const fixed = view.lawOf(above).positionAt(clocks).evaluation.entry_into_force.date
    const held = fixed ?? earliestEntry(view, above, clocks)
    if (held === null) return null
    if (held > earliest) earliest = held
  }
  return earliest
}
