import { expect, test } from 'vitest'
import { testApp } from '../http/ask-app.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial(testApp())

/** Pages of the PDF that Chromium prints on A4 paper. */
async function printedPages(address: string): Promise<number> {
  const { page, close } = await trial.open(address)
  expect(await page.locator('.paper-head, #ledger-counted').count()).toBe(1)
  const pdf = await page.pdf({ format: 'A4' })
  await close()
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length
}

test.each([
  '/gaps?party=untoc&not_party=smuggling',
  '/gaps?party=untoc&not_party=firearms',
  '/gaps?party=untoc&not_party=firearms&group=un_african_group',
  '/gaps?party=untoc&not_party=trafficking&as_of=2003-12-31&known_at=2004-06-01',
  '/compare?states=JPN,FRA',
  '/compare?states=JPN,FRA,BRA',
  '/compare?states=JPN&groups=g20,un_african_group',
])('%s is one printed page', async (address) => {
  expect(await printedPages(address)).toBe(1)
})

test('a page that is long has more: the count is of real pages', async () => {
  expect(await printedPages('/treaties/untoc/why')).toBeGreaterThan(2)
})

test('gaps without a question print what stands between each two treaties', async () => {
  const { page, close } = await trial.open('/gaps')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('table').isVisible()).toBe(true)
  await close()
})
