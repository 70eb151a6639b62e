import { randomUUID } from 'node:crypto'
import { openAsBlob, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { loadPacks } from '../../src/store/load-pack.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openPglite } from '../../src/store/open-pglite.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { PACKS_FOLDER, readPackFolder, readPackFolders } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'
import type { Tables } from '../../src/store/tables.ts'
import { smallPack } from '../pack/small-pack.ts'
import { prepared } from './prepared.ts'
import { watchedRecord } from './watched-record.ts'

/** How a database is prepared before a test gets it: not at all, with the newest schema, with the small pack, with the
 *  small pack and forty more States, with the first of the real packs, with all of them. */
export type State = 'bare' | 'migrated' | 'small' | 'watched' | 'first' | 'whole'

/** One of the two databases that every store test runs on. Each `open` gives one of its own, dropped when closed. */
export type Database = {
  readonly name: 'PGlite' | 'PostgreSQL'
  readonly open: (state: State) => Promise<Store>
}

/** In what is prepared: a dump of the embedded database, or the name of a database on the server. */
const FILES = 'database'

/** Brings a bare database into that state. */
export async function prepare(store: Store, state: State): Promise<void> {
  if (state === 'bare') return
  await migrate(store.db, readMigrations())
  if (state === 'watched') await watchedRecord(store)
  if (state === 'small') await loadPacks(store, [{ folder: 'small', files: smallPack() }])
  if (state === 'first') await loadPacks(store, [readPackFolder(join(PACKS_FOLDER, 'untoc'))])
  if (state === 'whole') await loadPacks(store, readPackFolders())
}

function embeddedStore({ db, close }: Pick<Store, 'db' | 'close'>): Store {
  return { db, engine: 'embedded', place: 'memory', announce: () => undefined, close }
}

const embeddedFiles = (state: State): Promise<string> =>
  prepared(`embedded-${state}`, async (folder) => {
    const pglite = await PGlite.create()
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    await prepare(embeddedStore({ db, close: () => pglite.close() }), state)
    const files = await pglite.dumpDataDir('none')
    await pglite.close()
    writeFileSync(join(folder, FILES), Buffer.from(await files.arrayBuffer()))
  })

async function openEmbedded(state: State): Promise<Store> {
  const files = await openAsBlob(join(await embeddedFiles(state), FILES))
  return embeddedStore(await openPglite({ folder: null, files }))
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function addressOf(name: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.toString()
}

/** The name of the database that those in this state are copied from. */
async function serverTemplate(state: State): Promise<string> {
  const folder = await prepared(`server-${state}`, async (place) => {
    const name = `template_${randomUUID().replaceAll('-', '')}`
    await onServer(`create database ${name}`)
    const store = await openPostgres(addressOf(name))
    await prepare(store, state)
    await store.close()
    writeFileSync(join(place, FILES), name)
  })
  return readFileSync(join(folder, FILES), 'utf8')
}

/** The address of a database of its own on the server, and how to drop it. */
export async function newServerDatabase(
  state: State = 'bare',
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} template ${await serverTemplate(state)}`)
  return { url: addressOf(name), drop: () => onServer(`drop database ${name} with (force)`) }
}

async function openServer(state: State): Promise<Store> {
  const { url, drop } = await newServerDatabase(state)
  const store = await openPostgres(url)
  const close = async (): Promise<void> => {
    await store.close()
    await drop()
  }
  return { ...store, close }
}

export const DATABASES: readonly Database[] = [
  { name: 'PGlite', open: openEmbedded },
  { name: 'PostgreSQL', open: openServer },
]
