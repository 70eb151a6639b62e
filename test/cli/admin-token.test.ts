import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { sha256Hex } from '../../src/record/sha256.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { palermo, startServing } from './program.ts'

const dataDir = await newDataDirectory('first')

/** Everything that the server says to the bytes until it closes the connection. */
async function saidTo(address: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  let said = ''
  socket.on('data', (piece) => {
    said += piece.toString()
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  return said
}

it('the token that `tokens admin` prints is accepted by its hash, and a plain SHA-256 with a word on what it is worth', async () => {
  const made = await palermo(['tokens', 'admin', '--json'], { DATA_DIR: dataDir })
  const { token, admin_token_hash: hash } = JSON.parse(made.out)
  expect(hash).not.toContain(token.slice(21))
  const PUBLIC_URL = 'https://treaties.example.org'
  const server = await startServing({ DATA_DIR: dataDir, ADMIN_TOKEN_HASH: hash, PUBLIC_URL })
  const me = (text: string) =>
    fetch(`${server.address}/v1/officers/me`, { headers: { authorization: `Bearer ${text}` } })
  expect(await (await me(token)).json()).toMatchObject({ name: 'admin', scopes: expect.any(Array) })
  expect((await me(hash)).status).toBe(401)
  // What the whole program sends where it refuses, and where it names itself.
  for (const bytes of ['hello\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(17_000)}\r\n\r\n`]) {
    const said = await saidTo(server.address, bytes)
    expect(said).toMatch(/^HTTP\/1\.1 4(00|31) /)
    expect(said).toContain("content-security-policy: default-src 'none'; frame-ancestors 'none'")
    expect(said).toContain('strict-transport-security: max-age=31536000')
  }
  const feed = await saidTo(
    server.address,
    'GET /v1/events.feed.json?treaty=untoc HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
  )
  expect(feed).toContain('"home_page_url": "https://treaties.example.org"')
  expect(feed).not.toContain('evil.example')
  server.child.kill('SIGTERM')
  expect((await server.ended).err).not.toContain('SHA-256')

  const plain = await startServing({ DATA_DIR: dataDir, ADMIN_TOKEN_HASH: sha256Hex('a long one') })
  plain.child.kill('SIGTERM')
  expect((await plain.ended).err).toContain('ADMIN_TOKEN_HASH is a plain SHA-256')
  for (const wrong of [token, hash.replace('16384', '16383'), `${hash}0`, 'scrypt:']) {
    const { code, err } = await palermo(['serve'], { DATA_DIR: dataDir, ADMIN_TOKEN_HASH: wrong })
    expect([wrong, code]).toEqual([wrong, 2])
    expect(err).toContain('ADMIN_TOKEN_HASH')
    expect(err).not.toContain(wrong)
  }
})
