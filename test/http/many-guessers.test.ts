import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { newAdminToken } from '../../src/store/admin-token.ts'
import { createToken, newTokenText } from '../../src/store/officer-tokens.ts'
import { portableScrypt, type Scrypt } from '../../src/store/secret-hash.ts'
import type { Store } from '../../src/store/store.ts'
import { realView } from '../answers/real-record.ts'
import { DATABASES } from '../store/databases.ts'

const GUESSERS = 40
const TESTED_AT_A_TIME = 16

/** The right id before another secret. */
function guessAt(text: string): string {
  return `${text.slice(0, 21)}${newTokenText().text.slice(21)}`
}

/** A slow hash that lasts until it is let go, and how many of it there were. */
function heldHash() {
  const said = { under: 0, most: 0, costs: [] as number[] }
  let isHeld = false
  let letGo = (): void => undefined
  let held = Promise.resolve()
  const scrypt: Scrypt = async (secret, salt, cost) => {
    said.under += 1
    said.most = Math.max(said.most, said.under)
    said.costs.push(cost.N)
    if (isHeld) await held
    said.under -= 1
    return portableScrypt(secret, salt, cost)
  }
  return {
    said,
    scrypt,
    hold: () => {
      isHeld = true
      held = new Promise((resolve) => {
        letGo = resolve
      })
    },
    release: () => {
      isHeld = false
      letGo()
    },
  }
}

describe.each(DATABASES)('guessers on $name', (database) => {
  let store: Store
  beforeAll(async () => {
    store = await database.open('migrated')
  })
  afterAll(() => store.close())

  const appWith = (scrypt: Scrypt, adminTokenHash: string | null = null) => {
    const clientOf = clientBehind(0)
    const officers = startOfficers({ store, adminTokenHash, clientOf, scrypt, now: Date.now })
    const guard = { clientOf, perMinute: null, secure: false, now: Date.now, timeMs: 120_000 }
    return createApp({ view: () => realView(), version: 'test', guard, desk: { officers, store } })
  }
  const tokenFor = () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    return createToken(store.db, { name: 'a.officer', scopes: ['read'], expiresAt, by: COMMAND_LINE })
  }
  const asks = async (app: Hono, token: string, remoteAddress: string) =>
    app.request(
      '/v1/officers/me',
      { headers: { authorization: `Bearer ${token}` } },
      { incoming: { socket: { remoteAddress } } },
    )

  test('many that guess at once are tested one after the other, a short queue of them, and hold nobody else up', async () => {
    const hash = heldHash()
    const app = appWith(hash.scrypt)
    const { text } = await tokenFor()
    expect((await asks(app, text, '192.0.2.9')).status).toBe(200)
    hash.hold()
    const refused: string[] = []
    const guessers = Array.from({ length: GUESSERS }, (_, place) => `2001:db8:9:${place}::1`)
    const guesses = guessers.map(async (client) => {
      const response = await asks(app, guessAt(text), client)
      if (response.status === 429) refused.push(client)
      return [response.status, response.headers.get('retry-after')]
    })
    await vi.waitFor(() => expect(refused).toHaveLength(GUESSERS - TESTED_AT_A_TIME), { timeout: 60_000 })
    expect((await app.request('/v1/treaties')).status).toBe(200)
    expect((await asks(app, text, '192.0.2.9')).status).toBe(200)
    hash.release()
    const answers = await Promise.all(guesses)
    expect(answers.filter(([status]) => status === 401)).toHaveLength(TESTED_AT_A_TIME)
    for (const answer of answers.filter(([status]) => status !== 401)) expect(answer).toEqual([429, '2'])
    expect(hash.said.most).toBe(1)
    // Who was sent away has guessed nothing yet.
    const [away = ''] = refused
    for (let place = 0; place < 10; place += 1) {
      expect((await asks(app, 'palermo_guess', away)).status).toBe(401)
    }
    expect((await asks(app, 'palermo_guess', away)).status).toBe(429)
  })

  test('the slow hash is computed once for an id that somebody has and for one that nobody has', async () => {
    const hash = heldHash()
    const admin = newAdminToken()
    const { text } = await tokenFor()
    const app = appWith(hash.scrypt, admin.hash)
    const none = appWith(hash.scrypt)
    const tried = [
      [app, guessAt(text)],
      [app, guessAt(admin.text)],
      [app, newTokenText().text],
      [none, newTokenText().text],
    ] as const
    for (const [asked, token] of tried) {
      hash.said.costs.length = 0
      expect((await asks(asked, token, '192.0.2.10')).status).toBe(401)
      expect(hash.said.costs).toEqual([16_384])
    }
  })
})
