import type { Locator, Page } from 'playwright-core'

/** What a reader does on a page, whether by keyboard or by pointer. Every name is the one that is read aloud. */
export type Hands = {
  readonly follow: (name: string | RegExp, within?: string) => Promise<void>
  readonly press: (button: string) => Promise<void>
  readonly open: (summary: string) => Promise<void>
  readonly write: (label: string, words: string) => Promise<void>
  /** A day as YYYY-MM-DD; of one whose day and month are the same, as browsers ask for them in either order. */
  readonly day: (label: string, day: string) => Promise<void>
  readonly choose: (label: string, option: string) => Promise<void>
  readonly check: (label: string) => Promise<void>
}

const MOST_TABS = 250

/** Presses Tab until the element has the focus, as a reader does who sees where it is. Throws where no way leads there. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const element = await wanted.first().elementHandle()
  if (element === null) throw new Error(`there is no ${wanted}`)
  for (let press = 0; press < MOST_TABS; press += 1) {
    await page.keyboard.press('Tab')
    if (await element.evaluate((one) => one === document.activeElement)) return
  }
  throw new Error(`no way by Tab to ${wanted}`)
}

function places(page: Page) {
  const named = (role: 'link' | 'button', name: string | RegExp, within = 'body'): Locator =>
    page.locator(within).getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) })
  return { named, labelled: (label: string): Locator => page.getByLabel(label, { exact: true }).first() }
}

/** Everything by keys: Tab to the place, then Enter, Space or letters. Days are typed figure by figure. */
export function keyboardHands(page: Page): Hands {
  const { named, labelled } = places(page)
  const enter = async (place: Locator, key = 'Enter') => {
    await tabTo(page, place)
    await page.keyboard.press(key)
  }
  return {
    follow: (name, within) => enter(named('link', name, within)),
    press: (name) => enter(named('button', name)),
    open: (summary) => enter(page.locator('summary', { hasText: summary })),
    write: async (label, words) => {
      await tabTo(page, labelled(label))
      await page.keyboard.press('Control+A')
      await page.keyboard.type(words)
    },
    day: async (label, day) => {
      await tabTo(page, labelled(label))
      await page.keyboard.type(day.split('-').reverse().join(''))
    },
    choose: async (label, option) => {
      await tabTo(page, labelled(label))
      await page.keyboard.type(option)
    },
    check: (label) => enter(labelled(label), 'Space'),
  }
}

/** Everything by clicks, for a browser without script. */
export function pointerHands(page: Page): Hands {
  const { named, labelled } = places(page)
  return {
    follow: (name, within) => named('link', name, within).first().click(),
    press: (name) => named('button', name).first().click(),
    open: (summary) => page.locator('summary', { hasText: summary }).first().click(),
    write: (label, words) => labelled(label).fill(words),
    day: (label, day) => labelled(label).fill(day),
    choose: async (label, option) => void (await labelled(label).selectOption({ label: option })),
    check: (label) => labelled(label).check(),
  }
}
