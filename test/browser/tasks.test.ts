import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NOW, testApp } from '../http/ask-app.ts'
import { keyboardHands, pointerHands, tabTo } from './hands.ts'
import { TASKS } from './page-tasks.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial(
  testApp(undefined, {
    jobs: async () => ({ answered_at: new Date(NOW).toISOString(), jobs: [] }),
  }),
)

const PLAIN = { viewport: { width: 320, height: 800 }, javaScriptEnabled: false }

describe.each(TASKS)('$page: $what', ({ at, done }) => {
  test('by keyboard alone', async () => {
    const { page, wrongs, close } = await trial.open(at)
    await done(keyboardHands(page), page)
    expect(wrongs).toEqual([])
    await close()
  })

  test('without a script, on a phone', async () => {
    const { page, wrongs, close } = await trial.open(at, PLAIN)
    await done(pointerHands(page), page)
    expect(wrongs).toEqual([])
    await close()
  })
})

describe('by keyboard', () => {
  test('the content is one press away, and what has the focus is seen', async () => {
    const { page, close } = await trial.open('/treaties/untoc')
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineWidth,
    )
    expect(outline).toBe('3px')
    await page.keyboard.press('Enter')
    // The browser goes there after the key, not with it.
    await page.waitForURL(/#main$/)
    await close()
  })

  test('the slider says its day and goes there', async () => {
    const { page, close } = await trial.open('/treaties')
    await tabTo(page, page.locator('.clock summary'))
    await page.keyboard.press('Enter')
    await tabTo(page, page.locator('#clock-slider'))
    await page.keyboard.press('Home')
    expect(await page.locator('#clock-slider-shown').innerText()).toBe('31 December 2000')
    for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight')
    expect(await page.locator('#clock-slider').getAttribute('aria-valuetext')).toBe('30 June 2003')
    await tabTo(page, page.getByRole('button', { name: 'Go there' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(/as_of=2003-06-30/)
    expect(await page.locator('.banner').innerText()).toContain('30 June 2003')
    await close()
  })
})

describe('what other sites may show', () => {
  const EMBEDS = ['', '/number?of=signatories', '/sentence']
  const elsewhere = createServer((request, response) => {
    const frames = [...EMBEDS.map((one) => `/embed/treaties/untoc${one}`), '/treaties/untoc']
      .map((path) => `<iframe src="${trial.origin()}${path}"></iframe>`)
      .join('')
    const badge = `<img src="${trial.origin()}/embed/treaties/untoc/badge.svg" alt="badge">`
    response.setHeader('content-type', 'text/html')
    response.end(request.url === '/' ? `<!doctype html><title>Elsewhere</title>${frames}${badge}` : '')
  })
  beforeAll(() => new Promise<void>((resolve) => void elsewhere.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void elsewhere.close())

  test('a page of another origin shows panel, number, sentence and badge, and cannot frame a page', async () => {
    // Another port is another origin.
    const { page, close } = await trial.open('/record/jobs')
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
    const frames = page.locator('iframe')
    const words = (place: number) => frames.nth(place).contentFrame().locator('body').innerText()
    expect(await words(0)).toContain('Organized Crime Convention')
    // Whoever hears the frame is told first what it is about.
    expect(await words(1)).toMatch(
      /^The Organized Crime Convention has been in force since 29 September 2003\s+147\s+signatories of the Organized Crime Convention as at 24 November 2026/,
    )
    expect(await words(2)).toContain('193 to 194 participants as at 24 November 2026.')
    expect(await words(3)).not.toContain('Organized Crime')
    const badge = page.getByAltText('badge')
    expect(await badge.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
    await close()
  })
})
