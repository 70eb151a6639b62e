import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { mailServer } from '../alerts/receivers.ts'
import { deliverAt, meansTo, PUBLIC_URL } from '../alerts/sending.ts'
import { formOf } from '../http/pages/form-of.ts'
import { DATABASES } from '../store/databases.ts'
import { type Hands, keyboardHands, pointerHands } from './hands.ts'
import { looked } from './looked.ts'
import { pagesOnTrial } from './serve-pages.ts'

const [embedded] = DATABASES
if (embedded === undefined) throw new Error('no database')
const store = await embedded.open('small')
const view = viewRecord(await loadRecord(store))
const now = () => Date.now()
const clientOf = () => 'somebody'
const officers = startOfficers({ store, adminTokenHash: null, clientOf, now })
const alerts = { clientOf, outbox: false }
const desk = { officers, store }
const trial = pagesOnTrial(createApp({ view: () => view, version: 'test', now, desk, alerts }))
const mail = await mailServer()
const means = meansTo(mail.url)
afterAll(async () => {
  means.close()
  await mail[Symbol.asyncDispose]()
  await store.close()
})

/** The link of that page in the newest mail to an address. */
async function linkTo(address: string, page: 'confirm' | 'manage'): Promise<string> {
  await deliverAt(store, means, new Date(now()).toISOString())
  const text = mail.arrived.findLast(({ to }) => to.includes(address))?.mail.text ?? ''
  return String(new RegExp(`${PUBLIC_URL}(/alerts/${page}\\?token=\\S+)`).exec(text)?.[1])
}

const DECLARATIONS =
  'Declarations of provisional application or of sole competence (not reservations and others, which are no events)'

const WAYS: readonly (readonly [string, (page: Page) => Hands, BrowserContextOptions, boolean])[] = [
  ['by keyboard alone', keyboardHands, { bypassCSP: true }, true],
  [
    'without a script, on a phone',
    pointerHands,
    { viewport: { width: 320, height: 800 }, javaScriptEnabled: false },
    false,
  ],
]

describe.each(WAYS)('alerts %s', (way, handsOn, options, isLookedAt) => {
  test('subscribe, confirm, change and end', async () => {
    const address = `${way.replace(/\W+/g, '.')}@example.org`
    const { page, wrongs, close } = await trial.open('/alerts', options)
    const hands = handsOn(page)
    const look = async () => expect(isLookedAt ? await looked(page) : []).toEqual([])
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
    await look()
    await page.locator('form[action="/alerts"][method="post"]').waitFor()
    await hands.write('E-mail address', address)
    await hands.press('Ask for a confirmation')
    await heading('Look into your mailbox')
    await look()
    await page.goto(`${trial.origin()}${await linkTo(address, 'confirm')}`)
    await look()
    await hands.press('Yes, write to me')
    await heading('You are subscribed')
    await look()
    await hands.follow('See and change it now')
    await heading('Your subscription')
    await look()
    await hands.check(DECLARATIONS)
    await hands.press('Save')
    await page.getByText('Saved.').waitFor()
    expect(await page.getByLabel(DECLARATIONS).isChecked()).toBe(true)
    await hands.press('End it and delete what is kept of it')
    await heading('You are not subscribed any more')
    await look()
    expect(wrongs).toEqual([])
    await close()
  })

  test('what is wrong in the form stands beside its field, and what was typed is still there', async () => {
    const { page, close } = await trial.open('/alerts', options)
    const hands = handsOn(page)
    await hands.write('E-mail address', 'somebody@example.org')
    await hands.write('Hour of the day for digests, 0 to 23', '77')
    await hands.check(DECLARATIONS)
    await hands.press('Ask for a confirmation')
    await page.getByRole('alert').waitFor()
    if (isLookedAt) expect(await looked(page)).toEqual([])
    const hour = page.getByLabel('Hour of the day for digests, 0 to 23')
    expect(await hour.inputValue()).toBe('77')
    expect(await hour.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator(`#${await hour.getAttribute('aria-describedby')}`).innerText()).toContain('77')
    expect(await page.getByLabel('E-mail address').first().inputValue()).toBe('somebody@example.org')
    expect(await page.getByLabel(DECLARATIONS).isChecked()).toBe(true)
    await close()
  })

  test('the addresses of feeds and calendar are built from the choice', async () => {
    const { page, wrongs, close } = await trial.open('/alerts', options)
    const hands = handsOn(page)
    await hands.choose('Treaty', 'Protocol')
    await hands.press('Build the addresses')
    await page.waitForURL(/treaty=protocol/)
    const feed = page.getByRole('link', { name: 'Atom feed' })
    expect(await feed.getAttribute('href')).toBe('/v1/events.atom?treaty=protocol')
    expect(wrongs).toEqual([])
    await close()
  })

  test('the two clocks are there as on every page, and lead on, though it shows what is so now', async () => {
    const { page, wrongs, close } = await trial.open('/alerts?as_of=2003-06-06', options)
    expect(await page.locator('.banner').innerText()).toContain('This page shows what is so now')
    await handsOn(page).follow('Treaties', 'nav')
    await page.waitForURL(/\/treaties\?as_of=2003-06-06/)
    expect(wrongs).toEqual([])
    await close()
  })
})

