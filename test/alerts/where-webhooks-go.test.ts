import { describe, expect, it } from 'vitest'
import { deliverMessage } from '../../jobs/deliver-message.ts'
import type { Resolve } from '../../src/network/checked-socket.ts'
import { httpExchange } from '../../src/network/http-exchange.ts'
import type { Exchange } from '../../src/outbound/exchange.ts'
import { fetchExchange } from '../../src/outbound/fetch-exchange.ts'
import type { Claimed } from '../../src/store/claim-deliveries.ts'
import { newSigningSecret } from '../../src/store/secret-text.ts'
import { httpServer } from '../network/loopback-server.ts'
import { webhookReceiver } from './receivers.ts'
import { meansTo } from './sending.ts'

function messageTo(address: string): Claimed {
  return {
    ids: [1],
    subscription: 1,
    channel: 'webhook',
    address,
    secrets: [newSigningSecret()],
    linkSecret: null,
    failures: 0,
    firstTriedAt: Date.now(),
    message: {
      mark: crypto.randomUUID(),
      subscription: 'sub_test',
      numbers: [1],
      kind: 'alert',
      facts: [],
      corrects: [],
      toContact: false,
      asksFor: null,
      offBecause: null,
      queuedAt: new Date().toISOString(),
      checkedAt: null,
    },
  }
}

async function send(address: string, exchange: Exchange, permitted: readonly string[] = []) {
  const means = meansTo(null, { permitted })
  const signal = new AbortController().signal
  const outcome = await deliverMessage(messageTo(address), { ...means, exchange }, { now: Date.now, signal })
  means.close()
  return outcome.kind === 'accepted' ? 'accepted' : outcome.problem
}

function scripted(...answers: readonly (readonly string[])[]) {
  const asked: string[] = []
  const resolve: Resolve = async (host) => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? []
    asked.push(host)
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { asked, resolve }
}

/** This machine and what else is no receiver, in every way of writing it. */
const NOT_OPEN = [
  ...['127.0.0.1', '127.1', '0177.0.0.1', '0x7f.0.0.1', '2130706433', '0.0.0.0', 'localhost', 'localhost.'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'],
  ...['10.0.0.1', '192.168.0.1', '172.16.0.1', '100.64.0.1', '169.254.169.254', '[fd00::1]', '[fe80::1]'],
  ...['user@127.0.0.1', '127.0.0.1%00', '①②⑦.0.0.1'],
]

describe.each([
  ['Node', () => httpExchange()],
  ['the edge', fetchExchange],
] as const)('webhooks from %s', (_name, exchange) => {
  it.each(NOT_OPEN)('do not go to %s', async (host) => {
    await using inside = await httpServer((_, response) => response.end())
    const port = new URL(inside.origin).port
    const said = await send(`http://${host}:${port}/`, exchange())
    expect(said).toMatch(/^its address is not followed|is not on the open Internet/)
    expect(inside.connections()).toBe(0)
  })

  it('go to a range that the operator opens, and follow no redirect from there', async () => {
    await using inside = await httpServer((_, response) => response.end())
    await using hook = await webhookReceiver()
    expect(await send(hook.origin, exchange(), ['127.0.0.1/32'])).toBe('accepted')
    hook.answer((response) => response.writeHead(302, { location: inside.origin }).end())
    expect(await send(hook.origin, exchange(), ['127.0.0.1/32'])).toBe('it answered 302')
    expect(inside.connections()).toBe(0)
  })

  it('are broken off where the answer is too large', async () => {
    await using hook = await httpServer((_, response) => response.end('x'.repeat(20_000)))
    expect(await send(hook.origin, exchange(), ['127.0.0.1/32'])).toContain('is longer than 16384 bytes')
  })
})

describe('webhooks to names', () => {
  it('are not sent where the name is at a private address', async () => {
    const { resolve } = scripted(['10.0.0.1'])
    expect(await send('http://inside.example/', httpExchange({ resolve }))).toMatch(
      /^inside.example is at 10.0.0.1, which is not on the open Internet/,
    )
  })

  it('are sent to the address that was checked, though the name is somewhere else a moment later', async () => {
    await using hook = await webhookReceiver()
    const { asked, resolve } = scripted(['127.0.0.1'], ['127.0.0.2'])
    const address = `http://rebound.example:${new URL(hook.origin).port}/`
    expect(await send(address, httpExchange({ resolve }), ['127.0.0.1/32'])).toBe('accepted')
    expect(asked).toEqual(['rebound.example'])
    // The next message looks the name up again, and what it finds then is checked again.
    expect(await send(address, httpExchange({ resolve }), ['127.0.0.1/32'])).toContain('is at 127.0.0.2')
    expect(hook.posted).toHaveLength(1)
  })
})
