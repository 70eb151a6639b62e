import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PAGES } from '../../src/http/pages/page-list.ts'
import { exampleAddress } from '../http/pages/example-address.ts'
import { pagesOnTrial } from './serve-pages.ts'
import { spokenLines, unspoken } from './spoken.ts'
import { violations } from './violations.ts'

const trial = pagesOnTrial()

const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'dark' },
] as const
/** In the looks after the first, of the rows of a table that are alike in all but their words two are asked about; all
 *  of them with `AXE_ALL=1`. */
const AXE_ALL = process.env['AXE_ALL'] === '1'

/** Leaves two rows of each kind in the tables of the page. */
function thinOut(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const body of document.querySelectorAll('tbody')) {
      const seen = new Map<string, number>()
      for (const row of [...body.rows]) {
        const kind = [...row.querySelectorAll('*')].map(({ tagName, classList }) => `${tagName} ${classList}`)
        const place = (seen.get(kind.join()) ?? 0) + 1
        seen.set(kind.join(), place)
        if (place > 2) row.remove()
      }
    }
  })
}

/** By how much the page is wider than its window, and what sticks out. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth
    return wide > 0 ? [`${wide} px too wide`] : []
  })
}

const pages = PAGES.flatMap((page) => {
  const address = exampleAddress(page)
  return address === null ? [] : [{ id: page.id, address }]
})

describe.each(pages)('page $id', ({ address }) => {
  test('wide and on a phone, light and dark: readable by all, in its width, quiet', async () => {
    const { page, wrongs, close } = await trial.open(address, { bypassCSP: true })
    expect(await unspoken(page)).toEqual([])
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflow(page), `${width} px`).toEqual([])
    }
    for (const look of LOOKS) {
      await page.setViewportSize({ width: look.width, height: 800 })
      await page.emulateMedia({ colorScheme: look.colorScheme })
      expect(await violations(page), `${look.width} px, ${look.colorScheme}`).toEqual([])
      if (!AXE_ALL) await thinOut(page)
    }
    expect(wrongs).toEqual([])
    await close()
  })

  test('for who reads with letters of double size it has letters of double size, and keeps its width', async () => {
    const { page, wrongs, close } = await trial.open(address, { viewport: { width: 640, height: 800 } })
    const sizeOf = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).fontSize)
    expect(await sizeOf()).toBe('17px')
    const browser = await page.context().newCDPSession(page)
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    await page.reload()
    expect(await sizeOf()).toBe('34px')
    for (const width of [640, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflow(page), `${width} px`).toEqual([])
    }
    expect(wrongs).toEqual([])
    await close()
  })

  test('right to left it keeps its width, and without a script it says the same', async () => {
    const rtl = await trial.open(address, { viewport: { width: 320, height: 800 } })
    await rtl.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    expect(await overflow(rtl.page)).toEqual([])
    const words = await rtl.page.locator('main').innerText()
    await rtl.close()
    const plain = await trial.open(address, {
      viewport: { width: 320, height: 800 },
      javaScriptEnabled: false,
    })
    expect(await plain.page.locator('main').innerText()).toBe(words)
    expect(plain.wrongs).toEqual([])
    await plain.close()
  })
})

test('what each number counts is asked for by the name of the number, and figures bear their titles', async () => {
  const { page, close } = await trial.open('/treaties/untoc')
  const lines = await spokenLines(page)
  await close()
  const asked = lines.filter((line) => line.includes('What it counts'))
  expect(asked[0]).toMatch(/What it counts ?: Participants/)
  expect(new Set(asked).size).toBe(5)
  expect(lines).toContain('- figure "Signatures and deposits by day":')
})
