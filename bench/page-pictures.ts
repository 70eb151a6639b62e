// Takes pictures of pages: node bench/page-pictures.ts <folder> [path…]
// Each page at 320, 768 and 1280 px, dark, printed, right to left, in grey, as with deuteranopia, in forced colours, at
// 200 % and without style. Of a server that runs, with ORIGIN=http://…; else of the real record on the day of the tests.
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../test/browser/open-browser.ts'
import { testApp } from '../test/http/ask-app.ts'

type Look = {
  readonly name: string
  readonly width: number
  readonly dark?: boolean
  readonly print?: boolean
  readonly rtl?: boolean
  readonly grey?: boolean
  /** As seen by eyes that have no cones for green. */
  readonly deuteranopia?: boolean
  /** In the few colours that a reader has chosen for everything. */
  readonly forced?: boolean
  /** Twice as large, in a window of half as many points. */
  readonly zoom?: boolean
  readonly bare?: boolean
}

const LOOKS: readonly Look[] = [
  { name: '320', width: 320 },
  { name: '768', width: 768 },
  { name: '1280', width: 1280 },
  { name: '320-dark', width: 320, dark: true },
  { name: '1280-dark', width: 1280, dark: true },
  { name: 'print', width: 720, print: true },
  { name: '1280-rtl', width: 1280, rtl: true },
  { name: '320-rtl', width: 320, rtl: true },
  { name: '1280-grey', width: 1280, grey: true },
  { name: '1280-deuteranopia', width: 1280, deuteranopia: true },
  { name: '1280-forced', width: 1280, forced: true },
  { name: '1280-zoom', width: 640, zoom: true },
  { name: '1280-bare', width: 1280, bare: true },
]

/** Chromium draws no picture much higher than this; a longer page is cut there. */
const MOST_HEIGHT = 7000

const TRIES = 3

/** Chromium refuses a picture now and then on a busy machine. */
async function tryAgain(take: () => Promise<void>): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await take()
    } catch (error) {
      if (turn === TRIES || !String(error).includes('Unable to capture screenshot')) throw error
    }
  }
}

async function takePicture(browser: Browser, address: string, look: Look, file: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.dark === true ? 'dark' : 'light',
    forcedColors: look.forced === true ? 'active' : 'none',
    bypassCSP: true,
    deviceScaleFactor: look.zoom === true ? 2 : 1,
  })
  const page = await context.newPage()
  if (look.deuteranopia === true) {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'deuteranopia' })
  }
  await page.goto(address)
  if (look.print === true) await page.emulateMedia({ media: 'print' })
  if (look.rtl === true) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  if (look.grey === true) await page.addStyleTag({ content: 'html{filter:grayscale(1)}' })
  if (look.bare === true) {
    await page.evaluate(() => {
      for (const sheet of document.querySelectorAll('link[rel=stylesheet]')) sheet.remove()
    })
  }
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width: look.width, height: MOST_HEIGHT }
  await page.screenshot({ path: file, fullPage: true, ...(height > MOST_HEIGHT ? { clip } : {}) })
  await context.close()
}

const [folder = 'pictures', ...paths] = process.argv.slice(2)
const only = process.env['LOOKS']?.split(',')
mkdirSync(folder, { recursive: true })
const server = createAdaptorServer({ fetch: testApp().fetch })
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = process.env['ORIGIN'] ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await openBrowser()
try {
  for (const path of paths.length === 0 ? ['/'] : paths) {
    for (const look of LOOKS.filter(({ name }) => only === undefined || only.includes(name))) {
      const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'
      const file = join(folder, `${name}.${look.name}.png`)
      await tryAgain(() => takePicture(browser, `${origin}${path}`, look, file))
    }
  }
} finally {
  await browser.close()
  server.close()
}
