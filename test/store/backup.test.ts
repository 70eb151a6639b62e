import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { readAudit, writeAudit } from '../../src/store/audit-trail.ts'
import { BACKUP_TABLES, backupLines } from '../../src/store/backup.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { createToken, listTokens } from '../../src/store/officer-tokens.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { restoreBackup } from '../../src/store/restore-backup.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const MIGRATIONS = readMigrations()

function act(id: string, document: string | null = null) {
  return draft({ id, treaty: 'C', participant: 'CCC', action: 'signature', document, note: 'a\u2028b' })
}

async function backedUp(store: Store): Promise<string> {
  const pieces: string[] = []
  await backupLines(store, (piece) => void pieces.push(piece))
  return pieces.join('')
}

const linesOf = (text: string) =>
  async function* (): AsyncGenerator<string> {
    yield* text.split('\n').slice(0, -1)
  }

/** The backup with its lines changed, and the manifest that whoever forges it would write. */
function forged(text: string, change: (rows: string[]) => string[]): string {
  const lines = text.split('\n').slice(0, -2)
  const rows = change(lines.slice(1))
  const { manifest } = JSON.parse(String(text.split('\n').at(-2)))
  const ofTable = Map.groupBy(rows, (line) => String(JSON.parse(line).table))
  for (const name of new Set([...Object.keys(manifest), ...ofTable.keys()])) {
    if (name === 'opening') continue
    const own = (ofTable.get(name) ?? []).map((line) => `${line}\n`)
    manifest[name] = { rows: own.length, sha256: sha256Hex(own.join('')) }
  }
  return `${[lines[0], ...rows, JSON.stringify({ manifest })].join('\n')}\n`
}

const isOf = (table: string) => (line: string) => line.startsWith(`{"table":"${table}"`)

/** The small record with something in the tables beside it, a message that waits among them. */
async function fill(store: Store): Promise<void> {
  const document = await keepDocument(store.db, new Uint8Array([0, 1, 2, 253, 254, 255]))
  await appendEvents(store, [act('cites', document)])
  await createToken(store.db, {
    name: 'a.officer',
    scopes: ['read'],
    expiresAt: '2099-01-01T00:00:00.000Z',
    by: COMMAND_LINE,
  })
  await sql`insert into interests (hash, definition) values ('x', '{"kinds": [], "b": [1]}')`.execute(
    store.db,
  )
  await sql`insert into subscriptions (name, interest, channel, address, state, digest, hour, time_zone, heartbeat,
      created_at)
    select 'sub', id, 'email', 'a@example.org', 'active', 'at_once', 8, 'UTC', false, now() from interests`.execute(
    store.db,
  )
  await sql`insert into deliveries (subscription, number, kind, channel, state, queued_at, due_at)
    select id, 1, 'heartbeat', channel, 'queued', now(), now() from subscriptions`.execute(store.db)
}

