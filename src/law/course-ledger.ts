import { isInLedger, type LedgerInput, ledgerRow, ordinals } from './count-ledger.ts'
import { countUpTo, dayNumber, numbersOf } from './day-numbers.ts'
import type { LedgerRow } from './evaluation.ts'
import type { KnownAct } from './known-acts.ts'
import type { PlainDate } from './plain-date.ts'

/** The ledger with the acts up to a day taken in. */
export type LedgerOn = (taken: PlainDate) => LedgerRow[]

/** An act that was taken back, the place of its row, and the row that it has from then on. */
type TakenBack = { readonly on: PlainDate; readonly place: number; readonly row: LedgerRow }

/** The instruments that count on a day, in the order of their places in the count. */
export type Numbering = (taken: PlainDate) => readonly KnownAct[]

type Rows = {
  readonly acts: readonly KnownAct[]
  readonly rows: readonly LedgerRow[]
  readonly takenBack: readonly TakenBack[]
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
  const takenBack: TakenBack[] = []
  const rows = acts.map((known, place) => {
    const ordinal = places.get(known.act.participant) ?? null
    const on = input.fateOf(known)?.withdrawn ?? null
    if (on !== null) takenBack.push({ on, place, row: ledgerRow(gone, known, ordinal) })
    return ledgerRow(standing, known, ordinal)
  })
  takenBack.sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)))
  return { acts, rows, takenBack }
}

/** A function that gives the ledger of acts of one day each, in order of their days: its beginning up to the day, with
 *  what was taken back by then, in a list of its own. */
function ledgerOf({ acts, rows, takenBack }: Rows): LedgerOn {
  const days = numbersOf(acts.map(({ day }) => day))
  return (taken) => {
    const found = rows.slice(0, countUpTo(days, dayNumber(taken)))
    for (const { on, place, row } of takenBack) {
      if (on > taken) break
      found[place] = row
    }
    return found
  }
}

/** The ledger from the day on which the threshold was met: what counts counts for good. */
export function ledgerSince(input: LedgerInput): LedgerOn {
  return ledgerOf(rowsOf(input, input.isCounted))
}

/** The ledger before that day: an instrument counts until it is taken back, and gives up its place with that.
 *  A row with its place is made for each answer: kept for every place that it ever has, they would be without end. */
export function ledgerBefore(input: LedgerInput, numbering: Numbering): LedgerOn {
  const made = rowsOf(input, () => false)
  const plain = ledgerOf(made)
  const placeOf = new Map(made.acts.map((known, place) => [known, place]))
  return (taken) => {
    const rows = plain(taken)
    numbering(taken).forEach((known, at) => {
      const place = placeOf.get(known)
      const row = place === undefined ? undefined : rows[place]
      if (place === undefined || row === undefined) throw new Error('what counts has no row')
      rows[place] = { ...row, ordinal: at + 1 }
    })
    return rows
  }
}
