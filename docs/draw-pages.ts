// Takes the pictures of pages that stand in the README: npm run pictures
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { openBrowser } from '../test/browser/open-browser.ts'
import { testApp } from '../test/http/ask-app.ts'

const SHOWN = [
  { file: 'treaty-page.png', path: '/treaties/smuggling', height: 1560 },
  { file: 'proof-page.png', path: '/treaties/trafficking/why', height: 1560 },
]
const WIDTH = 1180

const server = createAdaptorServer({ fetch: testApp().fetch })
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const browser = await openBrowser()
try {
  for (const { file, path, height } of SHOWN) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height } })
    await page.goto(`http://127.0.0.1:${port}${path}`)
    await page.screenshot({ path: join(import.meta.dirname, file) })
    await page.close()
  }
} finally {
  await browser.close()
  server.close()
}