describe.each(DATABASES)('a backup from $name', (database) => {
  const stores = storesOf(database)

  it.each(DATABASES)(
    'brings everything into $name: record, documents, tokens, audit trail, subscriptions',
    async (target) => {
      const from = await stores.small()
      await fill(from)
      const to = stores.keep(await target.open('bare'))
      const text = await backedUp(from)
      await restoreBackup(to, linesOf(text), MIGRATIONS, { tokens: true, subscriptions: true })
      expect(await loadRecord(to)).toEqual(await loadRecord(from))
      expect(await verifyRecord(to)).toMatchObject({ intact: true, documents: 1 })
      expect(await listTokens(to.db)).toEqual(await listTokens(from.db))
      expect(await readAudit(to.db, { before: null, limit: 9 })).toEqual(
        await readAudit(from.db, { before: null, limit: 9 }),
      )
      const definition = await to.db.selectFrom('interests').select('definition').executeTakeFirst()
      expect(definition).toEqual({ definition: { kinds: [], b: [1] } })
      await writeAudit(to.db, { officer: COMMAND_LINE, act: 'after', subject: null })
      const [after, before] = await readAudit(to.db, { before: null, limit: 2 })
      expect(Number(after?.id)).toBeGreaterThan(Number(before?.id))
      await appendEvents(to, [act('after')])
    },
  )

  it('sends nothing again that may have been sent since', async () => {
    const from = await stores.small()
    await fill(from)
    const to = stores.keep(await database.open('bare'))
    await restoreBackup(to, linesOf(await backedUp(from)), MIGRATIONS)
    const waiting = async ({ db }: Store) => db.selectFrom('deliveries').select('state').execute()
    expect(await waiting(from)).toEqual([{ state: 'queued' }])
    expect(await waiting(to)).toEqual([{ state: 'parked' }])
  })

  it('revokes tokens and switches subscriptions off, which may have been ended since, unless they are kept', async () => {
    const from = await stores.small()
    await fill(from)
    const text = await backedUp(from)
    for (const keep of [false, true]) {
      const to = stores.keep(await database.open('bare'))
      const kept = { tokens: keep, subscriptions: keep }
      const { broughtBack } = await restoreBackup(to, linesOf(text), MIGRATIONS, kept)
      expect(broughtBack).toEqual({ tokens: 1, subscriptions: 1 })
      const [token] = await listTokens(to.db)
      expect(token?.revoked_by).toBe(keep ? null : 'restore')
      const subscriptions = await to.db.selectFrom('subscriptions').select(['state', 'off_because']).execute()
      const because = expect.stringContaining('may have been ended since')
      expect(subscriptions).toEqual([
        keep ? { state: 'active', off_because: null } : { state: 'off', off_because: because },
      ])
    }
  })

  it('leaves no place that sends or lets in where it is killed before its last step', async () => {
    const from = await stores.small()
    await fill(from)
    const to = stores.keep(await database.open('bare'))
    const broken = [...MIGRATIONS, { name: '9999-breaks.sql', text: 'select 1 / 0;' }]
    await expect(restoreBackup(to, linesOf(await backedUp(from)), broken)).rejects.toThrow()
    expect(await to.db.selectFrom('deliveries').select('state').execute()).toEqual([{ state: 'parked' }])
    expect(await to.db.selectFrom('subscriptions').select('state').execute()).toEqual([{ state: 'off' }])
    expect(await listTokens(to.db)).toMatchObject([{ revoked_by: 'restore' }])
  })

  it('is of one moment, whatever is written meanwhile', async () => {
    const from = await stores.small()
    let text = ''
    let writing: Promise<unknown> = Promise.resolve()
    await backupLines(from, (piece) => {
      if (text === '') {
        writing = Promise.all(
          Array.from({ length: 10 }, (_, place) => appendEvents(from, [act(`w${place}`)])),
        )
      }
      text += piece
    })
    await writing
    const to = stores.keep(await database.open('bare'))
    const { head } = await restoreBackup(to, linesOf(text), MIGRATIONS)
    expect(await readHead(to)).toEqual(head)
    expect(await verifyRecord(to)).toMatchObject({ intact: true })
    expect((await readHead(from)).seq).toBe(19)
  })

  describe('is refused whole', () => {
    let text = ''
    let to: Store
    beforeAll(async () => {
      const from = await database.open('small')
      await fill(from)
      text = await backedUp(from)
      await from.close()
      to = await database.open('migrated')
    })
    afterAll(() => to.close())

    it.each<[string, (text: string) => string]>([
      ['with a byte of an event changed', (given) => given.replace('a note, with', 'a lote, with')],
      ['with a token of more scopes', (given) => given.replace('"scopes":["read"]', '"scopes":["operate"]')],
      ['with a line dropped', (given) => given.split('\n').toSpliced(5, 1).join('\n')],
      [
        'with a line twice',
        (given) =>
          given
            .split('\n')
            .toSpliced(5, 0, String(given.split('\n')[5]))
            .join('\n'),
      ],
      ['with its first line changed', (given) => given.replace('"made_at":"2', '"made_at":"1')],
      ['with its end cut off', (given) => given.slice(0, -100)],
      ['without its manifest', (given) => `${given.split('\n').slice(0, -2).join('\n')}\n`],
      ['with more behind its end', (given) => `${given}${given.split('\n')[1]}\n`],
      ['of another form', (given) => given.replace('"palermo_backup":1', '"palermo_backup":2')],
      ['from a newer version', (given) => given.replace(/"schema":"\d+/, '"schema":"9999')],
      [
        'forged: a row for a table that no backup has',
        (given) =>
          forged(given, (rows) => [
            ...rows,
            '{"table":"schema_migrations","row":{"name":"9999-x.sql","sha256":"x"}}',
          ]),
      ],
      [
        'forged: a command in the name of a column',
        (given) =>
          forged(given, (rows) =>
            rows.map((row) =>
              isOf('officer_tokens')(row)
                ? row.replace('"name":', '"name\\") values (1); drop table events; --":')
                : row,
            ),
          ),
      ],
      [
        'forged: a command in the name of a table',
        (given) =>
          forged(given, (rows) => [...rows, '{"table":"events; drop table events","row":{"seq":1}}']),
      ],
      [
        'forged: a row with a column fewer than the one before it',
        (given) =>
          forged(given, (rows) => {
            const last = rows.findLastIndex(isOf('memberships'))
            return rows.map((row, at) => (at === last ? row.replace(/,"[a-z_]+":[^,{}]*\}\}$/, '}}') : row))
          }),
      ],
      [
        'forged: an event with another note and its old hash',
        (given) => forged(given, (rows) => rows.map((row) => row.replace('a note, with', 'a lote, with'))),
      ],
      [
        'forged: the last event dropped',
        (given) => forged(given, (rows) => rows.toSpliced(rows.findLastIndex(isOf('events')), 1)),
      ],
      [
        'forged: a document with other bytes',
        (given) =>
          forged(given, (rows) =>
            rows.map((row) => (isOf('documents')(row) ? row.replace('AAEC', 'AAED') : row)),
          ),
      ],
      [
        'forged: a row that is no row',
        (given) => forged(given, (rows) => [...rows, '{"table":"packs","row":["a"]}']),
      ],
      [
        'with the lines of a table moved behind the others',
        (given) => {
          const lines = given.split('\n').slice(0, -2)
          const moved = lines.filter(isOf('sources'))
          const rest = lines.filter((line) => !isOf('sources')(line))
          return `${[...rest, ...moved, given.split('\n').at(-2)].join('\n')}\n`
        },
      ],
      [
        'with two lines of a table apart from the others',
        (given) => {
          const lines = given.split('\n')
          const [moved = ''] = lines.splice(lines.findLastIndex(isOf('participants')), 1)
          return lines.toSpliced(lines.findLastIndex(isOf('events')), 0, moved).join('\n')
        },
      ],
      [
        'forged: rows before those that they name',
        (given) =>
          forged(given, (rows) => [
            ...rows.filter((row) => !isOf('packs')(row)),
            ...rows.filter(isOf('packs')),
          ]),
      ],
      [
        'forged: a value that its column cannot hold',
        (given) => forged(given, (rows) => rows.map((row) => row.replace('"position":1', '"position":"x"'))),
      ],
      ['with a foreign field in its manifest', (given) => given.replace(/\}\}\n$/, '},"note":1}\n')],
      [
        'with a foreign field of a table in its manifest',
        (given) => given.replace(/\}\}\}\n$/, ',"x":1}}}\n'),
      ],
      ['with a space behind its manifest', (given) => given.replace(/\}\n$/, '} \n')],
      ['that is empty', () => ''],
      ['that is something else', () => 'hello\n'],
    ])('%s', async (_what, damage) => {
      const damaged = damage(text)
      expect(damaged).not.toBe(text)
      await expect(restoreBackup(to, linesOf(damaged), MIGRATIONS)).rejects.toThrow(InputError)
      for (const { name } of BACKUP_TABLES) {
        const { rows } = await sql`select from ${sql.table(name)} limit 1`.execute(to.db)
        expect([name, rows.length]).toEqual([name, 0])
      }
    })

    it('in a line that shows none of its values', async () => {
      const changed = text.replace('"channel":"email"', '"channel":"pigeon"')
      const damaged = [changed, forged(changed, (rows) => rows)]
      for (const given of damaged) {
        const refused = await restoreBackup(to, linesOf(given), MIGRATIONS).catch((error: unknown) => error)
        expect(refused).toBeInstanceOf(InputError)
        expect(inspect(refused, { depth: 9 })).not.toMatch(/scrypt|a@example\.org|insert into/)
        expect(String(refused).split('\n')).toHaveLength(1)
      }
    })

    it('in a place that is not empty', async () => {
      const full = await database.open('small')
      await expect(restoreBackup(full, linesOf(text), MIGRATIONS)).rejects.toThrow(
        /an empty place to restore into/,
      )
      await full.close()
    })
  })
})

describe.each(DATABASES)('what earlier versions have left on $name', (database) => {
  const stores = storesOf(database)
  const folder = join(import.meta.dirname, 'upgrades')

  it.each(readdirSync(folder))('%s is brought to the newest schema with everything in it', async (file) => {
    const store = stores.keep(await database.open('bare'))
    const text = readFileSync(join(folder, file), 'utf8')
    const { head } = await restoreBackup(store, linesOf(text), MIGRATIONS)
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head, documents: 1 })
    const applied = await store.db.selectFrom('schema_migrations').select('name').orderBy('name').execute()
    expect(applied.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name))
    expect(await listTokens(store.db)).toMatchObject([{ name: 'a.officer' }])
    await appendEvents(store, [act('after the upgrade')])
  })
})
