import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { COMMAND_LINE, type Scope } from '../../src/record/officer.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { createToken } from '../../src/store/officer-tokens.ts'
import type { Store } from '../../src/store/store.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { DATABASES } from '../store/databases.ts'
import { pageOf, ROWS, waitingRecord } from '../store/watched-record.ts'
import { json } from './ask-app.ts'

const now = () => Date.now()

describe.each(DATABASES)('what waits, through HTTP on $name', (database) => {
  let store: Store
  beforeAll(async () => {
    store = await waitingRecord(await database.open('migrated'))
  })
  afterAll(() => store.close())

  const ask = async (path: string, scopes: readonly Scope[], body?: unknown) => {
    const officers = startOfficers({
      store,
      adminTokenHash: createHash('sha256').update('none').digest('hex'),
      clientOf: clientBehind(0),
      now,
    })
    const view = viewRecord(await loadRecord(store))
    const app = createApp({ view: () => view, version: 'test', now, desk: { officers, store } })
    const expiresAt = new Date(now() + 86_400_000).toISOString()
    const { text } = await createToken(store.db, { name: 'a.officer', scopes, expiresAt, by: COMMAND_LINE })
    const headers = { authorization: `Bearer ${text}` }
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return app.request(path, { ...init, headers }, { incoming: { socket: { remoteAddress: '192.0.2.1' } } })
  }

  it('is shown to who may read it, both sides and what would change in law', async () => {
    const { waiting, differences } = (await json(await ask('/v1/differences', ['read']))) as {
      waiting: number
      differences: { id: number }[]
    }
    expect(waiting).toBe(1)
    expect(differences).toMatchObject([
      {
        bundle: 'CCC',
        class: 'undated act now dated',
        page_says: { name: 'Carpania', words: '4 May 2017 a' },
        record_says: { day: null, earliest: '2016-06-16', latest: '2018-01-10' },
        decision: null,
      },
    ])
    const one = await json(await ask(`/v1/differences/${differences[0]?.id}`, ['read']))
    expect(one).toMatchObject({
      consequences: expect.arrayContaining([
        { treaty: 'C', what: 'day of consent of Carpania', before: null, after: '2017-05-04' },
      ]),
    })
  })

  it.each(['decide', 'record'] as const)(
    'is shown to who may %s, as nobody decides blindly',
    async (scope) => {
      expect((await ask('/v1/differences', [scope])).status).toBe(200)
    },
  )

  it('is shown to nobody else', async () => {
    expect((await ask('/v1/differences', ['operate'])).status).toBe(403)
    expect((await ask('/v1/differences/999', ['read'])).status).toBe(404)
    expect((await ask('/v1/differences?state=lost', ['read'])).status).toBe(400)
    expect((await ask('/v1/differences?after=last', ['read'])).status).toBe(400)
  })

  it('is listed a thousand at a time, and says where the next begin', async () => {
    await sql`insert into differences (key, page, treaty, participant, class, document, source, read_on, difference, found_at, seen_at, state)
      select key || n, page, treaty, participant, class, document, source, read_on, difference, found_at, seen_at, 'gone'
      from differences, generate_series(1, 1001) n where state = 'waiting'`.execute(store.db)
    type Page = { differences: { id: number }[]; next: number | null }
    const page = async (query: string) =>
      (await json(await ask(`/v1/differences?state=gone${query}`, ['read']))) as Page
    const first = await page('')
    const last = await page(`&after=${first.next}`)
    expect([first.differences.length, last.differences.length, last.next]).toEqual([1000, 1, null])
    expect(new Set([...first.differences, ...last.differences].map(({ id }) => id)).size).toBe(1001)
  })

  it.each([
    ['no JSON', 'nothing', 'body'],
    ['no reason', { differences: [1], decision: 'accept', reason: ' ' }, 'reason'],
    ['no such decision', { differences: [1], decision: 'drop', reason: 'x' }, 'decision'],
    [
      'a difference that does not wait',
      { differences: [998], decision: 'accept', reason: 'x' },
      'differences',
    ],
    ['a correction without the act', { differences: [1], decision: 'correct', reason: 'x' }, 'correction'],
  ])('is not decided by %s', async (_, body, parameter) => {
    const response = await ask('/v1/differences/decisions', ['decide'], body)
    expect(response.status).toBe(400)
    expect(await json(response)).toMatchObject({ parameter })
  })

  it('is decided by who may, in one request', async () => {
    const body = { differences: [1], decision: 'accept', reason: 'C.N.1.2026' }
    expect((await ask('/v1/differences/decisions', ['read'], body)).status).toBe(403)
    const before = await readHead(store)
    const response = await ask('/v1/differences/decisions', ['decide'], body)
    expect(response.status).toBe(201)
    expect(await json(response)).toMatchObject({ differences: [1], events: { length: 2 } })
    expect((await readHead(store)).seq).toBe(before.seq + 2)
    const decided = await json(await ask('/v1/differences?state=decided', ['read']))
    expect(decided).toMatchObject({
      waiting: 0,
      differences: [{ decision: { decided_by: 'a.officer', reason: 'C.N.1.2026' } }],
    })
  })

  it('is rejected with a reason, or corrected by the act that an officer has found', async () => {
    // Arcadia's day is another one, Borduria's accession stands in brackets.
    const rows = ROWS.map((row) =>
      row.replace('5 Jun 2001', '6 Jun 2001').replace('1 Jul 2003 a', '[1 Jul 2003 a]'),
    )
    const given = { page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null }
    const page = { ...given, bytes: pageOf(rows), readOn: plainDate('2026-11-21') }
    await takeDocument(store, page, { by: 'test', dryRun: false, now })
    const { differences } = (await json(await ask('/v1/differences', ['read']))) as {
      differences: { id: number; class: string }[]
    }
    const idOf = (name: string) => differences.find((one) => one.class === name)?.id
    const decide = async (body: object) => json(await ask('/v1/differences/decisions', ['decide'], body))
    const rejected = { differences: [idOf('date corrected')], decision: 'reject', reason: 'a slip of theirs' }
    expect(await decide(rejected)).toMatchObject({ events: [] })
    const correction = { action: 'denunciation', date: '2026-01-05' }
    const corrected = {
      differences: [idOf('bracketed row')],
      decision: 'correct',
      reason: 'C.N.2',
      correction,
    }
    expect(await decide(corrected)).toMatchObject({ events: ['C.BBB.denunciation.2026-01-05'] })
    await takeDocument(store, page, { by: 'test', dryRun: false, now })
    expect(await json(await ask('/v1/differences', ['read']))).toMatchObject({ waiting: 0 })
  })
})
