import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Browser, Page as BrowserPage } from 'playwright-core'
import { PAGES } from '../src/http/pages/page-list.ts'
import { addDays, plainDate } from '../src/law/plain-date.ts'
import { realView } from '../test/answers/real-record.ts'
import { openBrowser } from '../test/browser/open-browser.ts'
import { testApp } from '../test/http/ask-app.ts'
import { exampleAddress } from '../test/http/pages/example-address.ts'
import { readPage } from '../test/http/pages/read-page.ts'

// Each page against the JSON of the answers it shows, in one process: days drawn anew, so that neither is remembered;
// then the page again, which is. After that the same pages in a browser that is as slow as a phone.

const DAYS = Number(process.env['BENCH_DAYS'] ?? 40)
const FIRST = plainDate('2003-01-01')
const STEP = 97
/** A phone on a slow mobile network, as Lighthouse throttles it. */
const PHONE = { width: 390, height: 844, cpu: 4, latencyMs: 150, bytesPerSecond: (1.6 * 1024 * 1024) / 8 }

type App = ReturnType<typeof testApp>

/** Turns are taken for so long, in milliseconds of processor time: enough for what is run often to be compiled, as in a
 *  server that has run for a while. Fifteen turns of the shortest page, which take a fifth of a second, are not. */
const ENOUGH_MS = 2500

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds for all of the addresses: the least that each took in any turn, as whatever else runs on the machine
 *  lengthens some of them and shortens none. Begins without the garbage of what came before; a whole collection before
 *  every turn would leave the processor's memory cold for short ones, which no server under load has. */
async function timeOf(appFor: () => App, addresses: readonly string[]): Promise<number> {
  globalThis.gc?.()
  const start = processorMs()
  const least = addresses.map(() => Number.POSITIVE_INFINITY)
  while (processorMs() - start < ENOUGH_MS) {
    for (const [place, address] of addresses.entries()) {
      const app = appFor()
      // The routes of an app are put in order with its first request.
      await app.request('/healthz')
      const begin = performance.now()
      await (await app.request(address)).arrayBuffer()
      least[place] = Math.min(least[place] ?? 0, performance.now() - begin)
    }
  }
  return least.reduce((sum, one) => sum + one, 0)
}

function onDay(address: string, place: number): string {
  const day = addDays(FIRST, place * STEP)
  const clocks = `as_of=${day}&known_at=${addDays(day, 30)}`
  return `${address}${address.includes('?') ? '&' : '?'}${clocks}`
}

type Figures = {
  id: string /** null where the page shows no answer. */
  ratio: number | null
  ms: number
  againUs: number
  kB: number
}

async function figuresOf({ id, address }: { id: string; address: string }): Promise<Figures> {
  const app = testApp()
  const days = Array.from({ length: DAYS }, (_, place) => onDay(address, place))
  const answers = await Promise.all(
    days.map(async (day) => readPage(await (await app.request(day)).text()).answers),
  )
  // The law of these days is computed by now for both. Each question has an app that keeps no body yet: with one for all of
  // them a day on which an answer is as on another would be found ready, and a page, which names its day, would not. One
  // with next to no memory would be spared the pieces of long answers that a server looks for and keeps.
  const view = realView()
  const bare = () => testApp(view)
  await timeOf(bare, days)
  const json = await timeOf(bare, answers.flat())
  const pages = await timeOf(bare, days)
  const again = await timeOf(() => app, days)
  const { byteLength } = await (await app.request(address)).arrayBuffer()
  return {
    id,
    ratio: answers.flat().length === 0 ? null : pages / json,
    ms: pages / DAYS,
    againUs: (again / DAYS) * 1000,
    kB: byteLength / 1024,
  }
}

async function paintOf(browser: Browser, address: string) {
  const context = await browser.newContext({ viewport: { width: PHONE.width, height: PHONE.height } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.latencyMs,
    downloadThroughput: PHONE.bytesPerSecond,
    uploadThroughput: PHONE.bytesPerSecond,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.cpu })
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'load' })
  const seen = await vitals(page)
  await context.close()
  return { ...seen, kB: bytes / 1024 }
}

function vitals(page: BrowserPage): Promise<{ largest: number; shift: number }> {
  return page.evaluate(
    () =>
      new Promise<{ largest: number; shift: number }>((resolve) => {
        let largest = 0
        let shift = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) largest = entry.startTime
        }).observe({ type: 'largest-contentful-paint', buffered: true })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += Number(Reflect.get(entry, 'value'))
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve({ largest, shift }), 500)
      }),
  )
}

/** Only these pages: BENCH_PAGES=why,record npm run bench pages */
const only = process.env['BENCH_PAGES']?.split(',')
const pages = PAGES.flatMap((page) => {
  const address = exampleAddress(page)
  const isLeftOut = page.kept === 'never' || only?.includes(page.id) === false
  return address === null || isLeftOut ? [] : [{ id: page.id, address }]
})
const write = (line: string): void => void process.stdout.write(`${line}\n`)

write('page: time to write it / time of the JSON of its answers; ms each; µs when kept; kB of HTML')
for (const page of pages) {
  const { id, ratio, ms, againUs, kB } = await figuresOf(page)
  write(
    `${id}: ${ratio === null ? 'no answers' : ratio.toFixed(2)}; ${ms.toFixed(1)} ms; ${againUs.toFixed(0)} µs; ${kB.toFixed(0)} kB`,
  )
}
write('page: largest paint, layout shift and kB in a browser slowed like a phone')
const server = createAdaptorServer({ fetch: testApp().fetch })
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await openBrowser()
try {
  for (const { id, address } of pages) {
    await (await fetch(`${origin}${address}`)).arrayBuffer()
    const { largest, shift, kB } = await paintOf(browser, `${origin}${address}`)
    write(`${id}: ${(largest / 1000).toFixed(2)} s; ${shift.toFixed(3)}; ${kB.toFixed(0)} kB`)
  }
} finally {
  await browser.close()
  server.close()
}
