import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../../src/answers/record-view.ts'
import { createApp } from '../../../src/http/app.ts'
import { clientBehind } from '../../../src/http/client.ts'
import { startOfficers } from '../../../src/http/officers.ts'
import { COMMAND_LINE, type Scope } from '../../../src/record/officer.ts'
import { readAudit } from '../../../src/store/audit-trail.ts'
import { loadRecord, readHead } from '../../../src/store/load-record.ts'
import { createToken } from '../../../src/store/officer-tokens.ts'
import type { Store } from '../../../src/store/store.ts'
import { DATABASES } from '../../store/databases.ts'
import { waitingRecord } from '../../store/watched-record.ts'
import { formOf } from './form-of.ts'

const now = () => Date.now()
const FROM = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }

describe.each(DATABASES)('the desk of the officers on $name', (database) => {
  let store: Store
  beforeAll(async () => {
    store = await waitingRecord(await database.open('migrated'))
  })
  afterAll(() => store.close())

  const desk = async (publicUrl: string | null = null) => {
    const officers = startOfficers({
      store,
      adminTokenHash: createHash('sha256').update('none').digest('hex'),
      clientOf: clientBehind(0),
      now,
    })
    const view = viewRecord(await loadRecord(store))
    return createApp({ view: () => view, version: 'test', now, desk: { officers, store }, publicUrl })
  }

  const post = async (path: string, fields: Record<string, string>, cookie?: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) }
    const init = { method: 'POST', body: new URLSearchParams(fields).toString(), headers }
    return (await desk()).request(path, init, FROM)
  }

  const get = async (path: string, cookie?: string) =>
    (await desk()).request(path, cookie === undefined ? {} : { headers: { cookie } }, FROM)

  const signIn = async (scopes: readonly Scope[]) => {
    const expiresAt = new Date(now() + 86_400_000).toISOString()
    const { text } = await createToken(store.db, { name: 'a.officer', scopes, expiresAt, by: COMMAND_LINE })
    const response = await post('/desk/sign-in', { token: text })
    expect(response.status).toBe(303)
    const cookie = String(response.headers.get('set-cookie')?.split(';')[0])
    const page = await (await get('/desk', cookie)).text()
    return { cookie, csrf: String(/name="csrf" value="([0-9a-f]+)"/.exec(page)?.[1]), page }
  }

  test('is shut: who is not signed in sees the door and nothing of what waits', async () => {
    for (const path of ['/desk', '/desk/differences/1', '/desk/act', '/desk/correct']) {
      const page = await (await get(path)).text()
      expect(page).toContain('action="/desk/sign-in"')
      expect(page).not.toContain('Carpania')
    }
    const wrong = await post('/desk/sign-in', { token: 'palermo_wrong' })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('set-cookie')).toBeNull()
  })

  test('one scope opens its part of the desk; what it does not open is not offered, and there is a way out', async () => {
    const decider = await signIn(['decide'])
    expect(decider.page).toContain('Carpania')
    expect(decider.page).not.toContain('href="/desk/act"')
    expect(await (await get('/desk/differences/1', decider.cookie)).text()).toContain('value="accept"')
    const reader = await signIn(['read'])
    expect(await (await get('/desk/differences/1', reader.cookie)).text()).not.toContain('value="accept"')
    const refused = await get('/desk/act', reader.cookie)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain(`action="/desk/sign-out"`)
    const left = await post('/desk/sign-out', { csrf: reader.csrf }, reader.cookie)
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0')
    const operator = await signIn(['operate'])
    expect(operator.page).toContain('does not have the scope')
    expect(operator.page).toContain('action="/desk/sign-out"')
    expect(operator.page).not.toContain('href="/desk/act"')
  })

  test('says what is wrong in words, not in the codes of the program', async () => {
    const { cookie, csrf } = await signIn(['decide', 'record'])
    const said = async (path: string, fields: Record<string, string>) => {
      const page = await (await post(path, { csrf, ...fields }, cookie)).text()
      return page.slice(page.indexOf('role="alert"')).replace(/<[^>]*>/g, '')
    }
    const act = await said('/desk/act', { treaty: 'C', participant: 'AAA', action: '', date: '2020-01-01' })
    expect(act).toContain('Expected: one of the acts in its list.')
    expect(act).not.toContain('withdrawal_of_instrument')
    const kind = await said('/desk/correct', { event: '1', kind: '' })
    expect(kind).toContain('Expected: that the day is wrong, or that it never happened.')
    const decision = await said('/desk/differences/1', { decision: '', reason: 'x' })
    expect(decision).toContain('Decision is missing. Expected: one of the three buttons')
    const correction = await said('/desk/differences/1', { decision: 'correct', reason: 'x', action: '' })
    expect(correction).not.toContain('withdrawal_of_instrument')
    expect(await said('/desk/differences/99', { decision: 'accept', reason: 'x' })).toContain(
      'Difference: 99 is not accepted. Expected: a difference that waits.',
    )
  })

  test('takes nothing that a page of another site sends, not even a token to sign in', async () => {
    const body = 'token=palermo_wrong'
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'cross-site',
    }
    for (const path of [
      '/desk/sign-in',
      '/desk/sign-out',
      '/desk/act',
      '/desk/correct',
      '/desk/differences/1',
    ]) {
      const response = await (await desk()).request(path, { method: 'POST', body, headers }, FROM)
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('another site')
    }
  })

  test('takes nothing from another host of its own site or from a frame without an origin; over plain HTTP the origin tells', async () => {
    const { cookie, csrf } = await signIn(['read', 'decide'])
    const at = async (
      headers: Record<string, string>,
      path = '/desk/sign-in',
      publicUrl: string | null = null,
    ) => {
      const { text } = await createToken(store.db, {
        name: 'a.officer',
        scopes: ['read'],
        expiresAt: new Date(now() + 86_400_000).toISOString(),
        by: COMMAND_LINE,
      })
      const body = new URLSearchParams({ token: text, csrf }).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const init = { method: 'POST', body, headers: { ...type, ...headers } }
      return (await desk(publicUrl)).request(`http://desk.example${path}`, init, FROM)
    }
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://desk.example' },
      { origin: 'http://other.desk.example' },
      { origin: 'http://desk.example:8080' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]
    for (const headers of elsewhere) {
      const refused = await at(headers)
      expect([headers, refused.status, refused.headers.get('set-cookie')]).toEqual([headers, 403, null])
      expect((await at({ ...headers, cookie }, '/desk/sign-out')).status).toBe(403)
    }
    const ours: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://desk.example' },
      {},
    ]
    for (const headers of ours) expect([headers, (await at(headers)).status]).toEqual([headers, 303])
    const proxied = { origin: 'https://treaties.example.org' }
    expect((await at(proxied)).status).toBe(403)
    expect((await at(proxied, '/desk/sign-in', 'https://treaties.example.org')).status).toBe(303)
    // Without this a browser would say `null` for a form of the desk itself.
    expect((await get('/desk')).headers.get('referrer-policy')).toBe('same-origin')
  })

  test('opens only the parts that the token is for', async () => {
    const { cookie } = await signIn(['read'])
    expect((await get('/desk/act', cookie)).status).toBe(403)
    expect((await get('/desk/differences/999', cookie)).status).toBe(404)
    expect((await get('/desk/differences/zzz', cookie)).status).toBe(404)
  })

  test('shows a difference side by side with what would follow in law', async () => {
    const { cookie, page } = await signIn(['read'])
    expect(page).toContain('<a href="/desk/differences/1">Carpania</a>')
    const one = await (await get('/desk/differences/1', cookie)).text()
    expect(one).toContain('4 May 2017 a')
    expect(one).toContain('between 16 June 2016 and 10 January 2018')
    expect(one).toContain(
      '<td>day of consent of Carpania</td><td data-head="As it stands">&#8211;</td><td data-head="With this"><b>2017-05-04</b></td>',
    )
  })

  test('others of the same matter are decided with it only where an officer says so', async () => {
    const { cookie } = await signIn(['read', 'decide'])
    await sql`insert into differences (key, page, treaty, participant, class, document, source, read_on, difference, found_at, seen_at, state)
      select key || ' too', page, treaty, participant, class, document, source, read_on, difference, found_at, seen_at, 'waiting'
      from differences where id = 1`.execute(store.db)
    const page = await (await get('/desk/differences/1', cookie)).text()
    expect(page).toMatch(/<input type="checkbox" name="bundle" value="\d+"> /)
    await sql`update differences set state = 'gone' where key like '% too'`.execute(store.db)
  })

  test('a decision that cannot be taken is shown again: what is wrong beside its field, the rest as it was typed', async () => {
    const { cookie, csrf } = await signIn(['read', 'decide'])
    const before = await readHead(store)
    const typed = { decision: 'correct', action: 'ratification', date: '2017-02-30', reason: 'C.N.7', csrf }
    const refused = await post('/desk/differences/1', typed, cookie)
    expect(refused.status).toBe(400)
    const form = formOf(await refused.text())
    expect(form.title).toMatch(/^To mend: /)
    expect(form.wrong('date')).toContain('2017-02-30')
    expect(form.typed('date')).toBe('2017-02-30')
    expect(form.typed('reason')).toBe('C.N.7')
    expect(form.chosen('action')).toBe('ratification')
    const silent = await post('/desk/differences/1', { ...typed, decision: 'accept', reason: ' ' }, cookie)
    expect(silent.status).toBe(400)
    expect(formOf(await silent.text()).wrong('reason')).not.toBe('')
    expect((await readHead(store)).seq).toBe(before.seq)
  })

  test('a correction that cannot be made is shown again: what is wrong beside its field, the rest as it was typed', async () => {
    const { cookie, csrf } = await signIn(['read', 'record'])
    const before = await readHead(store)
    const event = 'C.BBB.accession.2003-07-01'
    const typed = { event, kind: 'correction', date: '2003-06-31', source: 'table', note: 'C.N.8', csrf }
    const refused = await post('/desk/correct', typed, cookie)
    expect(refused.status).toBe(400)
    const form = formOf(await refused.text())
    expect(form.title).toMatch(/^To mend: /)
    expect(form.wrong('date')).toContain('2003-06-31')
    expect(form.typed('date')).toBe('2003-06-31')
    expect(form.typed('note')).toBe('C.N.8')
    expect(form.chosen('source')).toBe('table')
    const kindless = await post('/desk/correct', { ...typed, kind: 'wish', date: '2003-06-30' }, cookie)
    expect(kindless.status).toBe(400)
    expect(formOf(await kindless.text()).wrong('kind')).toContain('wish')
    const unknown = await get('/desk/correct?event=nothing-like-it', cookie)
    expect(unknown.status).toBe(400)
    const which = formOf(await unknown.text())
    expect(which.wrong('event')).toContain('nothing-like-it')
    expect(which.typed('event')).toBe('nothing-like-it')
    expect((await readHead(store)).seq).toBe(before.seq)
  })

  test('takes a decision from its own page only', async () => {
    const { cookie, csrf } = await signIn(['read', 'decide'])
    const decision = { decision: 'accept', reason: 'C.N.1.2026' }
    const before = await readHead(store)
    expect((await post('/desk/differences/1', decision, cookie)).status).toBe(403)
    expect((await post('/desk/differences/1', { ...decision, csrf: 'f'.repeat(64) }, cookie)).status).toBe(
      403,
    )
    expect((await post('/desk/differences/1', { ...decision, csrf })).status).toBe(401)
    expect((await post('/desk/differences/1', { ...decision, reason: ' ', csrf }, cookie)).status).toBe(400)
    expect((await readHead(store)).seq).toBe(before.seq)
    const taken = await post('/desk/differences/1', { ...decision, csrf }, cookie)
    expect(taken.status).toBe(303)
    expect((await readHead(store)).seq).toBe(before.seq + 2)
    const after = await (await get(String(taken.headers.get('location')), cookie)).text()
    expect(after).toContain('Nothing waits')
  })

  test('records an act after a preview that writes nothing, with a line in the audit trail', async () => {
    const { cookie, csrf } = await signIn(['read', 'record'])
    const before = await readHead(store)
    const act = {
      treaty: 'P',
      participant: 'LAA',
      action: 'accession',
      date: '2026-11-19',
      source: 'table',
      csrf,
    }
    const preview = await post('/desk/act', act, cookie)
    expect(preview.status).toBe(200)
    const shown = await preview.text()
    expect(shown).toContain('<b>2026-11-19</b>')
    const repeated = /<dl class="rows">.*?<\/dl>/s.exec(shown)?.[0]
    for (const said of ['Land AA', 'deposited its accession', '19 November 2026', '2(1)']) {
      expect(repeated).toContain(`>${said}<`)
    }
    expect(shown).toContain('nothing is written</a>')
    // Nobody is chosen before an officer chooses.
    const empty = await (await get('/desk/act', cookie)).text()
    expect(empty).toMatch(/<select id="participant" name="participant" required><option value="" selected>/)
    expect((await readHead(store)).seq).toBe(before.seq)
    expect((await post('/desk/act', { ...act, confirm: 'yes', csrf: '' }, cookie)).status).toBe(403)
    const late = await post('/desk/act', { ...act, date: '2126-11-19' }, cookie)
    expect(late.status).toBe(400)
    expect((await post('/desk/act', { ...act, confirm: 'yes' }, cookie)).status).toBe(200)
    const { events } = await loadRecord(store)
    expect(events.at(-1)).toMatchObject({
      seq: before.seq + 1,
      participant: 'LAA',
      action_date: '2026-11-19',
      recorded_by: 'a.officer',
    })
    const [line] = await readAudit(store.db, { before: null, limit: 1 })
    expect(line).toMatchObject({ act: 'event.record', officer: 'a.officer', subject: events.at(-1)?.id })
  })

  test('corrects a day and retracts an act by further events, after a preview that writes nothing', async () => {
    const { cookie, csrf } = await signIn(['read', 'record'])
    const before = await readHead(store)
    const event = 'C.BBB.accession.2003-07-01'
    const form = await (await get(`/desk/correct?event=${event}`, cookie)).text()
    expect(form).toContain('Borduria: deposited its accession, Convention')
    expect((await get('/desk/correct?event=C.BBB.accession.1903-07-01', cookie)).status).toBe(400)
    const given = { event, kind: 'correction', date: '2003-07-04', source: 'table', csrf }
    const preview = await (await post('/desk/correct', given, cookie)).text()
    // With its second instrument three days later, the Convention enters into force three days later too.
    expect(preview).toMatch(/2003-07-01<\/td><td[^>]*><b>2003-07-04<\/b>/)
    expect(preview).toMatch(/2003-09-29<\/td><td[^>]*><b>2003-10-02<\/b>/)
    expect((await post('/desk/correct', { ...given, date: '2003-07-01' }, cookie)).status).toBe(400)
    expect((await post('/desk/correct', { ...given, confirm: 'yes', csrf: '' }, cookie)).status).toBe(403)
    expect((await post('/desk/correct', { ...given, kind: 'other' }, cookie)).status).toBe(400)
    expect((await readHead(store)).seq).toBe(before.seq)
    expect((await post('/desk/correct', { ...given, confirm: 'yes' }, cookie)).status).toBe(200)
    const retraction = { event, kind: 'retraction', source: 'table', note: 'a mistake', csrf, confirm: 'yes' }
    expect((await post('/desk/correct', retraction, cookie)).status).toBe(200)
    const { events } = await loadRecord(store)
    const made = { treaty: 'C', participant: 'BBB', corrects: event, recorded_by: 'a.officer' }
    expect(events.slice(before.seq)).toMatchObject([
      { ...made, action: 'correction', action_date: '2003-07-04' },
      { ...made, action: 'retraction', action_date: '2003-07-01', note: 'a mistake' },
    ])
    const [line] = await readAudit(store.db, { before: null, limit: 1 })
    const details = { events: [events.at(-1)?.id] }
    expect(line).toMatchObject({ act: 'event.retract', subject: event, details })
  })

  test('is left for good: the cookie of a session that was ended opens nothing', async () => {
    const { cookie, csrf } = await signIn(['read'])
    expect((await post('/desk/sign-out', { csrf }, cookie)).status).toBe(303)
    expect(await (await get('/desk', cookie)).text()).toContain('action="/desk/sign-in"')
  })
})
