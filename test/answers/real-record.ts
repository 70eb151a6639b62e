import { join } from 'node:path'
import { viewRecord } from '../../src/answers/record-view.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { loadablePacks } from '../../src/pack/loadable-packs.ts'
import type { Pack, PackFolder, Placed } from '../../src/pack/pack.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import { engineMemberships } from '../../src/record/engine-groups.ts'
import type { EventDraft } from '../../src/record/event.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { PACKS_FOLDER, readPackFolder, readPackFolders } from '../../src/store/read-pack-folder.ts'

const CHECKED_AT = '2026-11-24T06:00:00.000Z'
const RECORDED_AT = '2026-11-24T05:00:00.000Z'

/** The day on which the tests live. */
export const TODAY = plainDate('2026-11-24')

type ChangeEvents = (events: readonly EventDraft[]) => readonly EventDraft[]

function valuesOf<Value>(packs: readonly Pack[], rowsOf: (pack: Pack) => readonly Placed<Value>[]): Value[] {
  return packs.flatMap((pack) => rowsOf(pack).map(({ value }) => value))
}

/** A record of the packs of these folders, with their events as `change` gives them. */
export function recordOfPacks(folders: readonly PackFolder[], change: ChangeEvents): RecordSnapshot {
  const packs = loadablePacks(folders)
  const participants = valuesOf(packs, (pack) => pack.participants)
  const memberships = valuesOf(packs, (pack) => pack.memberships).map(({ note, ...membership }) =>
    note === null ? membership : { ...membership, note },
  )
  const organizations = participants.filter(({ kind }) => kind === 'organization')
  const drafts = change(valuesOf(packs, (pack) => pack.events))
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: RECORDED_AT })
  const last = events.at(-1) ?? EMPTY_HEAD
  return {
    head: { seq: last.seq, hash: last.hash },
    treaties: packs.flatMap(({ treaties }) => treaties),
    participants: participants.map(({ members: _members, ...participant }) => participant),
    names: valuesOf(packs, (pack) => pack.names).map(({ note: _note, ...name }) => name),
    groups: valuesOf(packs, (pack) => pack.groups),
    memberships: [...memberships, ...engineMemberships(organizations, memberships)],
    sources: valuesOf(packs, (pack) => pack.sources).map(({ kind: _kind, ...source }) => source),
    events,
    gaps: valuesOf(packs, (pack) => pack.gaps),
    declarations: valuesOf(packs, (pack) => pack.declarations),
    checked_at: CHECKED_AT,
    checked_by_treaty: Object.fromEntries(
      packs.flatMap(({ treaties }) => treaties.map(({ number }) => [number, CHECKED_AT])),
    ),
    stale: false,
    source_as_at: plainDate('2024-05-04'),
  }
}

/** A record with these events in this order, and everything else as in the pack of the four instruments. */
export function recordWith(change: ChangeEvents): RecordSnapshot {
  return recordOfPacks([readPackFolder(join(PACKS_FOLDER, 'untoc'))], change)
}

/** A view of every pack that comes with the program, with events added. */
export function viewOfAllPacks(added: readonly EventDraft[] = []) {
  return viewRecord(recordOfPacks(readPackFolders(), (events) => [...events, ...added]))
}

/** The record of the four instruments as it is loaded. */
export const realRecord = recordWith((events) => events)

/** A fresh view of it. */
export function realView() {
  return viewRecord(realRecord)
}

/** A further event, not in any list: give what matters, the rest is plain. */
export function draft(given: Pick<EventDraft, 'id' | 'treaty' | 'action'> & Partial<EventDraft>): EventDraft {
  const known = given.known_on ?? given.action_date ?? given.latest
  if (known === null || known === undefined) throw new Error(`${given.id} needs a day`)
  return {
    participant: null,
    action_date: null,
    earliest: null,
    latest: null,
    effect_date: null,
    known_on: known,
    known_on_assumed: false,
    day_known: given.action_date == null ? 'undated' : 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: 'mtdsg-2014-07',
    document: null,
    note: null,
    recorded_by: 'test',
    ...given,
  }
}
