import { existsSync } from 'node:fs'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Where an installed Chromium or Chrome is found on the systems people develop on. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Web security stays on and every page has a process: as in a reader's own browser. */
const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
]

/** The one that comes with npm for Linux x64; null elsewhere. */
async function packagedChromium(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

/** The packaged one, else the first installed one that `isThere`. Throws, in one line that says what to install, where
 *  there is neither. */
export function chosenBrowser(packaged: string | null, isThere: (path: string) => boolean): string {
  const path = packaged ?? INSTALLED.find(isThere)
  if (path !== undefined) return path
  throw new Error(
    'No browser for the page tests: install Google Chrome or Chromium (on Linux x64 `npm ci` brings one).',
  )
}

/** A headless Chromium. Throws, in one line, where there is none to be had. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chosenBrowser(await packagedChromium(), existsSync)
  return playwright.launch({ executablePath, headless: true, args: FLAGS })
}
