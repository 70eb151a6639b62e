import type { PlainDate } from '../law/plain-date.ts'
import { isSignature } from '../record/consent.ts'
import type { EventDraft } from '../record/event.ts'
import { compareTitle, type Titled } from './compare-title.ts'
import { POLICY } from './policy.ts'
import { recordAction } from './propose-events.ts'
import type { EarlierDocument, ReadStatusDocument, RecordDifference } from './record-difference.ts'

/** Differences of one State, or of one cause, which a person decides together. */
export type Bundle = { readonly about: string; readonly differences: readonly RecordDifference[] }

/** What becomes of a document and of each difference. */
export type Decision =
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'decided'
      /** Why nothing of the document becomes an event by itself; empty where nothing holds it. */
      readonly held: readonly string[]
      /** Events to be written at once, in one transaction. */
      readonly events: readonly EventDraft[]
      /** Differences whose events these are. */
      readonly accepted: readonly RecordDifference[]
      readonly waiting: readonly Bundle[]
      readonly ignored: readonly RecordDifference[]
    }

/** From this many participants on, what happened to all of them alike is one cause. */
export const SAME_CAUSE_FROM = 3

/** What a decision rests on beside the document. */
export type DecisionGround = {
  /** The last reading of the same page that was accepted. */
  readonly earlier: EarlierDocument
  /** The treaties on record: number and title must be those of the page that was asked for. */
  readonly treaties: readonly Titled[]
}

function refusal(document: ReadStatusDocument, { earlier, treaties }: DecisionGround): string | null {
  const { reading, treaty } = document
  if (reading.verdict !== 'status_table') return reading.reason ?? 'it is no status table'
  if (reading.treaty !== null && reading.treaty !== treaty)
    return `it is about ${reading.treaty}, not ${treaty}`
  if (compareTitle(reading.title, treaty, treaties) === 'another')
    return `it is about another treaty than ${treaty}: its title is "${reading.title}"`
  if (earlier === null) return null
  const before = earlier.reading.as_at
  if (reading.as_at !== null && before !== null && reading.as_at < before) {
    return `its stamp of ${reading.as_at} is older than ${before}: nothing is undone by an older document`
  }
  if (document.readOn >= earlier.readOn) return null
  return `it was read on ${document.readOn}, before ${earlier.readOn}: nothing is undone by an older document`
}

/** Differences in anything but spelling. */
function counting(differences: readonly RecordDifference[]): RecordDifference[] {
  return differences.filter((difference) => difference.disposition !== 'ignore')
}

function tooMany(
  document: ReadStatusDocument,
  differences: readonly RecordDifference[],
  earlier: EarlierDocument,
) {
  const { rows_differ, share_differs } = POLICY.hold_document_when
  const whose = new Set(counting(differences).map((difference) => difference.participant ?? difference.name))
  const { tables, claims } = document.reading
  const rows = tables.length === 0 ? claims.length : tables.reduce((sum, table) => sum + table.rows.length, 0)
  if (whose.size <= rows_differ && whose.size <= rows * share_differs) return null
  const last = earlier === null ? null : earlier.readOn
  const allNew = counting(differences).every(({ class: name, claim }) => {
    const day = claim === null ? null : claim.action_date
    return name === 'new act' && last !== null && day !== null && day > last
  })
  return allNew
    ? null
    : `${whose.size} of ${rows} rows differ, and not all of them by acts since the last reading`
}

