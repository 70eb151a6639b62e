import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()
const PHONE = { viewport: { width: 320, height: 800 } }

/** Presses Tab until the element with the focus has these words or this name; fails after `most` presses. */
async function tabTo(page: Page, wanted: string, most = 80): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement
      return [element?.textContent?.trim(), element?.getAttribute('name'), element?.id]
    })
    if (found.includes(wanted)) return
  }
  throw new Error(`no way by Tab to ${wanted}`)
}

/** The outline of what has the focus, as drawn. */
function outlineWidth(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth)
}

describe('by keyboard alone', () => {
  test('the content is one press away, and what has the focus is seen', async () => {
    const { page, close } = await trial.open('/treaties/untoc')
    await page.keyboard.press('Tab')
    expect(await outlineWidth(page)).toBe('3px')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#main')
    await close()
  })

  test('search finds a State by its former name', async () => {
    const { page, close } = await trial.open('/')
    await tabTo(page, 'q')
    await page.keyboard.type('swaziland')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=swaziland/)
    await expect.poll(() => page.locator('main li a').first().innerText()).toBe('Eswatini')
    await close()
  })

  test('the time machine goes to a day and back', async () => {
    const { page, close } = await trial.open('/treaties/untoc')
    await tabTo(page, 'As of today')
    await page.keyboard.press('Enter')
    await tabTo(page, 'as_of')
    await page.locator('#clock-as_of').fill('2003-06-30')
    await page.keyboard.press('Enter')
    await page.waitForURL(/as_of=2003-06-30/)
    expect(new URL(page.url()).search).toBe('?as_of=2003-06-30')
    expect(await page.locator('h1').innerText()).toBe(
      'The Organized Crime Convention needs 1 more instrument to enter into force',
    )
    await tabTo(page, 'Back to today')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/treaties\/untoc$/)
    await close()
  })

  test('the slider goes to the end of a year', async () => {
    const { page, close } = await trial.open('/treaties')
    await tabTo(page, 'As of today')
    await page.keyboard.press('Enter')
    await tabTo(page, 'clock-year')
    await page.keyboard.press('Home')
    expect(await page.locator('#clock-year-shown').innerText()).toBe('2000')
    await tabTo(page, 'Go to this year')
    await page.keyboard.press('Enter')
    await page.waitForURL(/as_of=2000-12-31/)
    expect(await page.locator('.banner').innerText()).toContain('31 December 2000')
    await close()
  })

  test('the list is filtered and put in order', async () => {
    const { page, close } = await trial.open('/treaties/untoc')
    await page.locator('#participants').getByRole('link', { name: 'Signatory' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/status=signatory/)
    expect(await page.locator('#list tbody tr').count()).toBe(1)
    await page.locator('#list thead').getByRole('link', { name: 'Signed' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=signed/)
    expect(await page.locator('#list th[aria-sort]').innerText()).toContain('Signed')
    await close()
  })
})

describe('without a script, on a phone', () => {
  const PLAIN = { ...PHONE, javaScriptEnabled: false }

  test('a form with empty fields leads to a plain address', async () => {
    const { page, close } = await trial.open('/treaties/untoc', PLAIN)
    await page.locator('.clock summary').click()
    await page.locator('#clock-known_at').fill('2005-04-04')
    await page.getByRole('button', { name: 'Show this day' }).click()
    await page.waitForURL(/known_at=2005-04-04/)
    expect(new URL(page.url()).search).toBe('?known_at=2005-04-04')
    await close()
  })

  test('what if two States deposit', async () => {
    const { page, close } = await trial.open('/treaties/untoc/projection', PLAIN)
    await page.getByLabel('Tuvalu').check()
    await page.getByLabel('Solomon Islands').check()
    await page.getByRole('button', { name: 'Show what it would change' }).click()
    await page.waitForURL(/join=TUV/)
    expect(await page.locator('main').innerText()).toContain('supposes deposits that have not been made')
    await close()
  })

  test('from a past day to what has changed since', async () => {
    const { page, close } = await trial.open('/treaties/untoc?as_of=2018-01-01&known_at=2018-01-01', PLAIN)
    await page.getByRole('link', { name: 'What has changed since' }).click()
    expect(await page.locator('h1').innerText()).toBe('What has changed since 1 January 2018')
    expect(await page.locator('main').innerText()).toContain('South Sudan')
    await close()
  })
})
