import { actFact } from '../../alerts/act-facts.ts'
import { lastingSentence, lastingTitle } from '../../alerts/date-words.ts'
import { dayInWords } from '../../alerts/day-in-words.ts'
import type { Fact } from '../../alerts/fact.ts'
import { factSentence } from '../../alerts/fact-words.ts'
import { statementsOf } from '../../alerts/statements.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import type { RecordEvent } from '../../record/event.ts'
import { actNames } from '../../store/decide-alerts.ts'
import { eventThatTook } from '../../store/event-behind.ts'
import type { DatedFact } from '../../store/record-facts.ts'
import { treatyStateOf } from '../../store/treaty-states.ts'

/** A fact as it stands in a feed. */
export type FeedItem = {
  readonly id: string
  readonly title: string
  readonly sentence: string
  readonly link: string
  readonly categories: readonly string[]
  readonly published: Date
  /** When what it says was last taken back or corrected; else as published. */
  readonly updated: Date
}

type Newest = { readonly view: RecordView; readonly today: PlainDate; readonly base: string }

/** What became of a fact since: the words that stand before its title and after its sentence. */
type Mended = { readonly word: string; readonly sentence: string; readonly by: RecordEvent | null }

const LASTING: ReadonlySet<string> = new Set([
  'to_go',
  'reached',
  'entry_fixed',
  'state_entry_fixed',
  'entry_near',
  'state_entry_near',
])

/** The instant that stands for an event: when it was written. What a pack brought was known before it was written, and
 *  stands on its day. */
function instantOf(event: RecordEvent | null, day: PlainDate): Date {
  const isListed = event === null || event.recorded_by.startsWith('pack:')
  return new Date(isListed ? `${day}T00:00:00.000Z` : event.recorded_at)
}

function linkOf({ fact, event }: DatedFact, base: string): string {
  if (event !== null) return `${base}/record/${encodeURIComponent(event.id)}`
  return fact.treaty === null ? base : `${base}/treaties/${fact.treaty.slug}`
}

/** The last of the events that correct one another, beginning with one that corrects this; null where none does. */
function lastCorrection(event: RecordEvent, { view, today }: Newest): RecordEvent | null {
  const correctionOf = ({ id }: RecordEvent): RecordEvent | undefined =>
    view.correctionsOf(id).findLast((one) => one.corrects === id && one.known_on <= today)
  let last = correctionOf(event)
  for (let next = last; next !== undefined; next = correctionOf(next)) last = next
  return last ?? null
}

/** A function that says what became of facts, from what the record says today. */
function mendingIn(newest: Newest): (dated: DatedFact) => Mended | null {
  const { view, today } = newest
  const names = actNames(view, today)
  const clocks = { asOf: today, knownAt: today }
  const holding = new Map<string, ReadonlySet<string>>()
  const holds = (number: string): ReadonlySet<string> => {
    const treaty = view.treaties.find((one) => one.number === number)
    const found =
      holding.get(number) ??
      new Set(treaty === undefined ? [] : statementsOf(treatyStateOf(view, treaty, clocks)).keys())
    holding.set(number, found)
    return found
  }
  const ofAct = (event: RecordEvent): Mended | null => {
    const by = lastCorrection(event, newest)
    const fact = by === null ? null : actFact(by, names)
    if (by === null || fact === null) return null
    const isGone = fact.detail.kind === 'correction' && fact.detail.retracts
    return { word: isGone ? 'Retracted' : 'Corrected', sentence: factSentence(fact), by }
  }
  const ofLaw = ({ treaty, about, detail }: Fact, day: PlainDate): Mended | null => {
    if (treaty === null || !LASTING.has(detail.kind) || holds(treaty.number).has(about)) return null
    const own = view.treaties.find(({ number }) => number === treaty.number)
    const by = own === undefined ? null : eventThatTook(view, own, { about, day, today })
    return { word: 'No longer holds', sentence: 'This does not hold any more.', by }
  }
  return ({ fact, event, day }) => (event === null ? ofLaw(fact, day) : ofAct(event))
}

/** A function that makes items of facts. One that was taken back or corrected keeps its name, and says so. */
export function feedItems(newest: Newest): (dated: DatedFact) => FeedItem {
  const mendedBy = mendingIn(newest)
  return (dated) => {
    const { fact, event, after, day } = dated
    const mended = mendedBy(dated)
    const published = instantOf(event ?? after(), day)
    const title = lastingTitle(fact)
    const sentence = lastingSentence(fact)
    const when = mended?.by == null ? '' : ` (${dayInWords(mended.by.known_on)})`
    return {
      id: `urn:palermo:fact:${encodeURIComponent(fact.key)}`,
      title: mended === null ? title : `${mended.word}: ${title}`,
      sentence: mended === null ? sentence : `${sentence} ${mended.word}${when}: ${mended.sentence}`,
      link: linkOf(dated, newest.base),
      categories: [fact.detail.kind, ...(fact.treaty === null ? [] : [fact.treaty.short_title])],
      published,
      updated: mended?.by == null ? published : instantOf(mended.by, mended.by.known_on),
    }
  }
}
