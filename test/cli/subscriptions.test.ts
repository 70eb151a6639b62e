import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256Hex } from '../../src/record/sha256.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo, type Running, startServing } from './program.ts'

const OFFICER_TOKEN = 'a-long-token-for-tests'
const env = { DATA_DIR: newFolder() }
const asOfficer = { ...env, OFFICER_TOKEN }
let server: Running

beforeAll(async () => {
  server = await startServing({
    ...env,
    ADMIN_TOKEN_HASH: sha256Hex(OFFICER_TOKEN),
    WEBHOOK_RANGES: '10.1.0.0/16',
  })
}, 60_000)
afterAll(async () => {
  server.child.kill()
  await server.ended
})

it('while a server holds the record, subscriptions are made, listed, resumed and removed through it', async () => {
  const add = ['subscriptions', 'add', '--webhook', 'https://hook.example/in', '--contact', 'ops@example.org']
  const made = await palermo([...add, '--kind', 'deposit', 'correction', '--json'], asOfficer)
  const { id, ...secrets } = JSON.parse(made.out)
  expect(secrets).toEqual({ token: expect.any(String), secret: expect.stringMatching(/^whsec_/) })
  const listed = await palermo(['subscriptions', '--json'], asOfficer)
  expect(JSON.parse(listed.out)).toMatchObject([
    {
      id,
      channel: 'webhook',
      state: 'pending',
      contact: 'ops@example.org',
      kinds: ['correction', 'deposit'],
    },
  ])
  expect((await palermo(['subscriptions'], asOfficer)).out).toMatch(new RegExp(`${id}[^]*hook\\.example`))
  expect((await palermo(['subscriptions', 'resume', id], asOfficer)).out).toContain(
    'asked for its confirmation',
  )
  const ledger = await palermo(['subscriptions', 'deliveries', id], asOfficer)
  expect(ledger.out).toContain('asks for its verification')
  expect(
    JSON.parse((await palermo(['subscriptions', 'deliveries', id, '--json'], asOfficer)).out),
  ).toMatchObject({
    notices: [{ kind: 'verify' }, { kind: 'verify' }],
    deliveries: [],
  })
  expect((await palermo(['subscriptions', 'remove', id], asOfficer)).out).toContain('is gone')
  expect((await palermo(['subscriptions'], asOfficer)).out).toBe('There are no subscriptions.\n')
}, 120_000)

it('the server that has the record says into which networks webhooks may go, not whoever asks it', async () => {
  const add = (address: string, from: Record<string, string>) =>
    palermo(['subscriptions', 'add', '--webhook', address], { ...asOfficer, ...from })
  const { code, out } = await add('http://10.1.2.3/in', {})
  expect([code, out]).toEqual([0, expect.stringMatching(/^sub_/)])
  expect(await palermo(['subscriptions', 'remove', out.trim()], asOfficer)).toMatchObject({ code: 0 })
  const other = await add('http://10.2.2.3/in', { WEBHOOK_RANGES: '10.2.0.0/16' })
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('WEBHOOK_RANGES')])
}, 120_000)

it('says what is wrong, and which token is needed, without a way round it', async () => {
  const said = async (args: string[], from = asOfficer) => {
    const { code, err } = await palermo(['subscriptions', ...args], from)
    return [code, err]
  }
  const token = expect.stringContaining('a token with the scope operate')
  expect(await said([], { ...env, OFFICER_TOKEN: '' })).toEqual([2, token])
  expect(await said([], { ...env, OFFICER_TOKEN: 'wrong' })).toEqual([2, token])
  expect(await said(['remove', 'sub_none'])).toEqual([2, expect.stringContaining('the id of a subscription')])
  expect(await said(['add', '--email', 'nobody'])).toEqual([2, expect.stringContaining('one e-mail address')])
  expect(await said(['add', '--email', 'a@example.org', '--confirmed'])).toEqual([
    2,
    expect.stringContaining('its receiver confirms it'),
  ])
}, 120_000)