function reasonsToHold(
  document: ReadStatusDocument,
  differences: readonly RecordDifference[],
  { earlier, treaties }: DecisionGround,
): string[] {
  const held: string[] = []
  const { title } = document.reading
  if (compareTitle(title, document.treaty, treaties) === 'other_words') {
    held.push(`its title is "${title}", which is not the one on record`)
  }
  const { signatories, parties } = document.reading.headline_agrees
  if (signatories === false || parties === false) held.push('its own totals disagree with its table')
  const many = tooMany(document, differences, earlier)
  if (many !== null) held.push(many)
  const lost = differences.filter(({ class: name }) => name === 'vanished row' || name === 'vanished act')
  if (lost.length > POLICY.hold_document_when.rows_lost) held.push(`${lost.length} rows or acts are gone`)
  if (differences.some(({ class: name }) => name === 'header changed')) held.push('a heading lost a meaning')
  const stamp = document.reading.as_at
  const before = earlier === null ? null : earlier.reading.as_at
  if (stamp !== null && stamp === before && earlier?.sha256 !== document.sha256) {
    held.push(`its stamp of ${stamp} is the last one accepted, its bytes are others`)
  }
  return held
}

/** Differences of one State together; of one cause, where it touches three participants or more, instead. */
function bundle(differences: readonly RecordDifference[]): Bundle[] {
  const byClass = Map.groupBy(differences, (difference) => difference.class)
  const isCause = (difference: RecordDifference) => {
    const same = byClass.get(difference.class) ?? []
    return new Set(same.map((other) => other.participant ?? other.name)).size >= SAME_CAUSE_FROM
  }
  const groups = Map.groupBy(differences, (difference) =>
    isCause(difference) ? difference.class : (difference.participant ?? difference.name),
  )
  return [...groups].map(([about, together]) => ({ about, differences: together }))
}

/** Participants of whom something waits, or whose spelling is new: nothing else of theirs is written meanwhile. */
function waitingParticipants(differences: readonly RecordDifference[]): ReadonlySet<string> {
  return new Set(
    differences.flatMap(({ class: name, disposition, participant }) =>
      participant !== null && (disposition === 'person' || name === 'renamed') ? [participant] : [],
    ),
  )
}

/** Days of recorded acts that the document no longer prints where they stood: the same day in another row is more
 *  likely a slip than a new act. */
function lostDays(differences: readonly RecordDifference[]): ReadonlySet<PlainDate> {
  return new Set(differences.flatMap(({ recorded }) => recorded?.day ?? []))
}

/** Participants of whom the document brings two new consents or two new signatures at once: which of them holds is not
 *  for the policy to say. */
function twiceNew(differences: readonly RecordDifference[]): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const { claim, participant, disposition } of differences) {
    const action = claim === null ? null : recordAction(claim)
    if (participant === null || action === null || disposition !== 'event') continue
    const act = `${participant} ${isSignature({ action }) ? 'signature' : 'consent'}`
    if (once.has(act)) twice.add(participant)
    once.add(act)
  }
  return twice
}

/** What becomes of a document by the policy. An act is written at once only where its class allows it, nothing else
 *  waits for the same participant, and nothing holds the whole document; everything that would change a published date
 *  or remove anything waits for a person. */
export function decide(
  document: ReadStatusDocument,
  differences: readonly RecordDifference[],
  ground: DecisionGround,
): Decision {
  const reason = refusal(document, ground)
  if (reason !== null) return { kind: 'refused', reason }
  const held = reasonsToHold(document, differences, ground)
  const waitsFor = waitingParticipants(differences)
  const twice = twiceNew(differences)
  const lost = lostDays(differences)
  const isSafe = ({ claim, participant }: RecordDifference) => {
    const day = claim === null ? null : claim.action_date
    if (participant === null || waitsFor.has(participant) || twice.has(participant)) return false
    return day !== null && !lost.has(day)
  }
  const accepted = differences.filter(
    (difference) =>
      held.length === 0 &&
      difference.disposition === 'event' &&
      difference.drafts.length > 0 &&
      isSafe(difference),
  )
  const ignored = differences.filter((difference) => difference.disposition === 'ignore')
  const done = new Set([...accepted, ...ignored])
  return {
    kind: 'decided',
    held,
    events: accepted.flatMap((difference) => difference.drafts),
    accepted,
    waiting: bundle(differences.filter((difference) => !done.has(difference))),
    ignored,
  }
}
