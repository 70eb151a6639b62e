import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PAGES } from '../../src/http/pages/page-list.ts'
import { exampleAddress } from '../http/pages/example-address.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()

/** Dark differs from light in its colours alone, so of the rules only contrast is asked again there; all of them with
 *  `AXE_ALL=1`. */
const LOOKS = [
  { width: 1280, colorScheme: 'light', rules: null },
  { width: 1280, colorScheme: 'dark', rules: ['color-contrast'] },
  { width: 320, colorScheme: 'light', rules: null },
  { width: 320, colorScheme: 'dark', rules: ['color-contrast'] },
] as const
const AXE_ALL = process.env['AXE_ALL'] === '1'

type Axe = typeof axe

/** Violations that axe finds, one line each; by all of its rules where none is named. */
async function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const asked = rules === null || AXE_ALL ? {} : { runOnly: { type: 'rule' as const, values: [...rules] } }
  const found = await page.evaluate(
    (options) => (window as unknown as { axe: Axe }).axe.run(document, options),
    asked,
  )
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
  test('wide and on a phone, light and dark: readable by all, in its width, quiet', async () => {
    const { page, wrongs, close } = await trial.open(address, { bypassCSP: true })
    await page.evaluate(axe.source)
    for (const { width, colorScheme, rules } of LOOKS) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, rules), `${width} px, ${colorScheme}`).toEqual([])
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
