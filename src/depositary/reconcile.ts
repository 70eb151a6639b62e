import type { PlainDate } from '../law/plain-date.ts'
import type { RecordSnapshot, Treaty } from '../record/snapshot.ts'
import { alignColumns, meaningsKept } from './align-columns.ts'
import type { Claim } from './claim.ts'
import type { Writer } from './propose-events.ts'
import { type ParticipantContext, reconcileParticipant } from './reconcile-participant.ts'
import {
  differenceOf,
  type EarlierDocument,
  type Found,
  type ReadStatusDocument,
  type RecordDifference,
} from './record-difference.ts'
import { NOTHING_RECORDED, type RecordedPosition, recordedPositions } from './recorded-acts.ts'
import type { StatusTable } from './status-table.ts'

type Positions = ReadonlyMap<string, RecordedPosition>
/** The claims of each participant of the document; of names that are not known under null. */
type ClaimsOf = ReadonlyMap<string | null, readonly Claim[]>

export type ReconcileContext = {
  readonly record: RecordSnapshot
  /** The last reading of the same page that was accepted. */
  readonly earlier: EarlierDocument
  readonly recordedBy: string
}

function treatyOf(record: RecordSnapshot, number: string): Treaty {
  const treaty = record.treaties.find((each) => each.number === number)
  if (treaty === undefined) throw new Error(`the record has no treaty ${number}`)
  return treaty
}

/** Positions under the treaty whose consent this one needs; null where it needs none. */
function parentPositions(record: RecordSnapshot, treaty: Treaty): Positions | null {
  for (const { eligible } of treaty.rules) {
    if (eligible?.parent === undefined || eligible.needs === 'none') continue
    return recordedPositions(record, treatyOf(record, eligible.parent))
  }
  return null
}

/** The day that the document speaks of: its stamp, else the day on which it was read. */
function dayOf({ reading, readOn }: Pick<ReadStatusDocument, 'reading' | 'readOn'>): PlainDate {
  return reading.as_at !== null && reading.as_at < readOn ? reading.as_at : readOn
}

/** Acts in one form, to tell whether a row under an unknown name says what the record has of somebody. */
function actsOf(acts: readonly { readonly action: string | null; readonly day: PlainDate | null }[]): string {
  return acts
    .map(({ action, day }) => `${action ?? '?'} ${day ?? '?'}`)
    .toSorted()
    .join(', ')
}

/** Participants that the document leaves out and whose acts on record are word for word those of the claims. */
function probablyMeant(claims: readonly Claim[], gone: readonly Found[], positions: Positions): Found[] {
  const said = actsOf(claims.map((claim) => ({ action: claim.action, day: claim.action_date })))
  return gone.filter(({ participant }) => {
    const position = participant === null ? undefined : positions.get(participant)
    const acts = [position?.signature, position?.consent].flatMap((act) => act ?? [])
    return acts.length > 0 && actsOf(acts) === said
  })
}

/** Rows under names that are not known. Where exactly one participant is gone whose acts are the same, the row is
 *  probably its new spelling, and one difference speaks of both. */
function unknownNames(
  document: ReadStatusDocument,
  gone: readonly Found[],
  positions: Positions,
): { readonly found: readonly Found[]; readonly explained: ReadonlySet<Found> } {
  const unknown = document.reading.claims.filter((claim) => claim.participant === null)
  const explained = new Set<Found>()
  const found = [...Map.groupBy(unknown, (claim) => claim.place.row).values()].flatMap((row): Found[] => {
    const [claim] = row
    if (claim === undefined) return []
    const meant = probablyMeant(row, gone, positions)
    const [only] = meant
    const is = meant.length === 1 && only !== undefined ? only : null
    if (is !== null) explained.add(is)
    const probably =
      is === null ? '' : ` Its acts are those of ${is.name}, which is gone: probably a new spelling.`
    return [
      {
        treaty: document.treaty,
        participant: is === null ? null : is.participant,
        name: claim.name,
        claim,
        recorded: is === null ? null : is.recorded,
        class: 'unknown name',
        reason: `The name is not known; a person says whose it is.${probably}`,
      },
    ]
  })
  return { found, explained }
}

/** Participants that the document writes otherwise than the reading before it; for the first reading, otherwise than
 *  any list of names. An alias, no act. */
function newSpellings(
  document: ReadStatusDocument,
  { record, earlier }: ReconcileContext,
  named: ClaimsOf,
): Found[] {
  const listed = new Set(
    earlier === null
      ? [
          ...record.participants.flatMap((each) => [each.name, ...each.names_also]),
          ...record.names.map((each) => each.name),
        ]
      : [],
  )
  const before = new Map(earlier?.reading.claims.map((claim) => [claim.participant, claim.name]))
  return [...named].flatMap(([participant, claims]): Found[] => {
    const name = claims.at(-1)?.name ?? ''
    const was = before.get(participant)
    const same = earlier === null ? listed.has(name) : was === undefined || was === name
    if (participant === null || same) return []
    const reason = was === undefined ? 'No list has this spelling.' : `The reading before wrote "${was}".`
    const { treaty } = document
    return [{ treaty, participant, name, claim: null, recorded: null, class: 'renamed', reason }]
  })
}

