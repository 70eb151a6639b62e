import { readFileSync } from 'node:fs'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

// The baseline: Hono with one handler that returns the bytes of a file, as text or as bytes, whatever it is asked.

const [file, form] = process.argv.slice(2)
if (file === undefined) throw new Error('give the file whose bytes are returned')
const bytes = new Uint8Array(readFileSync(file))
const text = new TextDecoder().decode(bytes)
const headers = { 'content-type': 'application/json' }

const app = new Hono()
app.get('*', (c) => (form === 'text' ? c.body(text, 200, headers) : c.body(bytes, 200, headers)))

const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => {
  const at = server.address()
  if (typeof at !== 'object' || at === null) throw new Error('no address')
  process.stdout.write(`http://127.0.0.1:${at.port}\n`)
})
