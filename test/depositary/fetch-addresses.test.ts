import { describe, expect, it } from 'vitest'
import { fetchDocument } from '../../src/depositary/fetch-document.ts'
import type { FetchMeans } from '../../src/depositary/fetch-means.ts'
import { NOTHING_KNOWN } from '../../src/depositary/fetched-document.ts'
import type { Resolve } from '../../src/network/checked-socket.ts'
import { httpExchange } from '../../src/network/http-exchange.ts'
import { failureOf, madeMeans, SOURCE } from '../network/fetching.ts'
import { httpServer, type LoopbackServer } from '../network/loopback-server.ts'

const TABLE = '<Document/>'

function fetchFrom(address: string, means: Partial<FetchMeans> & { readonly standInAt?: string }) {
  return fetchDocument({ address, form: null }, NOTHING_KNOWN, madeMeans(means))
}

/** A look-up that gives each question the next answer, and says how often it was asked. */
function scripted(...answers: readonly (readonly string[])[]): { resolve: Resolve; asked: string[] } {
  const asked: string[] = []
  const resolve: Resolve = async (hostname) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push(hostname)
    return (answer ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { resolve, asked }
}

function named(server: LoopbackServer, host = 'source.example'): string {
  return `http://${host}:${server.port}`
}

describe('only allowed hosts are asked', () => {
  it.each([
    'https://elsewhere.example/table.xml',
    'http://source.example/table.xml',
    'https://source.example:8443/table.xml',
    'https://source.example./table.xml',
    'https://source.example@elsewhere.example/table.xml',
    'https://user@source.example/table.xml',
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:5432/',
    'http://2130706433/',
    'file:///etc/passwd',
    'ftp://source.example/table.xml',
    'table.xml',
  ])('%s is refused before anything is sent or looked up', async (address) => {
    const { resolve, asked } = scripted(['127.0.0.1'])
    const error = await failureOf(fetchFrom(address, { exchange: httpExchange({ resolve }) }))
    expect(error).toMatchObject({ code: 'address_not_allowed', retry: false, evidence: null })
    expect(asked).toEqual([])
  })
})

describe('an allowed host at an address that is not', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['169.254.169.254', 'metadata'],
    ['fe80::1', 'link_local'],
    ['::ffff:127.0.0.1', 'translated'],
    ['224.0.0.1', 'multicast'],
    ['0.0.0.0', 'unspecified'],
  ])('%s is not connected to (%s)', async (address, reason) => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    const { resolve } = scripted([address])
    const means = { exchange: httpExchange({ resolve }), allowed: [named(server)] }
    const error = await failureOf(fetchFrom(`${named(server)}/`, means))
    expect(error).toMatchObject({ code: 'address_refused', retry: false })
    expect(error.message).toContain(`(${reason})`)
    expect(server.connections()).toBe(0)
  })

  it('a name that moves between two look-ups is connected to where it was checked, by one look-up', async () => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    const { resolve, asked } = scripted(['127.0.0.1'], ['169.254.169.254'])
    const means = {
      exchange: httpExchange({ resolve }),
      allowed: [named(server)],
      permitted: ['127.0.0.1/32'],
    }
    await fetchFrom(`${named(server)}/`, means)
    expect(asked).toEqual(['source.example'])
    expect(server.seen[0]?.headers.host).toBe(`source.example:${server.port}`)
    expect(await failureOf(fetchFrom(`${named(server)}/`, means))).toMatchObject({ code: 'address_refused' })
    expect(asked).toHaveLength(2)
    expect(server.connections()).toBe(1)
  })

  it('of several addresses only those that are allowed are used', async () => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    const { resolve } = scripted(['169.254.169.254', '::1', '127.0.0.1', 'fe80::1'])
    const means = {
      exchange: httpExchange({ resolve }),
      allowed: [named(server)],
      permitted: ['127.0.0.0/8'],
    }
    expect((await fetchFrom(`${named(server)}/`, means)).outcome).toBe('document')
    expect(server.connections()).toBe(1)
  })

  it('a name that nobody has', async () => {
    const { resolve } = scripted([])
    const error = await failureOf(fetchFrom(SOURCE, { exchange: httpExchange({ resolve }) }))
    expect(error).toMatchObject({ code: 'name_not_found', retry: true })
  })
})

