import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Hands } from './hands.ts'

/** Something that a page is for. It is done with hands that know keys alone, and with a pointer and no script. */
export type Task = {
  readonly page: string
  readonly what: string
  readonly at: string
  readonly done: (hands: Hands, page: Page) => Promise<void>
}

async function heading(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words }).waitFor()
}

/** What each page is mostly for, done to the end. */
export const TASKS: readonly Task[] = [
  {
    page: 'home',
    what: 'a State is found by its former name',
    at: '/',
    done: async ({ write, press, follow }, page) => {
      await write('Search States and treaties', 'swaziland')
      await press('Search')
      await follow('Eswatini', 'main')
      await heading(page, /^Eswatini is Party/)
    },
  },
  {
    page: 'home',
    what: 'those still outside a treaty are seen by name',
    at: '/',
    done: async ({ follow }, page) => {
      await follow('17 States still outside')
      await heading(page, /Trafficking Protocol/)
      expect(await page.locator('#list').innerText()).toContain('Congo')
    },
  },
  {
    page: 'treaties',
    what: 'one treaty is opened from the list',
    at: '/treaties',
    done: async ({ follow }, page) => {
      await follow('Smuggling Protocol')
      await heading(page, 'The Smuggling Protocol has been in force since 28 January 2004')
    },
  },
  {
    page: 'treaty',
    what: 'the list is filtered by status and put in order',
    at: '/treaties/untoc',
    done: async ({ follow }, page) => {
      await follow('Signatory', '#participants')
      await page.waitForURL(/status=signatory/)
      expect(await page.locator('#list tbody tr').count()).toBe(1)
      // On a phone the heads of the table are out of sight, and a line above it puts it in order.
      const isPhone = await page.locator('form + .phone-only').isVisible()
      await follow('Signed', isPhone ? 'form + .phone-only' : '#list thead')
      await page.waitForURL(/sort=signed/)
      expect(await page.locator('#list th[aria-sort]').innerText()).toContain('Signed')
    },
  },
  {
    page: 'why',
    what: 'the proof is reached from the treaty, and the fortieth instrument in it',
    at: '/treaties/untoc',
    done: async ({ follow }, page) => {
      await follow(/^Why this date/)
      await heading(page, /^Why the Organized Crime Convention/)
      await follow('Those that count.')
      expect(await page.locator('#ledger-counted tbody tr').last().innerText()).toMatch(/40\s+Armenia/)
    },
  },
  {
    page: 'states',
    what: 'the States of a group are listed',
    at: '/states',
    done: async ({ choose, press }, page) => {
      await choose('Group', 'Group of Twenty')
      await press('Show')
      await page.waitForURL(/group=g20/)
      expect(await page.locator('main').innerText()).toContain('20 States and organizations')
    },
  },
  {
    page: 'state',
    what: 'from what remains to be done to the treaty',
    at: '/states/JPN',
    done: async ({ follow }, page) => {
      expect(await page.locator('.checklist').innerText()).toContain('deposit an instrument of ratification')
      await follow('Firearms Protocol', '.checklist')
      await heading(page, /^The Firearms Protocol/)
    },
  },
  {
    page: 'search',
    what: 'a treaty is found by a word',
    at: '/search',
    done: async ({ write, press, follow }, page) => {
      await write('Search States and treaties', 'firearms')
      await press('Search')
      await follow(/Firearms/, 'main')
      await heading(page, /^The Firearms Protocol/)
    },
  },
  {
    page: 'gaps',
    what: 'who has joined one treaty and not another, in a group on a day',
    at: '/gaps',
    done: async ({ choose, day, press }, page) => {
      await choose('Treaty they have consented to be bound by', 'Trafficking Protocol')
      await choose('Treaty they have not consented to be bound by', 'Firearms Protocol')
      await choose('Group', 'African Group')
      await day('Day', '2010-01-01')
      await press('Show')
      await page.waitForURL(/as_of=2010-01-01/)
      await heading(
        page,
        /consented to be bound by the Trafficking Protocol but not by the Firearms Protocol in the African Group on 1 January 2010/,
      )
    },
  },
  {
    page: 'compare',
    what: 'two States are laid side by side',
    at: '/compare',
    done: async ({ choose, press }, page) => {
      await choose('States and organizations 1', 'Japan')
      await choose('States and organizations 2', 'France')
      await press('Lay side by side')
      await page.waitForURL(/states=JPN/)
      expect(await page.locator('table').first().innerText()).toMatch(/Japan\s+France/)
    },
  },
  {
    page: 'projection of a treaty',
    what: 'what two deposits would change, a line each',
    at: '/treaties/untoc/projection',
    done: async ({ check, press }, page) => {
      await check('Solomon Islands')
      await check('Tuvalu')
      await press('Show what it would change')
      await page.waitForURL(/join=TUV/)
      const said = await page.locator('main').innerText()
      expect(said).toContain('This supposes deposits that have not been made.')
      expect(said).toMatch(
        /Tuvalu, accession on 24 December 2026: consents to be bound by it; it does not count toward entry into force: deposited after/,
      )
    },
  },
  {
    page: 'outlook',
    what: 'from what comes next to the projection of one treaty',
    at: '/projection',
    done: async ({ follow }, page) => {
      await follow('Firearms Protocol', 'main')
      await heading(page, /^The next deposit under the Firearms Protocol/)
    },
  },
  {
    page: 'changes',
    what: 'what has changed since another day',
    at: '/changes',
    done: async ({ day, press }, page) => {
      await day('Since', '2018-01-01')
      await press('Show')
      await heading(page, 'What has changed since 1 January 2018')
      expect(await page.locator('main').innerText()).toContain('South Sudan')
    },
  },
  {
    page: 'time travel',
    what: 'to a day by its field, what has changed since, and back to today',
    at: '/treaties/untoc',
    done: async ({ open, day, press, follow }, page) => {
      await open('As of today')
      await day('State of the law on', '2003-06-06')
      await press('Show this day')
      await page.waitForURL(/as_of=2003-06-06/)
      expect(new URL(page.url()).search).toBe('?as_of=2003-06-06')
      await heading(page, /^The Organized Crime Convention needs \d more instruments to enter into force$/)
      expect(await page.locator('.banner').innerText()).toContain('how the law stood on 6 June 2003')
      await follow('What has changed since')
      await heading(page, 'What has changed since 6 June 2003')
      await page.goBack()
      await follow('Back to today')
      await page.waitForURL(/\/treaties\/untoc$/)
    },
  },
  {
    page: 'time travel',
    what: 'to what was known on a day',
    at: '/states/JPN',
    done: async ({ open, day, press }, page) => {
      await open('As of today')
      await day('Using only what was known by', '2005-04-04')
      await press('Show this day')
      await page.waitForURL(/known_at=2005-04-04/)
      expect(await page.locator('.banner').innerText()).toContain('what was known on 4 April 2005')
    },
  },
  {
    page: 'record',
    what: 'the events of one kind, and one of them with its proof',
    at: '/record',
    done: async ({ choose, press, follow, open }, page) => {
      await choose('Act', 'threshold as stated by the depositary')
      await press('Show')
      await page.waitForURL(/action=asserted_threshold/)
      await follow(/^\d+$/, '#events')
      await page.getByRole('heading', { name: 'How to check it' }).waitFor()
      await open('The text whose SHA-256 is the hash')
      expect(await page.locator('pre').innerText()).toContain('asserted_threshold')
    },
  },
  {
    page: 'events',
    what: 'leafing from the newest to the beginning',
    at: '/record',
    done: async ({ follow }, page) => {
      await follow('From the beginning')
      await page.waitForURL(/since=0/)
      expect(await page.locator('#events tbody th').first().innerText()).toBe('1')
      await follow('Later ones')
      expect(await page.locator('#events tbody th').first().innerText()).toBe('101')
    },
  },
  {
    page: 'sources',
    what: 'the sources are reached from the record and read',
    at: '/record',
    done: async ({ follow }, page) => {
      await follow('Sources', '.key')
      await heading(page, 'Where the facts were read')
      expect(await page.locator('#sources tbody tr').count()).toBeGreaterThan(3)
    },
  },
  {
    page: 'jobs',
    what: 'what runs by itself is reached from the record',
    at: '/record',
    done: async ({ follow }, page) => {
      await follow('Jobs', '.key')
      await heading(page, 'What the program does by itself')
    },
  },
  {
    page: 'downloads',
    what: 'everyone under every treaty is taken along as CSV',
    at: '/record/downloads',
    done: async ({ follow }, page) => {
      const coming = page.waitForEvent('download')
      await follow('CSV', 'li:has-text("Everyone under every treaty")')
      expect((await coming).url()).toMatch(/\/v1\/participants\.csv$/)
    },
  },
  {
    page: 'docs',
    what: 'an address with its example',
    at: '/docs',
    done: async ({ follow }, page) => {
      await follow('/v1/treaties/{t}/threshold')
      await page.waitForURL(/#threshold$/)
      await follow(/^\/v1\/treaties\/untoc\/threshold/, '#threshold')
      await page.waitForURL(/\/v1\/treaties\/untoc\/threshold/)
    },
  },
]