/** Why the row of a participant that has left is a difference when it goes. */
export const ROW_OF_ONE_THAT_LEFT = 'It has left; its row was printed until now and is printed no more.'

function vanishedRows(
  document: ReadStatusDocument,
  context: ReconcileContext,
  { positions, named }: { readonly positions: Positions; readonly named: ClaimsOf },
): Found[] {
  const day = dayOf(document)
  const { earlier } = context
  const stood = new Set(earlier?.reading.claims.map((claim) => claim.participant))
  return [...positions].flatMap(([participant, { signature, consent, ended }]): Found[] => {
    // Whoever has left may be printed in brackets or never; once printed, the row does not go unseen.
    const hasLeft = consent === null && ended !== null
    if (named.has(participant) || (hasLeft && !stood.has(participant))) return []
    const recorded = [consent, hasLeft ? ended : signature].find(
      (act) => act !== null && (act.day ?? act.earliest ?? day) <= day,
    )
    if (recorded === undefined || recorded === null) return []
    const known = context.record.participants.find((each) => each.code === participant)
    const name = known === undefined ? participant : known.name
    const found = { treaty: document.treaty, participant, name, claim: null, recorded }
    if (earlier === null || stood.has(participant)) {
      const silence =
        'No State leaves by silence: a denunciation leaves a footnote, a bracket or a notification.'
      const reason = hasLeft ? ROW_OF_ONE_THAT_LEFT : silence
      return [{ ...found, class: 'vanished row', reason }]
    }
    const reason = 'The record has it from another source; the depositary has not printed it yet.'
    return [{ ...found, class: 'two sources disagree', reason }]
  })
}

/** Whether every heading still gives the meanings it gave, table by table. */
function headingsKept(before: readonly StatusTable[], after: readonly StatusTable[]): boolean {
  return before.every((older, place) => {
    const newer = after[place]
    if (newer === undefined) return false
    return meaningsKept(older.columns, newer.columns, alignColumns(older.columns, newer.columns))
  })
}

function aboutTheDocument(document: ReadStatusDocument, earlier: EarlierDocument): Found[] {
  if (earlier === null) return []
  const { treaty } = document
  const base = { treaty, participant: null, name: '', claim: null, recorded: null }
  const found: Found[] = []
  if (!headingsKept(earlier.reading.tables, document.reading.tables)) {
    const headings = document.reading.tables.flatMap((table) => table.headings)
    const now = headings.map((heading) => `"${heading}"`).join(', ')
    const reason = `A heading no longer gives a meaning that it gave before, or a column is gone; now: ${now}.`
    found.push({ ...base, class: 'header changed', reason })
  }
  for (const figure of ['signatories', 'parties'] as const) {
    const [was, is] = [earlier.reading.headline[figure], document.reading.headline[figure]]
    if (was === null || is === null || is >= was) continue
    const reason = `The document printed ${was} ${figure} before and prints ${is} now.`
    found.push({ ...base, class: 'count that shrinks', reason })
  }
  return found
}

/** True where a second source has one letter for ratification, acceptance and approval, and the record says which. */
function isSameForTheSource({ class: is, claim, recorded }: Found): boolean {
  const alike: readonly (string | undefined)[] = ['ratification', 'acceptance', 'approval']
  return is === 'kind corrected' && claim?.action === 'ratification' && alike.includes(recorded?.action)
}

/** What only a second source says never stands alone: the depositary goes first. */
function asDisagreement(found: Found): Found {
  if (found.class === 'renamed' || found.class === 'unknown name') return found
  return { ...found, class: 'two sources disagree', reason: `${found.reason} (${found.class})`, drafts: [] }
}

/** Everything that a document and the record do not say alike, each with its class, both sides, and what would be
 *  written if it were accepted. Pure, and the same for the same document and record: reading twice changes nothing.
 *  Throws where the record has no such treaty; the document must be a status table. */
export function reconcile(document: ReadStatusDocument, context: ReconcileContext): RecordDifference[] {
  const { record, earlier } = context
  const treaty = treatyOf(record, document.treaty)
  const positions = recordedPositions(record, treaty)
  const writer: Writer = {
    recordedBy: context.recordedBy,
    isTaken: (id) => record.events.some((event) => event.id === id),
  }
  const base: Omit<ParticipantContext, 'position'> = {
    ...{ document, writer, treaty, parent: parentPositions(record, treaty), readOn: dayOf(document) },
    lastReadOn: earlier === null ? null : earlier.readOn,
  }
  const named = Map.groupBy(document.reading.claims, (claim) => claim.participant)
  const rows = [...named].flatMap(([participant, claims]) => {
    if (participant === null) return []
    const position = positions.get(participant) ?? NOTHING_RECORDED
    return reconcileParticipant({ ...base, position }, claims)
  })
  const gone = vanishedRows(document, context, { positions, named })
  const unknown = unknownNames(document, gone, positions)
  const found = [
    ...aboutTheDocument(document, earlier),
    ...newSpellings(document, context, named),
    ...unknown.found,
    ...gone.filter((each) => !unknown.explained.has(each)),
    ...rows,
  ]
  if (document.isDepositary) return found.map(differenceOf)
  return found.filter((each) => !isSameForTheSource(each)).map((each) => differenceOf(asDisagreement(each)))
}