describe('each redirect is checked anew', () => {
  async function redirecting(location: string): Promise<Awaited<ReturnType<typeof httpServer>>> {
    return httpServer((_, response) => response.writeHead(301, { location }).end())
  }

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://localhost/',
    'https://elsewhere.example/table.xml',
    '//elsewhere.example/table.xml',
    'https://source.example/table.xml',
  ])('to %s, which is not an allowed host', async (location) => {
    await using server = await redirecting(location)
    const error = await failureOf(fetchFrom(SOURCE, { standInAt: server.origin }))
    expect(error).toMatchObject({ code: 'redirect_refused', retry: false })
    expect(error.address).toBe(`${server.origin}/doc/Volume%20II/table.xml?lang=en`)
    expect(server.connections()).toBe(1)
  })

  it.each(['http://0x7f.0.0.1/', 'http://user@127.0.0.1/', 'gopher://127.0.0.1/', 'http://127.1/', 'http:x'])(
    'to %s, which is not written as an address should be',
    async (location) => {
      await using server = await redirecting(location)
      const error = await failureOf(fetchFrom(SOURCE, { standInAt: server.origin }))
      expect(error).toMatchObject({ code: 'redirect_refused' })
    },
  )

  it('to another port of the same machine', async () => {
    await using private_ = await httpServer((_, response) => response.end('secret'))
    await using server = await redirecting(`${private_.origin}/`)
    const error = await failureOf(fetchFrom(SOURCE, { standInAt: server.origin }))
    expect(error.code).toBe('redirect_refused')
    expect(private_.connections()).toBe(0)
  })

  it('to an allowed name that is at a private address', async () => {
    await using inside = await httpServer((_, response) => response.end('secret'))
    await using server = await redirecting(`${named(inside, 'second.example')}/`)
    const resolve: Resolve = async (host) => [
      { address: host === 'source.example' ? '127.0.0.1' : '::1', family: host === 'source.example' ? 4 : 6 },
    ]
    const means = {
      exchange: httpExchange({ resolve }),
      allowed: [named(server), named(inside, 'second.example')],
      permitted: ['127.0.0.1/32'],
    }
    const error = await failureOf(fetchFrom(`${named(server)}/`, means))
    expect(error).toMatchObject({ code: 'address_refused' })
    expect(inside.connections()).toBe(0)
  })

  it('to itself', async () => {
    await using server = await redirecting('/doc/Volume%20II/table.xml?lang=en')
    expect(await failureOf(fetchFrom(SOURCE, { standInAt: server.origin }))).toMatchObject({
      code: 'redirect_loop',
      retry: false,
    })
    expect(server.connections()).toBe(1)
  })

  it('round and round between two pages', async () => {
    await using server = await httpServer((request, response) => {
      response.writeHead(301, { location: request.url === '/a' ? '/b' : '/a' }).end()
    })
    const error = await failureOf(fetchFrom(`${server.origin}/a`, { standInAt: server.origin }))
    expect(error.code).toBe('redirect_loop')
    expect(server.seen.map(({ url }) => url)).toEqual(['/a', '/b'])
  })

  it('on and on to ever new pages', async () => {
    await using server = await httpServer((request, response) => {
      response.writeHead(302, { location: `${request.url}x` }).end()
    })
    const error = await failureOf(fetchFrom(`${server.origin}/a`, { standInAt: server.origin }))
    expect(error.code).toBe('too_many_redirects')
    expect(server.seen).toHaveLength(6)
  })

  it('without saying where to', async () => {
    await using server = await httpServer((_, response) => response.writeHead(302).end())
    const error = await failureOf(fetchFrom(SOURCE, { standInAt: server.origin }))
    expect(error.code).toBe('unexpected_status')
  })

  it.each([301, 302, 303, 307, 308])(
    'a good %i is followed, and the document says where it was',
    async (status) => {
      await using server = await httpServer((request, response) => {
        if (request.url === '/new.xml') response.end(TABLE)
        else response.writeHead(status, { location: '/new.xml#top' }).end()
      })
      const outcome = await fetchFrom(SOURCE, { standInAt: server.origin })
      expect(outcome).toMatchObject({ document: { asked: SOURCE, final: `${server.origin}/new.xml` } })
    },
  )
})

describe('a local copy stands in', () => {
  it('it is asked for the same path and query, below its base address', async () => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    await fetchFrom(SOURCE, { standInAt: `${server.origin}/copies/` })
    await fetchFrom(SOURCE, { standInAt: server.origin })
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/copies/doc/Volume%20II/table.xml?lang=en',
      '/doc/Volume%20II/table.xml?lang=en',
    ])
  })

  it('an address of the copy itself stays as it is', async () => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    await fetchFrom(`${server.origin}/copies/a.xml`, { standInAt: `${server.origin}/copies/` })
    expect(server.seen[0]?.url).toBe('/copies/a.xml')
  })

  it('it may be named by a host of one\u2019s own network', async () => {
    await using server = await httpServer((_, response) => response.end(TABLE))
    const { resolve } = scripted(['127.0.0.1'])
    const means = { exchange: httpExchange({ resolve }), standInAt: named(server, 'copy.internal') }
    expect((await fetchFrom(SOURCE, means)).outcome).toBe('document')
    expect(server.seen[0]?.headers.host).toBe(`copy.internal:${server.port}`)
  })

  it.each(['169.254.169.254', '169.254.7.7', 'fe80::1', '224.0.0.1', '0.0.0.0'])(
    'it does not open %s',
    async (at) => {
      const { resolve } = scripted([at])
      const means = { exchange: httpExchange({ resolve }), standInAt: 'http://copy.internal' }
      expect(await failureOf(fetchFrom(SOURCE, means))).toMatchObject({ code: 'address_refused' })
    },
  )
})
