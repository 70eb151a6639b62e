import { expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()

test('on a day of the past the ledger shows the newest events of that day', async () => {
  const text = await (await app.request('/record?as_of=2003-07-01&known_at=2003-07-01')).text()
  expect(text.match(/<tr data-row="events\./g)).toHaveLength(100)
  // Armenia's deposit of that day, the fortieth.
  expect(text).toContain('<time datetime="2003-07-01">')
  expect(text).not.toContain('<time datetime="2003-07-02">')
})

test('a signed state of the record is led to only where there is a key to sign it', async () => {
  const signing = testApp(undefined, {
    checkpoints: { store: {} as never, signers: async () => [{ hash: 'a' }] as never },
  })
  for (const path of ['/record/downloads', '/record/1']) {
    expect(await (await app.request(path)).text()).not.toContain('href="/v1/checkpoint')
    expect(await (await signing.request(path)).text()).toContain('href="/v1/checkpoint')
  }
})

test('the keys are asked for once for a page, whoever wants to know of them', async () => {
  let asked = 0
  const signers = async () => {
    asked += 1
    return [{ hash: 'a' }] as never
  }
  const signing = testApp(undefined, { checkpoints: { store: {} as never, signers } })
  expect(await (await signing.request('/record/1')).text()).toContain('href="/v1/checkpoint')
  expect(asked).toBe(1)
})

test('the ledger says which events it shows, and up to which the record goes', async () => {
  const words = async (path: string) =>
    (await (await app.request(path)).text()).replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  const { record } = (await (await app.request('/v1/events?limit=1')).json()) as { record: { seq: number } }
  const last = record.seq.toLocaleString('en-GB')
  const first = (record.seq - 99).toLocaleString('en-GB')
  expect(await words('/record')).toContain(
    `100 events, No. ${first} to ${last}; the record goes up to No. ${last}`,
  )
  expect(await words('/record?since=0')).toContain(
    `100 events, No. 1 to 100; the record goes up to No. ${last}`,
  )
})
