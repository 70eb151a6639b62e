import { generalEntry } from '../law/entry-into-force.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import { dayAfter } from '../projection/day-number.ts'
import { type Spread, tell } from '../projection/spread.ts'
import type { Forecast } from './projection-shapes.ts'
import { nothingSaid } from './projection-shapes.ts'

/** When something happens, before it is told: a day, a spread of days, or nothing that can be said. */
export type When =
  | { readonly kind: 'day'; readonly day: PlainDate; readonly because: string | null }
  | { readonly kind: 'spread'; readonly spread: Spread }
  | { readonly kind: 'unsaid'; readonly because: string }

/** Another treaty before whose entry into force this one cannot enter into force, and when that is. */
export type ParentEntry = { readonly treaty: string; readonly entry: When }

/** As answers give it. */
export function forecastOf(when: When, asOf: PlainDate): Forecast {
  switch (when.kind) {
    case 'day': {
      const state = when.day <= asOf ? 'happened' : 'fixed'
      return { state, date: when.day, quantiles: null, within: null, because: when.because }
    }
    case 'spread': {
      const { threshold, within } = tell(when.spread, asOf)
      return { state: 'projected', date: null, quantiles: threshold, within, because: null }
    }
    case 'unsaid':
      return nothingSaid(when)
  }
}

/** The greatest number of whole days above `under`, up to `most`, for which `holds` is true; `under` where it is for
 *  none. It has to be true up to some number and false above it. */
function lastWhere(under: number, most: number, holds: (days: number) => boolean): number {
  let low = under
  let high = Math.floor(most)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

type Entering = { readonly rule: Rule; readonly parents: readonly ParentEntry[]; readonly asOf: PlainDate }

/** The law on the day of entry into force, where the parents that are not in force are taken to be on a day each. */
function entryOn(
  { rule, parents }: Entering,
  trigger: PlainDate | null,
  parentDay: (spread: Spread) => PlainDate | null,
): PlainDate | null {
  const outcomeOf = (treaty: string) => {
    const entry = parents.find((parent) => parent.treaty === treaty)?.entry
    if (entry === undefined || entry.kind === 'unsaid') return { entryIntoForce: null }
    return { entryIntoForce: entry.kind === 'day' ? entry.day : parentDay(entry.spread) }
  }
  return generalEntry({ rule, outcomeOf }, trigger).date
}

function entrySpread(entering: Entering, threshold: When): Spread {
  const { parents, asOf } = entering
  const spreads = parents.flatMap(({ entry }) => (entry.kind === 'spread' ? [entry.spread] : []))
  const unseen = threshold.kind === 'spread' ? threshold.spread.unseen : 0
  const metAt = (chance: number) => {
    if (threshold.kind === 'spread') return threshold.spread.dayAt(chance)
    return threshold.kind === 'day' ? threshold.day : null
  }
  const metWithin = (days: number): number => {
    const limit = dayAfter(asOf, days)
    const inTime = (trigger: PlainDate | null) => {
      const entry = entryOn(entering, trigger, () => asOf)
      return entry !== null && limit !== null && entry <= limit
    }
    if (threshold.kind !== 'spread') return inTime(metAt(1)) ? 1 : 0
    return threshold.spread.within(lastWhere(-unseen - 1, days, (after) => inTime(dayAfter(asOf, after))))
  }
  return {
    dayAt: (chance) => entryOn(entering, metAt(chance), (parent) => parent.dayAt(chance)),
    within: (days) => Math.min(metWithin(days), ...spreads.map((parent) => parent.within(days))),
    unseen: Math.max(unseen, ...spreads.map((parent) => parent.unseen)),
  }
}

/** When a treaty enters into force, by its rule, from when its threshold is met. A parent that is not in force is a
 *  floor: both are taken to be early or late together, so the later of the two days and the lesser of the two chances
 *  hold. */
export function entryForecast(entering: Entering, threshold: When): When {
  if (threshold.kind === 'unsaid') return threshold
  const unsaid = entering.parents.find(({ entry }) => entry.kind === 'unsaid')?.entry
  if (unsaid?.kind === 'unsaid') {
    return { kind: 'unsaid', because: `of a parent treaty it cannot be said: ${unsaid.because}` }
  }
  const open = entering.parents.some(({ entry }) => entry.kind === 'spread')
  if (threshold.kind === 'spread' || open) {
    return { kind: 'spread', spread: entrySpread(entering, threshold) }
  }
  const day = entryOn(entering, threshold.day, () => null)
  return day === null
    ? { kind: 'unsaid', because: 'the day of a parent treaty is not known' }
    : { kind: 'day', day, because: threshold.because }
}
