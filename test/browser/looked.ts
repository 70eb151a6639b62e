import type { Page } from 'playwright-core'
import { violations } from './violations.ts'

const SCHEMES = ['light', 'dark'] as const
const WIDTHS = [320, 1280] as const

/** What axe finds on the page at 320 and at 1,280 px, light and dark, and by how much it is too wide there; it is left
 *  wide and light. */
export async function looked(page: Page): Promise<string[]> {
  const said: string[] = []
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      const found = over > 0 ? [`${over} px too wide`] : []
      said.push(
        ...[...found, ...(await violations(page))].map((one) => `${width} px, ${colorScheme}: ${one}`),
      )
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
  return said
}
