import { join } from 'node:path'
import { viewRecord } from '../../src/answers/record-view.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { loadablePack } from '../../src/pack/check-pack.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import { engineMemberships } from '../../src/record/engine-groups.ts'
import type { EventDraft } from '../../src/record/event.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'

const RECORDED_AT = '2026-11-24T05:00:00.000Z'

/** The day on which the tests live. */
export const TODAY = plainDate('2026-11-24')

/** A record with these events in this order, and everything else as in the pack of the four instruments. */
export function recordWith(change: (events: readonly EventDraft[]) => readonly EventDraft[]): RecordSnapshot {
  const { folder, files } = readPackFolder(join(PACKS_FOLDER, 'untoc'))
  const { pack } = loadablePack(readPack(folder, files))
  const participants = pack.participants.map(({ value }) => value)
  const memberships = pack.memberships.map(({ value: { note: _note, ...membership } }) => membership)
  const organizations = participants.filter(({ kind }) => kind === 'organization')
  const drafts = change(pack.events.map(({ value }) => value))
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: RECORDED_AT })
  const last = events.at(-1) ?? EMPTY_HEAD
  return {
    head: { seq: last.seq, hash: last.hash },
    treaties: pack.treaties,
    participants: participants.map(({ members: _members, ...participant }) => participant),
    names: pack.names.map(({ value: { note: _note, ...name } }) => name),
    groups: pack.groups.map(({ value }) => value),
    memberships: [...memberships, ...engineMemberships(organizations, memberships)],
    sources: pack.sources.map(({ value: { kind: _kind, ...source } }) => source),
    events,
    gaps: pack.gaps.map(({ value }) => value),
    declarations: pack.declarations.map(({ value }) => value),
    checked_at: '2026-11-24T06:00:00.000Z',
    source_as_at: plainDate('2024-05-04'),
  }
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
