import { createHash } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { publishDifferences } from '../../src/store/publish-difference.ts'
import { reportReconciliation } from '../../src/store/report-reconciliation.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { DATABASES } from '../store/databases.ts'
import { pageOf, ROWS, watchedRecord } from '../store/watched-record.ts'
import { type Hands, keyboardHands, pointerHands } from './hands.ts'
import { looked } from './looked.ts'
import { pagesOnTrial } from './serve-pages.ts'

const TOKEN = 'a-token-of-the-operator'
const now = () => Date.now()

/** Beside Carpania's day, which the record lacks, the page has other days for three of the forty lands. So much is held:
 *  the page as a whole waits too. */
const OTHER_ROWS = ROWS.map((row) =>
  /^Land A[ABC],/.test(row) ? row.replace('2 Mar 2002', '3 Mar 2002') : row,
)

const [embedded] = DATABASES
if (embedded === undefined) throw new Error('no database')
const store = await watchedRecord(await embedded.open('migrated'))
await takeDocument(
  store,
  {
    ...{ page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null },
    ...{ bytes: pageOf(OTHER_ROWS), readOn: plainDate('2026-11-20') },
  },
  { by: 'test', dryRun: false, now },
)
const view = viewRecord(await loadRecord(store))
const officers = startOfficers({
  store,
  adminTokenHash: createHash('sha256').update(TOKEN).digest('hex'),
  clientOf: clientBehind(0),
  now,
})
const trial = pagesOnTrial(
  createApp({
    ...{ view: () => view, version: 'test', now, desk: { officers, store } },
    reconciliation: () => reportReconciliation(store, now()),
  }),
)
afterAll(() => store.close())

/** The newest events of the record. */
async function lastEvents(count: number) {
  return (await loadRecord(store)).events.slice(-count)
}

/** The difference about a participant, decided. */
async function decided(participant: string) {
  const kept = await keptDifferences(store.db, { states: ['decided'] })
  return publishDifferences(kept).find((one) => one.participant === participant)
}

/** Opens the desk and signs in. */
async function signedIn(options: BrowserContextOptions = {}) {
  const opened = await trial.open('/desk', options)
  await opened.page.getByLabel('Token').fill(TOKEN)
  await opened.page.keyboard.press('Enter')
  await opened.page.getByRole('link', { name: 'What waits' }).waitFor()
  return opened
}

/** Fills the form of an act under the protocol. */
async function fillAct(page: Page, participant: string, day: string) {
  await page.getByLabel('Treaty').selectOption('protocol')
  await page.getByLabel('State or organization').selectOption(participant)
  await page.getByLabel('Day of the act', { exact: true }).fill(day)
  await page.getByLabel('Source').selectOption('table')
}

describe('the page of the differences leads to the desk', () => {
  const TO_DESK = async ({ follow }: Hands, page: Page) => {
    await page.getByText('does not agree waits for an officer').waitFor()
    await follow('their desk')
    await page.getByLabel('Token').waitFor()
  }
  test('by keyboard alone, and without a script on a phone', async () => {
    const keys = await trial.open('/record/differences')
    await TO_DESK(keyboardHands(keys.page), keys.page)
    await keys.close()
    const plain = await trial.open('/record/differences', {
      ...{ viewport: { width: 320, height: 800 }, javaScriptEnabled: false },
    })
    await TO_DESK(pointerHands(plain.page), plain.page)
    expect([...keys.wrongs, ...plain.wrongs]).toEqual([])
    await plain.close()
  })
})

