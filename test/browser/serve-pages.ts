import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { testApp } from '../http/ask-app.ts'
import { openBrowser } from './open-browser.ts'

/** A browser and the program over the real record, for the tests of one file. */
export type PagesOnTrial = {
  readonly origin: () => string
  /** A page of its own with what it did wrong: messages of the console, requests to elsewhere. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<OpenedPage>
}

export type OpenedPage = {
  readonly page: Page
  readonly wrongs: string[]
  readonly close: () => Promise<void>
}

/** Starts both before the tests and ends them after. */
export function pagesOnTrial(app = testApp()): PagesOnTrial {
  const server = createAdaptorServer({ fetch: app.fetch })
  let browser: Browser
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    origin: () => origin,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
      const page = await context.newPage()
      const wrongs: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) wrongs.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => wrongs.push(`error: ${error.message}`))
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) wrongs.push(`asked ${request.url()}`)
      })
      await page.goto(`${origin}${path}`)
      return { page, wrongs, close: () => context.close() }
    },
  }
}
