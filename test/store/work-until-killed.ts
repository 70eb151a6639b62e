import { join } from 'node:path'
import { writeWhole } from '../../src/cli/write-whole.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { auditWithEvents } from '../../src/store/audit-trail.ts'
import { backupLines } from '../../src/store/backup.ts'
import { decideDifferences } from '../../src/store/decide-differences.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openBare, openStore } from '../../src/store/open-store.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { draft } from '../record/draft.ts'
import { pageOfRecord } from './page-of-record.ts'
import { LANDS, pageOf } from './watched-record.ts'

/** A process of its own that does one kind of work until it is ended. It says `begun` once it begins, the ids of events
 *  that are acknowledged, a line each, and `done` where there is no more to do. */
const [kind = '', dataDir = '', databaseUrl = null] = process.argv.slice(2)
const place = { dataDir, databaseUrl, packs: [] }
const OFFICER = { name: 'an.officer', token: null }
const FIRST = plainDate('2002-03-03')

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** The page of today's record with one land's cells printed otherwise, under an address of its own. */
async function takePage(store: Store, name: string, cells: readonly string[]): Promise<readonly string[]> {
  const { rows } = pageOfRecord(await loadRecord(store), 'C')
  const printed = rows.map((row) => [row.name, ...(row.name === name ? cells : row.cells)].join(','))
  const given = {
    ...{ page: `page of ${name}`, treaty: 'C', source: 'table', isDepositary: true, received: null },
    ...{ bytes: pageOf(printed), readOn: plainDate('2026-11-20') },
  }
  const outcome = await takeDocument(store, given, { by: 'reader', dryRun: false, now: Date.now })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.events.map(({ id }) => id)
}

async function append(store: Store, count: number): Promise<void> {
  const event = draft({
    ...{
      id: `written-${process.pid}-${count}`,
      treaty: 'C',
      participant: 'CCC',
      action: 'signature' as const,
    },
  })
  await appendEvents(store, [event])
  say(event.id)
}

async function ingest(store: Store): Promise<void> {
  for (const { name } of LANDS) {
    for (const id of await takePage(store, name, ['12 Dec 2000', '2 Mar 2002 a'])) say(id)
  }
}

async function accept(store: Store): Promise<void> {
  for (const { code, name } of LANDS) {
    await takePage(store, name, ['', '3 Mar 2002 a'])
    const waiting = await keptDifferences(store.db, { states: ['waiting'] })
    const ids = waiting.filter(({ difference }) => difference.participant === code).map(({ id }) => id)
    const decision = { ids, kind: 'accept', reason: 'the page says so' } as const
    const { events } = await decideDifferences(store, decision, { officer: OFFICER, now: Date.now })
    for (const id of events) say(id)
  }
}

async function correct(store: Store): Promise<void> {
  let day: PlainDate = FIRST
  for (; ; day = addDays(day, 1)) {
    for (const { code } of LANDS) {
      const event = draft({
        ...{
          id: `corrected-${process.pid}-${code}-${day}`,
          treaty: 'C',
          participant: code,
          action: 'correction' as const,
        },
        ...{ action_date: day, corrects: `C.${code}.accession.2002-03-02`, recorded_by: OFFICER.name },
      })
      const audit = auditWithEvents({ officer: OFFICER, act: 'event.correct', subject: event.corrects })
      await appendEvents(store, [event], { inTransaction: [audit] })
      say(event.id)
    }
  }
}

async function backUp(store: Store): Promise<void> {
  for (let count = 1; ; count += 1) {
    await append(store, count)
    const file = join(dataDir, `${process.pid}-${count}.backup`)
    await writeWhole(file, async (write) => void (await backupLines(store, write)))
  }
}

async function load(store: Store): Promise<void> {
  await loadPacks(store, [readPackFolder(join(PACKS_FOLDER, 'untoc'))])
}

const WORK: Readonly<Record<string, (store: Store) => Promise<void>>> = {
  migrating: async ({ db }) => void (await migrate(db, readMigrations())),
  loading: load,
  ingesting: ingest,
  accepting: accept,
  correcting: correct,
  'backing up': backUp,
}

const doWork = WORK[kind]
if (doWork === undefined) throw new Error(`which of ${Object.keys(WORK).join(', ')}?`)
const store = await (kind === 'migrating' ? openBare(place) : openStore(place))
say('begun')
await doWork(store)
say('done')
// It stays, so that whoever ends it ends it at a moment of their own.
setInterval(() => undefined, 1_000)