describe('an officer at the desk', () => {
  test('signs in, sees both sides and accepts by a single key; every page readable by all', async () => {
    const { page, wrongs, close } = await trial.open('/desk', { bypassCSP: true })
    expect(await looked(page)).toEqual([])
    await page.getByLabel('Token').fill(TOKEN)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '5 differences wait' }).waitFor()
    expect(await looked(page)).toEqual([])
    await page.getByRole('link', { name: 'Carpania' }).press('Enter')
    await page.getByRole('heading', { name: 'If it is accepted' }).waitFor()
    expect(await looked(page)).toEqual([])
    // The browser asks for the reason first: without one the key decides nothing.
    await page.locator('h1').click()
    await page.keyboard.press('a')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('reason')
    await page.keyboard.type('a reason')
    await page.locator('h1').click()
    await page.keyboard.press('a')
    await page.getByRole('heading', { name: '4 differences wait' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ participant: 'CCC', action_date: '2017-05-04' }])
    expect(wrongs).toEqual([])
    await close()
  })

  test('rejects with a reason: the difference is settled and the record stands', async () => {
    const { page, wrongs, close } = await signedIn()
    const before = (await loadRecord(store)).head.seq
    await page.getByRole('link', { name: 'Land AA' }).press('Enter')
    await page.getByLabel('Why, in your words').fill('a slip of the page')
    await page.getByRole('button', { name: 'Reject: the record stands' }).press('Enter')
    await page.getByRole('heading', { name: '3 differences wait' }).waitFor()
    expect((await loadRecord(store)).head.seq).toBe(before)
    expect(await decided('LAA')).toMatchObject({
      decision: { decision: 'reject', reason: 'a slip of the page' },
    })
    expect(wrongs).toEqual([])
    await close()
  })

  test('corrects without a script: neither side is right, the day of the officer is written', async () => {
    const { page, wrongs, close } = await signedIn({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Land AB' }).click()
    await page.getByLabel('Why, in your words').fill('the notification says so')
    await page.getByText('Correct: neither is right').click()
    await page.getByLabel('Day of the act', { exact: true }).fill('2002-03-05')
    await page.getByRole('button', { name: 'Write this act instead' }).click()
    await page.getByRole('heading', { name: '2 differences wait' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([
      { participant: 'LAB', action: 'correction', action_date: '2002-03-05', recorded_by: 'admin' },
    ])
    expect(wrongs).toEqual([])
    await close()
  })

  test('accepts without a script, and rejects', async () => {
    const { page, wrongs, close } = await signedIn({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Land AC' }).click()
    await page.getByLabel('Why, in your words').fill('as the page has it')
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('heading', { name: '1 difference waits' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ participant: 'LAC', action_date: '2002-03-03' }])
    const before = (await loadRecord(store)).head.seq
    await page.locator('main table a').first().click()
    await page.getByLabel('Why, in your words').fill('settled one by one')
    await page.getByRole('button', { name: /^Reject/ }).click()
    await page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
    expect((await loadRecord(store)).head.seq).toBe(before)
    expect(wrongs).toEqual([])
    await close()
  })

  test('records an act without a script, and retracts another', async () => {
    const { page, wrongs, close } = await signedIn({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Record an act by hand' }).click()
    await fillAct(page, 'LAD', '2026-11-18')
    await page.getByRole('button', { name: 'Show what it changes' }).click()
    await page.getByRole('button', { name: 'Write it' }).click()
    await page.getByRole('heading', { name: 'It is on record' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ participant: 'LAD', action_date: '2026-11-18' }])
    const id = view.record.events.find(({ participant }) => participant === 'LAE')?.id
    await page.goto(`${trial.origin()}/desk/correct?event=${id}`)
    await page.getByLabel('All of it: the act never happened').check()
    await page.getByLabel('Source').selectOption('table')
    await page.getByRole('button', { name: 'Show what it changes' }).click()
    await page.getByRole('button', { name: 'Write it' }).click()
    await page.getByRole('heading', { name: 'It is on record' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ action: 'retraction', corrects: id }])
    expect(wrongs).toEqual([])
    await close()
  })

  test('records an act by keyboard after a preview of what it changes', async () => {
    const { page, wrongs, close } = await signedIn({ bypassCSP: true })
    await page.getByRole('link', { name: 'Record an act by hand' }).press('Enter')
    await fillAct(page, 'LAA', '2026-11-19')
    expect(await looked(page)).toEqual([])
    await page.getByRole('button', { name: 'Show what it changes' }).press('Enter')
    await page.getByRole('heading', { name: 'What this would change' }).waitFor()
    expect(await looked(page)).toEqual([])
    await page.getByRole('button', { name: 'Write it' }).press('Enter')
    await page.getByRole('heading', { name: 'It is on record' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ participant: 'LAA', action_date: '2026-11-19' }])
    expect(wrongs).toEqual([])
    await close()
  })

  test('retracts an event after a preview, from the page of the event', async () => {
    const { page, wrongs, close } = await signedIn({ bypassCSP: true })
    await page.goto(`${trial.origin()}/record/C.BBB.accession.2003-07-01`)
    await page.getByRole('link', { name: 'correct or retract it at their desk' }).press('Enter')
    await page.getByRole('heading', { name: 'Correct or retract' }).waitFor()
    expect(await looked(page)).toEqual([])
    await page.getByLabel('All of it: the act never happened').check()
    await page.getByLabel('Source').selectOption('table')
    await page.getByRole('button', { name: 'Show what it changes' }).press('Enter')
    await page.getByRole('heading', { name: 'What this would change' }).waitFor()
    expect(await page.locator('#consequences').innerText()).toContain('Borduria')
    expect(await looked(page)).toEqual([])
    await page.getByRole('button', { name: 'Write it' }).press('Enter')
    await page.getByRole('heading', { name: 'It is on record' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([
      { action: 'retraction', corrects: 'C.BBB.accession.2003-07-01' },
    ])
    expect(wrongs).toEqual([])
    await close()
  })

  test('corrects the day of an event, found by its number, without a script', async () => {
    const { page, wrongs, close } = await signedIn({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Correct or retract' }).click()
    await page.getByLabel('Id or number of the event').fill('2')
    await page.getByRole('button', { name: 'Find it' }).click()
    await page.getByLabel('Day of the act', { exact: true }).fill('2001-06-07')
    await page.getByLabel('Source').selectOption('table')
    await page.getByRole('button', { name: 'Show what it changes' }).click()
    expect(await page.locator('#consequences').innerText()).toContain('2001-06-07')
    await page.getByRole('button', { name: 'Write it' }).click()
    await page.getByRole('heading', { name: 'It is on record' }).waitFor()
    expect(await lastEvents(1)).toMatchObject([{ action: 'correction', action_date: '2001-06-07' }])
    expect(wrongs).toEqual([])
    await close()
  })

  test('what is wrong in a form stands beside its field, the rest as it was typed, the focus above it', async () => {
    const { page, close } = await signedIn({ bypassCSP: true, javaScriptEnabled: false })
    await page.goto(`${trial.origin()}/desk/act`)
    await fillAct(page, 'LAA', '2126-11-19')
    await page.getByLabel('Remark').fill('C.N.7')
    await page.getByRole('button', { name: 'Show what it changes' }).click()
    await page.getByRole('alert').waitFor()
    await expect
      .poll(() => page.getByRole('alert').evaluate((one) => one === document.activeElement))
      .toBe(true)
    expect(await page.title()).toMatch(/^To mend: /)
    const day = page.getByLabel('Day of the act', { exact: true })
    expect(await day.getAttribute('aria-invalid')).toBe('true')
    expect(await day.inputValue()).toBe('2126-11-19')
    expect(await page.locator(`#${await day.getAttribute('aria-describedby')}`).innerText()).toContain(
      '2126-11-19',
    )
    expect(await page.getByLabel('Remark').inputValue()).toBe('C.N.7')
    expect(await page.getByLabel('Treaty').inputValue()).toBe('protocol')
    await page.getByRole('alert').getByRole('link').click()
    await page.waitForURL(/#date$/)
    await close()
  })

  test('leaves for good', async () => {
    const { page, close } = await signedIn()
    await page.getByRole('button', { name: 'Sign out' }).press('Enter')
    await page.getByLabel('Token').waitFor()
    await page.goto(`${trial.origin()}/desk/act`)
    await page.getByLabel('Token').waitFor()
    await close()
  })
})
