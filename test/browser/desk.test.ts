import { createHash } from 'node:crypto'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { DATABASES } from '../store/databases.ts'
import { pageOf, ROWS, watchedRecord } from '../store/watched-record.ts'
import { pagesOnTrial } from './serve-pages.ts'

const TOKEN = 'a-token-of-the-operator'
const now = () => Date.now()

const [embedded] = DATABASES
if (embedded === undefined) throw new Error('no database')
const store = await watchedRecord(await embedded.open('migrated'))
await takeDocument(
  store,
  {
    ...{ page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null },
    ...{ bytes: pageOf(ROWS), readOn: plainDate('2026-11-20') },
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
const trial = pagesOnTrial(createApp({ view: () => view, version: 'test', now, desk: { officers, store } }))
afterAll(() => store.close())

/** What axe finds, and by how much the page is too wide at 320 px. */
async function looked(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  await page.setViewportSize({ width: 320, height: 800 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await page.setViewportSize({ width: 1280, height: 900 })
  const said = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`))
  return wide > 0 ? [...said, `${wide} px too wide`] : said
}

test('an officer signs in, sees both sides, decides by single keys, and previews an act; readable by all', async () => {
  const { page, wrongs, close } = await trial.open('/desk', { bypassCSP: true })
  expect(await looked(page)).toEqual([])
  await page.getByLabel('Token').fill(TOKEN)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '1 difference waits' }).waitFor()
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
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
  await page.getByRole('link', { name: 'Record an act by hand' }).press('Enter')
  await page.getByLabel('Treaty').selectOption('protocol')
  await page.getByLabel('State or organization').selectOption('LAA')
  await page.getByLabel('Day of the act', { exact: true }).fill('2026-11-19')
  await page.getByLabel('Source').selectOption('table')
  expect(await looked(page)).toEqual([])
  await page.getByRole('button', { name: 'Show what it changes' }).press('Enter')
  await page.getByRole('heading', { name: 'What this act would change' }).waitFor()
  expect(await looked(page)).toEqual([])
  await page.getByRole('button', { name: 'Write it' }).press('Enter')
  await page.getByRole('heading', { name: 'The act is on record' }).waitFor()
  expect(wrongs).toEqual([])
  await close()
})