test('the page of alerts is cited like every other, as what it is: a page about now', async () => {
  const page = await (await fetch(`${trial.origin()}/alerts`)).text()
  expect(page).toContain('The page shows what is so when it is read')
  expect(page).not.toContain('keeps showing this')
  const cited = await fetch(`${trial.origin()}/alerts?cite=bibtex`)
  expect(cited.headers.get('content-type')).toBe('application/x-bibtex; charset=utf-8')
  const entry = await cited.text()
  expect(entry).toMatch(/^@misc\{palermo-alerts-/)
  expect(entry).toMatch(/url = \{[^?]*\/alerts\}/)
})

describe('a form that is refused', () => {
  const post = async (path: string, fields: [string, string][]) => {
    const response = await fetch(`${trial.origin()}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    const page = await response.text()
    return { status: response.status, page, form: formOf(page) }
  }

  test('of a link says what is wrong beside its own field, where the address still stands', async () => {
    const { status, form } = await post('/alerts/link', [['address', 'nobody at home']])
    expect(status).toBe(400)
    expect(form.title).toMatch(/^To mend: /)
    expect(form.wrong('address')).toContain('nobody at home')
    expect(form.typed('address')).toBe('nobody at home')
  })

  test('of a subscription changes nothing, and holds everything as it was typed', async () => {
    const address = 'refused@example.org'
    expect(
      (
        await post('/alerts', [
          ['address', address],
          ['kinds', 'deposit'],
        ])
      ).status,
    ).toBe(200)
    const { page } = await post(await linkTo(address, 'confirm'), [])
    const manage = String(/\/alerts\/manage\?token=[^"]+/.exec(page)?.[0])
    const { status, form } = await post(manage, [
      ['kinds', 'signature'],
      ['kinds', 'denunciation'],
      ['digest', 'daily'],
      ['hour', '77'],
      ['time_zone', 'Mars/Olympus'],
    ])
    expect(status).toBe(400)
    expect(form.title).toMatch(/^To mend: /)
    expect([form.wrong('hour'), form.typed('hour')]).toEqual([expect.stringContaining('77'), '77'])
    expect(form.typed('time_zone')).toBe('Mars/Olympus')
    expect(form.checked('kinds')).toEqual(['signature', 'denunciation'])
    expect(form.checked('digest')).toEqual(['daily'])
    const kept = formOf(await (await fetch(`${trial.origin()}${manage}`)).text())
    expect([kept.typed('hour'), kept.checked('kinds')]).toEqual(['8', ['deposit']])
  })
})
