import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PAGES } from '../../src/http/pages/page-list.ts'
import { exampleAddress } from '../http/pages/example-address.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()

const LOOKS = [
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const

/** Violations that axe finds, one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  )
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
  test.each(LOOKS)(
    'at $width px, $colorScheme: readable by all, in its width, quiet',
    async ({ width, colorScheme }) => {
      const { page, wrongs, close } = await trial.open(address, {
        viewport: { width, height: 800 },
        colorScheme,
        bypassCSP: true,
      })
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toEqual([])
      expect(wrongs).toEqual([])
      await close()
    },
  )

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
