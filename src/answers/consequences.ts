import type { Clocks } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { nameOn } from './names.ts'
import type { PositionRow } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import { summarise } from './treaty-summary.ts'
import { FIVE } from './undated-rows.ts'

/** One thing that an event would change in law: the number (or the two between which it lies: `193 to 194`), date or status before it and after it. */
export type Consequence = {
  /** UNTC number of the treaty. */
  readonly treaty: string
  /** What changes, in words, for example `participants` or `status of Somalia`. */
  readonly what: string
  /** For what concerns one participant: its code, its name on the day, and the words before it; null otherwise. */
  readonly of: { readonly participant: string; readonly name: string; readonly words: string } | null
  /** null where there was nothing before. */
  readonly before: string | null
  readonly after: string | null
}

type Fact = { readonly of: Consequence['of']; readonly value: string | null }
type Facts = ReadonlyMap<string, Fact>

function headlineFacts(view: RecordView, treaty: Treaty, clocks: Clocks): [string, Fact][] {
  const { counts, threshold, entry_into_force } = summarise(view, treaty, clocks)
  const { at_least, at_most, undated } = counts
  const ends = FIVE.map((name): [string, string | null] => {
    const least = at_least?.[name] ?? counts[name]
    const most = at_most?.[name] ?? counts[name]
    return [name.replaceAll('_', ' '), least === most ? String(least) : `${least} to ${most}`]
  })
  const facts: [string, string | null][] = [
    ...ends,
    ...(undated === undefined ? [] : [['undated', String(undated)] satisfies [string, string]]),
    ['threshold met on', threshold.met_on],
    ['threshold reached by', threshold.reached_by.join(', ') || null],
    ['entry into force', entry_into_force.date],
  ]
  return facts.map(([what, value]) => [what, { of: null, value }])
}

function rowFacts(name: string, row: PositionRow): [string, Fact][] {
  const facts: [string, string | null][] = [
    ['status of', row.status === 'none' ? null : row.status.replaceAll('_', ' ')],
    ['signature of', row.signature_date],
    ['consent of', row.consent],
    ['day of consent of', row.consent_date],
    ['in force for', row.entry_into_force],
    ['denunciation takes effect for', row.until],
  ]
  const { participant } = row
  return facts.map(([words, value]) => [`${words} ${name}`, { of: { participant, name, words }, value }])
}

function factsOf(view: RecordView, treaty: Treaty, clocks: Clocks): Facts {
  const rows = view.lawOf(treaty).positionAt(clocks).rows
  return new Map([
    ...headlineFacts(view, treaty, clocks),
    ...[...rows.values()].flatMap((row) => rowFacts(nameOn(view.names, row.participant, clocks.asOf), row)),
  ])
}

/** Everything in law that differs between two records on the same day, treaty by treaty; empty when nothing does. */
export function consequencesOf(
  views: { readonly before: RecordView; readonly after: RecordView },
  clocks: Clocks,
): Consequence[] {
  return views.after.treaties.flatMap((treaty) => {
    const earlier = views.before.treaties.find((one) => one.number === treaty.number)
    const before: Facts = earlier === undefined ? new Map() : factsOf(views.before, earlier, clocks)
    const after = factsOf(views.after, treaty, clocks)
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
      const facts = { before: before.get(what), after: after.get(what) }
      const change = { before: facts.before?.value ?? null, after: facts.after?.value ?? null }
      if (change.before === change.after) return []
      const of = (facts.after ?? facts.before)?.of ?? null
      return [{ treaty: treaty.number, what, of, ...change }]
    })
  })
}
