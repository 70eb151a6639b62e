import type { LedgerRow, Threshold, TreatyEvaluation } from '../law/evaluation.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { CountedRow, UndatedLedgerRow } from './position-row.ts'
import type { UndatedAct } from './undated.ts'

/** The condition and the acts that show how far it is. */
export type Count = { readonly threshold: Threshold; readonly ledger: readonly CountedRow[] }

type Sure = UndatedAct & { readonly latest: PlainDate }

/** The row of an act whose day is not known: it has its place by the last day on which it can have happened. */
function withoutDay(row: LedgerRow, { earliest, latest }: Sure): UndatedLedgerRow {
  return { ...row, action_date: null, earliest, latest }
}

/** The count with the undated acts that surely happened by `asOf`, each from its latest day on. They are in it only while
 *  dated acts alone do not meet the condition, and never give a day: one that they complete was met on a day that is not
 *  known, and `met_on` stays null. */
export function countSurely(
  { dated, surely }: { readonly dated: TreatyEvaluation; readonly surely: TreatyEvaluation },
  acts: readonly UndatedAct[],
  asOf: PlainDate,
): Count {
  const { threshold, ledger } = dated
  if (threshold.met_on !== null) return { threshold, ledger }
  const left = acts.filter((act): act is Sure => act.latest !== null && act.latest <= asOf)
  const rows = surely.ledger.map((row) => {
    const place = left.findIndex(
      (act) =>
        act.participant === row.participant && act.action === row.action && act.latest === row.action_date,
    )
    const [act] = place < 0 ? [] : left.splice(place, 1)
    return act === undefined ? row : withoutDay(row, act)
  })
  const { counted, remaining, parts } = surely.threshold
  const open = parts?.map((part, place) => ({ ...part, met_on: threshold.parts?.[place]?.met_on ?? null }))
  return {
    threshold: { ...threshold, counted, remaining, ...(open === undefined ? {} : { parts: open }) },
    ledger: rows,
  }
}
