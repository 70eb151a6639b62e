import { addDays, plainDate } from '../src/law/plain-date.ts'
import { chain, EMPTY_HEAD } from '../src/record/chain.ts'
import type { EventDraft, RecordEvent } from '../src/record/event.ts'
import { realRecord } from '../test/answers/real-record.ts'

/** The day on which made-up histories begin. */
export const FIRST_DAY = plainDate('1970-01-01')
/** Over how many days they run. */
export const HISTORY_DAYS = 20_000
const ACTIONS = ['signature', 'ratification', 'denunciation'] as const

/** Each treaty of four begins with another State, so that they have gaps between them. */
const BEGINNINGS = 4

/** Who acts in a made-up history beside the States that sign, ratify and denounce. */
type Others = {
  /** Organizations that do the same. */
  readonly organizations: readonly string[]
  /** A State that signs where others denounce. */
  readonly stays: string | null
}

const NO_OTHERS: Others = { organizations: [], stays: null }

/** A history for benchmarks: the States of the real record sign, ratify and denounce each of the treaties again and
 *  again, over some 55 years. */
export function madeHistory(
  events: number,
  treaties: readonly string[],
  { organizations, stays }: Others = NO_OTHERS,
): readonly RecordEvent[] {
  const states = realRecord.participants.filter(({ kind }) => kind === 'state').map(({ code }) => code)
  const codes = [...states, ...organizations]
  const drafts = Array.from({ length: events }, (_, place): EventDraft => {
    const turn = Math.floor(place / treaties.length)
    const begins = Math.floor(codes.length / BEGINNINGS) * (place % treaties.length)
    const day = addDays(FIRST_DAY, Math.floor((place * HISTORY_DAYS) / events))
    const participant = String(codes[(turn + begins) % codes.length])
    const action = ACTIONS[Math.floor(turn / codes.length) % ACTIONS.length] ?? 'signature'
    return {
      id: `e${place}`,
      treaty: treaties[place % treaties.length] ?? '',
      participant,
      action: participant === stays && action === 'denunciation' ? 'signature' : action,
      action_date: day,
      earliest: null,
      latest: null,
      effect_date: null,
      known_on: day,
      known_on_assumed: false,
      day_known: 'read',
      derivation: null,
      corrects: null,
      signatories: null,
      parties: null,
      source: String(realRecord.sources[0]?.id),
      document: null,
      note: null,
      recorded_by: 'bench',
    }
  })
  return chain(drafts, { head: EMPTY_HEAD, recordedAt: '2026-11-24T05:00:00.000Z' })
}
