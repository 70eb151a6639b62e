import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openPglite } from '../../src/store/open-pglite.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import type { Store } from '../../src/store/store.ts'

/** One of the two databases that every store test runs on. */
export type Database = {
  readonly name: 'PGlite' | 'PostgreSQL'
  /** An empty database of its own. */
  readonly open: () => Promise<Store>
  /** The same with the newest schema. */
  readonly openMigrated: () => Promise<Store>
}

function embeddedStore(db: Store['db']): Store {
  return { db, engine: 'embedded', place: 'memory', announce: () => undefined, close: () => db.destroy() }
}

/** One empty embedded database is made for each test file and copied for each test. */
let emptyFiles: Promise<Blob> | null = null

async function dumpOfEmpty(): Promise<Blob> {
  const { PGlite } = await import('@electric-sql/pglite')
  const pglite = await PGlite.create()
  const files = await pglite.dumpDataDir('none')
  await pglite.close()
  return files
}

async function openEmbedded(): Promise<Store> {
  emptyFiles ??= dumpOfEmpty()
  return embeddedStore(await openPglite({ folder: null, files: await emptyFiles }))
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

/** The address of a new, empty database on the server, and how to drop it. */
export async function newServerDatabase(): Promise<{
  readonly url: string
  readonly drop: () => Promise<void>
}> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => onServer(`drop database ${name} with (force)`) }
}

async function openServer(): Promise<Store> {
  const { url, drop } = await newServerDatabase()
  const store = await openPostgres(url)
  return {
    ...store,
    close: async () => {
      await store.close()
      await drop()
    },
  }
}

async function migrated(open: () => Promise<Store>): Promise<Store> {
  const store = await open()
  await migrate(store.db, readMigrations())
  return store
}

export const DATABASES: readonly Database[] = [
  { name: 'PGlite', open: openEmbedded, openMigrated: () => migrated(openEmbedded) },
  { name: 'PostgreSQL', open: openServer, openMigrated: () => migrated(openServer) },
]
