import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import type { Store } from '../../src/store/store.ts'
import { type RecordVerification, verifyRecord, verifyStep } from '../../src/store/verify-record.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

/** What only somebody with power over the whole database can do: past every trigger and check. */
async function tamper({ db }: Store, ...statements: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`alter event trigger palermo_refuse_alteration disable`.execute(trx)
    await sql`alter event trigger palermo_refuse_drop disable`.execute(trx)
    for (const statement of statements) await sql.raw(statement).execute(trx)
  })
}

/** The same in steps, each in a transaction of its own. */
async function verifyInSteps(store: Store): Promise<RecordVerification> {
  let found = await verifyStep(store, null)
  while ('fits' in found) found = await verifyStep(store, found)
  return found
}

const SLEEP = ['alter table events disable trigger all', 'alter table documents disable trigger all'] as const

describe.each(DATABASES)('verifying the record on $name', (database) => {
  const stores = storesOf(database)

  const withDocuments = async () => {
    const store = await stores.small()
    for (const place of [1, 2]) {
      const document = await keepDocument(store.db, new TextEncoder().encode(`page ${place}`))
      await appendEvents(store, [
        draft({ id: `cites ${place}`, treaty: 'C', participant: 'CCC', action: 'signature', document }),
      ])
    }
    await keepDocument(store.db, new TextEncoder().encode('cited by none'))
    return store
  }

  it('counts the documents that it has recomputed', async () => {
    const store = await withDocuments()
    const found = await verifyRecord(store)
    expect(found).toMatchObject({ intact: true, documents: 3 })
    expect(await verifyInSteps(store)).toEqual(found)
  })

  it('names the first event whose document was changed', async () => {
    const store = await withDocuments()
    await tamper(
      store,
      ...SLEEP,
      'alter table documents drop constraint documents_check',
      `update documents set bytes = 'forged' where bytes <> 'cited by none'`,
    )
    expect(await verifyRecord(store)).toMatchObject({
      intact: false,
      seq: SMALL_EVENTS + 1,
      id: 'cites 1',
      fault: 'document',
    })
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['changed', "update events set note = 'forged' where seq = 4", { seq: 4, fault: 'hash' }],
    ['dropped', 'delete from events where seq = 4', { seq: 4, fault: 'seq' }],
    ['dropped at the end', `delete from events where seq > ${SMALL_EVENTS}`, { fault: 'missing' }],
  ])('names the first event that was %s past every guard', async (_what, statement, expected) => {
    const store = await withDocuments()
    await tamper(store, ...SLEEP, statement)
    const found = await verifyRecord(store)
    expect(found).toMatchObject({ intact: false, ...expected })
    expect(await verifyInSteps(store)).toEqual(found)
  })

  it('names the earliest of several faults, in one go and in steps', async () => {
    const store = await withDocuments()
    const forge = "update documents set bytes = bytes || 'forged'::bytea"
    await tamper(store, ...SLEEP, 'alter table documents drop constraint documents_check', forge)
    const found = await verifyRecord(store)
    expect(found).toMatchObject({ intact: false, id: 'cites 1', fault: 'document' })
    expect(await verifyInSteps(store)).toEqual(found)
    await tamper(store, ...SLEEP, "update events set note = 'forged' where seq = 4")
    expect(await verifyRecord(store)).toMatchObject({ seq: 4, fault: 'hash' })
    expect(await verifyInSteps(store)).toMatchObject({ seq: 4, fault: 'hash' })
  })
})
