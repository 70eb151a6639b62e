import { describe, expect, test } from 'vitest'
import { PAGES } from '../../src/http/pages/page-list.ts'
import { exampleAddress } from '../http/pages/example-address.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()

/** Lines of the tree that a screen reader speaks from. */
async function spoken(address: string): Promise<string[]> {
  const { page, close } = await trial.open(address)
  const tree = await page.locator('body').ariaSnapshot()
  await close()
  return tree.split('\n').map((line) => line.trim())
}

const pages = PAGES.flatMap((page) => {
  const address = exampleAddress(page)
  return address === null ? [] : [{ id: page.id, address }]
})

describe.each(pages)('page $id as it is spoken', ({ address }) => {
  test('has its landmarks once, one first heading, and a name for each table, figure and picture', async () => {
    const lines = await spoken(address)
    const starting = (words: string) => lines.filter((line) => line.startsWith(words))
    expect(['- banner', '- main', '- contentinfo'].map((role) => starting(role).length)).toEqual([1, 1, 1])
    expect(lines.filter((line) => /\[level=1\]/.test(line))).toHaveLength(1)
    // An unnamed one has its role alone, with or without what is inside.
    expect(
      lines.filter((line) => /^- (?:table|figure|img|region|link|button|textbox|combobox):?$/.test(line)),
    ).toEqual([])
  })
})

test('what each number counts is asked for by the name of the number, and figures bear their titles', async () => {
  const lines = await spoken('/treaties/untoc')
  const asked = lines.filter((line) => line.includes('What it counts'))
  expect(asked[0]).toMatch(/What it counts ?: Participants/)
  expect(new Set(asked).size).toBe(5)
  expect(lines).toContain('- figure "Signatures and deposits by day":')
})
