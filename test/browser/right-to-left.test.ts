import { expect, test } from 'vitest'
import { viewOfAllPacks } from '../answers/real-record.ts'
import { testApp } from '../http/ask-app.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial(testApp(viewOfAllPacks()))

/** English words that begin with a number, and whether the number stands before what follows it. */
test.each([
  '/',
  '/treaties/untoc',
  '/treaties/trafficking/why',
  '/gaps?party=untoc&not_party=firearms',
  '/record',
])('%s: right to left, an English sentence that begins with a number still begins with it', async (path) => {
  const { page, close } = await trial.open(path)
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  const found = await page.locator('main :is(h1,h2,p,li,td)').evaluateAll((all) =>
    all.flatMap((one) => {
      const words = one.textContent?.trim() ?? ''
      if (!/^\d+ (?:to \d+ )?[A-Za-z]{3}/.test(words) || one.getClientRects().length === 0) return []
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      const places: DOMRect[] = []
      while (texts.nextNode()) {
        const text = texts.currentNode.textContent ?? ''
        const letter = /[0-9A-Za-z]/.exec(text)
        if (letter === null) continue
        const range = document.createRange()
        range.setStart(texts.currentNode, letter.index)
        range.setEnd(texts.currentNode, letter.index + 1)
        places.push(range.getBoundingClientRect())
      }
      const [first, second] = places
      if (first === undefined || second === undefined || second.top > first.top + 4) return []
      return [{ words: words.slice(0, 60), isBefore: first.left < second.left }]
    }),
  )
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(({ isBefore }) => !isBefore)).toEqual([])
  await close()
})
