import { isInLedger, type LedgerInput, ledgerRow, ordinals } from './count-ledger.ts'
import { countUpTo, dayNumber, numbersOf } from './day-numbers.ts'
import type { LedgerRow } from './evaluation.ts'
import type { KnownAct } from './known-acts.ts'
import type { PlainDate } from './plain-date.ts'
import type { Fate, Fated } from './walk.ts'

/** The ledger on a day, with the acts up to another day (`taken`, not after it) taken in. */
export type LedgerOn = (taken: PlainDate, asOf: PlainDate) => LedgerRow[]

/** The place of a row, and the row that stands there since something became otherwise. */
type Turned = Omit<Fated, 'known' | 'fate'> & { readonly place: number; readonly row: LedgerRow }

/** The instruments that count on a day, in the order of their places in the count. */
export type Numbering = (taken: PlainDate) => readonly KnownAct[]

type Rows = {
  readonly acts: readonly KnownAct[]
  readonly rows: readonly LedgerRow[]
  readonly turned: readonly Turned[]
}

function inOrderOfDays(turned: readonly Turned[]): Turned[] {
  return turned.toSorted((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))
}

/** Each act's row as it is until it is taken back, and as it is afterwards. */
function rowsOf(input: LedgerInput, withoutCount: LedgerInput['isCounted']): Rows {
  const acts = input.theCase.known.acts.filter(isInLedger)
  const standing: LedgerInput = {
    ...input,
    fateOf: (known) => {
      const fate = input.fateOf(known)
      return fate === undefined ? fate : { ...fate, withdrawn: null }
    },
  }
  const gone: LedgerInput = { ...input, isCounted: withoutCount }
  const places = ordinals(input)
  const turned: Turned[] = []
  const rows = acts.map((known, place) => {
    const ordinal = places.get(known.act.participant) ?? null
    const on = input.fateOf(known)?.withdrawn ?? null
    if (on !== null) turned.push({ from: on, until: null, on, place, row: ledgerRow(gone, known, ordinal) })
    return ledgerRow(standing, known, ordinal)
  })
  return { acts, rows, turned: inOrderOfDays(turned) }
}

/** Each act's row by what first became of it, and by what became of it later, where that is another reason. */
function rowsByFate(input: LedgerInput, fated: readonly Fated[]): Rows {
  const acts = input.theCase.known.acts.filter(isInLedger)
  const firstOf = new Map<KnownAct, Fate>()
  for (const { known, fate } of fated) if (!firstOf.has(known)) firstOf.set(known, fate)
  const places = ordinals(input)
  const rowWith = (known: KnownAct, fate: Fate | undefined): LedgerRow =>
    ledgerRow({ ...input, fateOf: () => fate }, known, places.get(known.act.participant) ?? null)
  const rows = acts.map((known) => rowWith(known, firstOf.get(known)))
  const placeOf = new Map(acts.map((known, place) => [known, place]))
  const lasting = [...rows]
  const turned: Turned[] = []
  for (const { known, fate, from, until, on } of fated) {
    const place = placeOf.get(known)
    const row = rowWith(known, fate)
    if (place === undefined || row.reason === lasting[place]?.reason) continue
    turned.push({ from, until, on, place, row })
    if (until === null) lasting[place] = row
  }
  return { acts, rows, turned: inOrderOfDays(turned) }
}

/** A function that gives the ledger of acts of one day each, in order of their days: its beginning up to the day, with
 *  what turned by then, in a list of its own. */
function ledgerOf({ acts, rows, turned }: Rows): LedgerOn {
  const days = numbersOf(acts.map(({ day }) => day))
  return (taken, asOf) => {
    const found = rows.slice(0, countUpTo(days, dayNumber(taken)))
    for (const { from, until, on, place, row } of turned) {
      if (from > taken) break
      if (on <= asOf && (until === null || taken < until)) found[place] = row
    }
    return found
  }
}

/** The ledger from the day on which the threshold was met: what counts counts for good. */
export function ledgerSince(input: LedgerInput): LedgerOn {
  return ledgerOf(rowsOf(input, input.isCounted))
}

/** The same where what does not count may do so for one reason after another: `fated` of each participant in order. */
export function ledgerByFate(input: LedgerInput, fated: readonly Fated[]): LedgerOn {
  return ledgerOf(rowsByFate(input, fated))
}

/** The ledger before that day: an instrument counts until it is taken back, and gives up its place with that.
 *  A row with its place is made for each answer: kept for every place that it ever has, they would be without end. */
export function ledgerBefore(input: LedgerInput, numbering: Numbering): LedgerOn {
  const made = rowsOf(input, () => false)
  const plain = ledgerOf(made)
  const placeOf = new Map(made.acts.map((known, place) => [known, place]))
  return (taken, asOf) => {
    const rows = plain(taken, asOf)
    numbering(taken).forEach((known, at) => {
      const place = placeOf.get(known)
      const row = place === undefined ? undefined : rows[place]
      if (place === undefined || row === undefined) throw new Error('what counts has no row')
      rows[place] = { ...row, ordinal: at + 1 }
    })
    return rows
  }
}
