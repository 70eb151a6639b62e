import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/depositary/decide.ts'
import { registryOf } from '../../src/depositary/participant-names.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { readingDaysBeside } from '../../src/depositary/reading-days.ts'
import { reconcile } from '../../src/depositary/reconcile.ts'
import type { ReadStatusDocument } from '../../src/depositary/record-difference.ts'
import { type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { readPackFolders } from '../../src/store/read-pack-folder.ts'

const SERIES = new URL('../../../shared/data/depositary/series-csv-2013-2015/', import.meta.url)
/** The Convention first: an accession to a Protocol on the same day needs it. */
const TABLES = [
  ['XVIII-12', '18-12'],
  ['XVIII-12-a', '18-12-a'],
  ['XVIII-12-b', '18-12-b'],
  ['XVIII-12-c', '18-12-c'],
] as const

function emptyRecord(): RecordSnapshot {
  const packs = readPackFolders().map(({ folder, files }) => readPack(folder, files).pack)
  const found = packs.flatMap((pack) => pack ?? [])
  return {
    head: EMPTY_HEAD,
    treaties: found.flatMap((pack) => pack.treaties),
    participants: found.flatMap((pack) => pack.participants.map((each) => each.value)),
    names: found.flatMap((pack) => pack.names.map((each) => each.value)),
    groups: [],
    memberships: [],
    sources: [],
    gaps: [],
    declarations: [],
    events: [],
    checked_at: null,
    source_as_at: null,
    stale: false,
  }
}

function withEvents(record: RecordSnapshot, drafts: readonly EventDraft[]): RecordSnapshot {
  const events = [
    ...record.events,
    ...chain(drafts, { head: record.head, recordedAt: '2013-07-06T00:00:00.000Z' }),
  ]
  const last = events.at(-1)
  return last === undefined ? record : { ...record, events, head: { seq: last.seq, hash: last.hash } }
}

type Version = { readonly day: PlainDate; readonly bytes: Uint8Array }

function versionsOf(series: string): Version[] {
  const folder = new URL(`${series}/`, SERIES)
  return readdirSync(folder)
    .toSorted()
    .map((file) => ({ day: plainDate(file.slice(0, 10)), bytes: readFileSync(new URL(file, folder)) }))
}

describe.runIf(existsSync(SERIES))(
  'the tables of the four instruments, read again from July 2013 to July 2014',
  () => {
    it('give fourteen events by themselves, keep two for a person, and note the new name four times', () => {
      let record = emptyRecord()
      const names = registryOf(record.participants, record.names)
      const read = (treaty: string, { day, bytes }: Version): ReadStatusDocument => ({
        reading: readDocument(bytes, { names, readOn: day }),
        sha256: sha256Hex(bytes),
        ...{ treaty, source: 'untc-page', isDepositary: true, readOn: day },
      })
      const tables = TABLES.map(([treaty, series]) => ({ treaty, versions: versionsOf(series) }))
      const days = readingDaysBeside(tables.flatMap(({ versions }) => versions.map((version) => version.day)))
      for (const { treaty, versions } of tables) {
        const [first] = versions
        if (first === undefined) throw new Error(`no version of ${treaty}`)
        const differences = reconcile(read(treaty, first), { record, earlier: null, recordedBy: 'officer' })
        record = withEvents(
          record,
          differences.flatMap((difference) => difference.drafts),
        )
      }
      const written: string[] = []
      const waiting: string[] = []
      const ignored: string[] = []
      for (const day of days.slice(1)) {
        const last = days[days.indexOf(day) - 1]
        for (const { treaty, versions } of tables) {
          const version = versions.find((each) => each.day === day)
          const before = versions.findLast((each) => each.day < day)
          if (version === undefined || before === undefined || last === undefined) continue
          const earlier = { ...read(treaty, before), readOn: last }
          const document = read(treaty, version)
          const differences = reconcile(document, { record, earlier, recordedBy: 'watch' })
          const decision = decide(document, differences, { earlier, treaties: record.treaties })
          if (decision.kind === 'refused') throw new Error(decision.reason)
          expect(decision.held).toEqual([])
          record = withEvents(record, decision.events)
          written.push(...decision.events.map((event) => event.id))
          waiting.push(
            ...decision.waiting.flatMap(({ differences: kept }) =>
              kept.map(
                (each) => `${each.treaty} ${each.participant} ${each.class} ${each.claim?.words ?? ''}`,
              ),
            ),
          )
          ignored.push(...decision.ignored.map((each) => `${each.treaty} ${each.class} ${each.name}`))
        }
      }
      expect(written).toEqual([
        'XVIII-12.LCA.ratification.2013-07-16',
        'XVIII-12-a.LCA.accession.2013-07-16',
        'XVIII-12.CZE.ratification.2013-09-24',
        'XVIII-12-b.CZE.ratification.2013-09-24',
        'XVIII-12-c.CZE.accession.2013-09-24',
        'XVIII-12-c.ECU.ratification.2013-09-25',
        'XVIII-12-c.GNB.accession.2013-09-24',
        'XVIII-12-c.AUT.ratification.2013-10-09',
        'XVIII-12.THA.ratification.2013-10-17',
        'XVIII-12-a.THA.ratification.2013-10-17',
        'XVIII-12-a.ZWE.accession.2013-12-13',
        'XVIII-12-c.LIE.accession.2013-12-10',
        'XVIII-12-c.GHA.accession.2014-01-14',
        'XVIII-12-c.EUE.approval.2014-03-21',
      ])
      expect([...new Set(waiting)]).toEqual([
        'XVIII-12-c CIV new act, late publication 25 Oct 2012 a',
        'XVIII-12-b MDA date and kind corrected 16 Sep 2005',
      ])
      expect(ignored).toEqual(TABLES.map(([treaty]) => `${treaty} renamed Cabo Verde`))
    })
  },
)
