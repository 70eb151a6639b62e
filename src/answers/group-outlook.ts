import type * as z from 'zod'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import { stateOutlook, type TimeFromSignature, timeFromSignature } from '../projection/time-from-signature.ts'
import { type KnownDeposits, signatureWaits } from './known-deposits.ts'
import type { PositionRow } from './position-row.ts'
import type { pace, timeFromSignature as timeShape } from './projection-shapes.ts'
import type { Fixed } from './resource.ts'

const YEAR_DAYS = 365
const FIVE_YEARS_DAYS = 1826

/** Between which numbers those that have joined lie; empty where they are as many as counted. */
function joinedSpan({ members, outside, perhaps }: KnownDeposits) {
  if (perhaps.length === 0) return {}
  const joined = members.length - outside.length
  const left = new Set(outside)
  const more = perhaps.filter((code) => left.has(code)).length
  return { joined_at_least: joined - (perhaps.length - more), joined_at_most: joined + more }
}

/** How fast the States asked about have joined, up to the last day that is known of. */
export function paceOf(known: KnownDeposits, until: PlainDate): Fixed<z.output<typeof pace>> {
  const since = (days: number) => {
    const after = addDays(until, -days)
    return known.deposits.filter((day) => day > after && day <= until).length
  }
  return {
    members: known.members.length,
    joined: known.members.length - known.outside.length,
    ...joinedSpan(known),
    until,
    deposits_12_months: since(YEAR_DAYS),
    deposits_5_years: since(FIVE_YEARS_DAYS),
  }
}

function answered(found: TimeFromSignature): Fixed<z.output<typeof timeShape>> {
  if (found.state === 'estimated') return { ...found, because: null }
  const { because } = found
  return {
    state: 'cannot_be_said',
    because,
    signatories: null,
    deposited: null,
    waiting: null,
    days: null,
    within: null,
  }
}

/** How long signatories of the rows took from signature to deposit, watched until that day. */
export function waitsOf(rows: readonly PositionRow[], until: PlainDate): Fixed<z.output<typeof timeShape>> {
  return answered(timeFromSignature(signatureWaits(rows), until))
}

/** Where one State stands beside the other rows, all watched until that day: its stage, and no date. */
export function outlookOf(row: PositionRow | undefined, rows: readonly PositionRow[], until: PlainDate) {
  const others = signatureWaits(rows.filter((one) => one !== row))
  const own = {
    signed_on: row === undefined ? null : row.signature_date,
    deposited_on: row === undefined ? null : row.consent_date,
  }
  const { waited_days, deposited_in_next_year, group } = stateOutlook(own, others, until)
  return { waited_days, deposited_in_next_year, time_from_signature: answered(group) }
}
