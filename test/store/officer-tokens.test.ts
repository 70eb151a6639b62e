import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { COMMAND_LINE, type Scope } from '../../src/record/officer.ts'
import { readAudit, writeAudit } from '../../src/store/audit-trail.ts'
import {
  createToken,
  findToken,
  listTokens,
  partsOfToken,
  revokeToken,
} from '../../src/store/officer-tokens.ts'
import { hashSecret, isSecretOf, portableScrypt, sameInConstantTime } from '../../src/store/secret-hash.ts'
import { threadScrypt } from '../../src/store/thread-scrypt.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const REQUEST = {
  name: 'a.officer',
  scopes: ['read', 'decide'] as readonly Scope[],
  expiresAt: '2099-01-01T00:00:00.000Z',
  by: COMMAND_LINE,
}

describe('a kept hash', () => {
  it('is of its secret only, salted, and says its own cost', async () => {
    const kept = hashSecret('open sesame')
    expect(kept).toMatch(/^scrypt\$16384\$8\$1\$[0-9a-f]{32}\$[0-9a-f]{64}$/)
    expect(hashSecret('open sesame')).not.toBe(kept)
    expect(await isSecretOf('open sesame', kept)).toBe(true)
    expect(await isSecretOf('open sesamf', kept)).toBe(false)
    await expect(isSecretOf('x', 'md5$x')).rejects.toThrow(/no version/)
  })

  it.each([
    ['in JavaScript', portableScrypt],
    ['in a thread', threadScrypt],
  ])('is the scrypt of RFC 7914, section 12, %s', async (_where, compute) => {
    const salt = Buffer.from('SodiumChloride').toString('hex')
    const hash =
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887'
    expect(await isSecretOf('pleaseletmein', `scrypt$16384$8$1$${salt}$${hash}`, compute)).toBe(true)
  })

  it('is computed in a thread while the program goes on', async () => {
    let turns = 0
    const turning = setInterval(() => {
      turns += 1
    })
    const began = turns
    // 64 MB: long enough for a turn or two on any machine.
    await threadScrypt('open sesame', new Uint8Array(16), { N: 2 ** 16, r: 8, p: 1, dkLen: 32 })
    clearInterval(turning)
    expect(turns).toBeGreaterThan(began)
  })

  it('is compared without stopping at the first difference', () => {
    const bytes = (...values: number[]) => new Uint8Array(values)
    expect(sameInConstantTime(bytes(1, 2), bytes(1, 2))).toBe(true)
    expect(sameInConstantTime(bytes(1, 2), bytes(1, 3))).toBe(false)
    expect(sameInConstantTime(bytes(1, 2), bytes(1))).toBe(false)
  })
})

describe.each(DATABASES)('tokens of officers on $name', (database) => {
  const stores = storesOf(database)

  it('are kept without their secret', async () => {
    const { db } = await stores.empty()
    const { text, token } = await createToken(db, REQUEST)
    const parts = partsOfToken(text)
    expect(parts?.id).toBe(token.id)
    expect(token).toMatchObject({ name: 'a.officer', scopes: ['read', 'decide'], revoked_at: null })
    const kept = await findToken(db, token.id)
    expect(JSON.stringify(kept)).not.toContain(String(parts?.secret))
    expect(await isSecretOf(String(parts?.secret), String(kept?.secret_hash))).toBe(true)
    expect(JSON.stringify(await listTokens(db))).not.toContain('scrypt')
  })

  it('are revoked once, and both acts stand in the audit trail', async () => {
    const { db } = await stores.empty()
    const { token } = await createToken(db, REQUEST)
    await revokeToken(db, { id: token.id, by: { name: 'other', token: null } })
    expect(await findToken(db, token.id)).toMatchObject({ revoked_by: 'other' })
    await expect(revokeToken(db, { id: token.id, by: COMMAND_LINE })).rejects.toThrow(/not revoked/)
    expect(await readAudit(db, { before: null, limit: 10 })).toMatchObject([
      { officer: 'other', act: 'token.revoke', subject: token.id },
      { officer: 'command-line', act: 'token.create', subject: token.id, details: { name: 'a.officer' } },
    ])
  })

  it.each([
    ['a name with a line end', { name: 'a\nb' }],
    ['no scope', { scopes: [] }],
  ])('are refused with %s', async (_what, given) => {
    const { db } = await stores.empty()
    await expect(createToken(db, { ...REQUEST, ...given })).rejects.toThrow(/is not accepted|is missing/)
    expect(await listTokens(db)).toEqual([])
  })
})

describe.each(DATABASES)('the audit trail on $name', (database) => {
  const stores = storesOf(database)

  it.each([
    "update audit_trail set act = 'x'",
    'delete from audit_trail',
    'truncate audit_trail',
    'truncate officer_tokens cascade',
    'alter table audit_trail disable trigger all',
    'drop trigger audit_trail_refuse_change on audit_trail',
    'drop table audit_trail',
    'alter table audit_trail alter column id set default 1',
    'drop trigger audit_trail_keep_own_place on audit_trail',
    'drop function keep_own_place() cascade',
    'create or replace function brings_record() returns boolean language sql as $$ select true $$',
    'drop sequence audit_trail_id_seq cascade',
  ])('refuses: %s', async (statement) => {
    const { db } = await stores.empty()
    await createToken(db, REQUEST)
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/is refused/)
    expect(await readAudit(db, { before: null, limit: 10 })).toHaveLength(1)
  })

  it('gives each line its own number and instant, whatever an insert says', async () => {
    const { db } = await stores.small()
    await createToken(db, REQUEST)
    const before = new Date().toISOString()
    await sql`insert into audit_trail (id, at, officer, act, details) values
      (-5, '1999-01-01', 'x', 'back.date', '{}'), (9e15, '2999-01-01', 'x', 'date.ahead', '{}')`.execute(db)
    await writeAudit(db, { officer: COMMAND_LINE, act: 'thing.do', subject: null })
    const lines = (await readAudit(db, { before: null, limit: 10 })).toReversed()
    expect(lines.map(({ act }) => act)).toEqual(['token.create', 'back.date', 'date.ahead', 'thing.do'])
    const [first, ...rest] = lines
    expect(rest.map(({ id }) => id - Number(first?.id))).toEqual([1, 2, 3])
    for (const { at } of rest) {
      expect(Math.abs(Date.parse(at) - Date.parse(before))).toBeLessThan(3_600_000)
    }
  })

  it('holds nothing of an act that was not done', async () => {
    const { db } = await stores.empty()
    const failed = db.transaction().execute(async (trx) => {
      await writeAudit(trx, { officer: COMMAND_LINE, act: 'thing.do', subject: null })
      throw new Error('it was not done')
    })
    await expect(failed).rejects.toThrow('it was not done')
    expect(await readAudit(db, { before: null, limit: 10 })).toEqual([])
  })

  it('is read a page at a time, the newest first', async () => {
    const { db } = await stores.empty()
    for (const subject of ['1', '2', '3']) {
      await writeAudit(db, { officer: COMMAND_LINE, act: 'thing.do', subject })
    }
    const first = await readAudit(db, { before: null, limit: 2 })
    expect(first.map(({ subject }) => subject)).toEqual(['3', '2'])
    const rest = await readAudit(db, { before: Number(first.at(-1)?.id), limit: 2 })
    expect(rest.map(({ subject }) => subject)).toEqual(['1'])
  })
})
