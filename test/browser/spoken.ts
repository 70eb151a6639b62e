import type { Page } from 'playwright-core'

const LANDMARKS = ['- banner', '- main', '- contentinfo'] as const
/** A role that stands alone, with or without what is inside: it has no name. */
const UNNAMED = /^- (?:table|figure|img|region|link|button|textbox|combobox):?$/

/** Lines of the tree that a screen reader speaks from. */
export async function spokenLines(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot()
  return tree.split('\n').map((line) => line.trim())
}

/** What somebody who hears the page would miss: landmarks once, one first heading, and a name for each table, figure,
 *  picture and field. */
export async function unspoken(page: Page): Promise<string[]> {
  const lines = await spokenLines(page)
  const missing = LANDMARKS.filter((role) => lines.filter((line) => line.startsWith(role)).length !== 1)
  const headings = lines.filter((line) => /\[level=1\]/.test(line)).length
  const nameless = lines.filter((line) => UNNAMED.test(line))
  return [...missing, ...(headings === 1 ? [] : [`${headings} first headings`]), ...nameless]
}
