import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FETCH_LIMITS, FETCH_RETRIES } from '../../src/depositary/fetch-limits.ts'
import { nextLook } from '../../src/depositary/next-look.ts'
import { SOURCE_ERRORS, SourceError } from '../../src/depositary/source-error.ts'
import { readStandIn, standInAddress, watchedOrigins } from '../../src/depositary/stand-in.ts'
import { InputError } from '../../src/law/input-error.ts'
import { fetchMeans } from '../../src/network/fetch-means.ts'

const HOUR = 60 * 60 * 1000
const LAST = Date.parse('2026-11-24T12:00:00Z')

describe('when a source is looked at again', () => {
  const daily = { every_hours: 24 }
  const past = { lastAt: LAST, failures: 0, notBefore: null }

  it('after its interval, or up to a tenth earlier', () => {
    expect(nextLook(daily, past, 0)).toBe(LAST + 24 * HOUR)
    expect(nextLook(daily, past, 0.5)).toBe(LAST + 22.8 * HOUR)
  })

  it.each([
    [1, 0.25, 0.5],
    [2, 0.5, 1],
    [5, 4, 8],
    [6, 6, 12],
    [40, 6, 12],
  ])('after %i failures in a row in %f to %f hours', (failures, least, most) => {
    expect(nextLook(daily, { ...past, failures }, 0)).toBe(LAST + least * HOUR)
    expect(nextLook(daily, { ...past, failures }, 0.999_999_999)).toBeCloseTo(LAST + most * HOUR, -2)
  })

  it('a failure never makes it later than its interval', () => {
    expect(nextLook({ every_hours: 1 }, { ...past, failures: 9 }, 0)).toBe(LAST + HOUR)
  })

  it('never before it allows', () => {
    const notBefore = LAST + 30 * HOUR
    expect(nextLook(daily, { ...past, notBefore }, 0)).toBe(notBefore)
    expect(nextLook(daily, { ...past, failures: 1, notBefore }, 0)).toBe(notBefore)
    expect(nextLook(daily, { ...past, notBefore: LAST - HOUR }, 0)).toBe(LAST + 24 * HOUR)
  })
})

describe('a local copy', () => {
  it.each([undefined, ''])('there is none where DEPOSITARY_URL is %j', (text) => {
    expect(readStandIn(text)).toBeNull()
  })

  it.each(['http://127.0.0.1:8080', 'http://localhost:8080/copies/', 'https://mirror.example/untc'])(
    '%s is one',
    (text) => {
      expect(readStandIn(text)?.href.startsWith(text)).toBe(true)
    },
  )

  it.each([
    'localhost:8080',
    '/srv/copies',
    'file:///srv',
    'http://u:p@host/',
    'http://host/?a=1',
    'http://127.1',
  ])('%s is none, and DEPOSITARY_URL is named', (text) => {
    expect(() => readStandIn(text)).toThrow(InputError)
    expect(() => readStandIn(text)).toThrow('DEPOSITARY_URL')
  })

  it('holds the same paths below its base address', () => {
    const source = new URL('https://source.example/a%20b/c.aspx?x=1&y=2')
    const at = (base: string): string => standInAddress(source, new URL(base)).href
    expect(at('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080/a%20b/c.aspx?x=1&y=2')
    expect(at('http://127.0.0.1:8080/copies//')).toBe('http://127.0.0.1:8080/copies/a%20b/c.aspx?x=1&y=2')
  })

  it('a path of the source cannot leave it', () => {
    const source = new URL('https://source.example//elsewhere.example/c')
    expect(standInAddress(source, new URL('http://127.0.0.1:8080')).host).toBe('127.0.0.1:8080')
  })
})

describe('the means of a process', () => {
  const sources = [
    { address: 'https://one.example/a.xml' },
    { address: 'https://one.example/b.xml' },
    { address: 'http://two.example:8080/c' },
  ]

  it('only the hosts of watched sources are allowed', () => {
    expect(watchedOrigins(sources)).toEqual(['https://one.example', 'http://two.example:8080'])
    const means = fetchMeans({
      sources,
      standIn: null,
      version: '1.0.0',
      publicUrl: 'https://tracker.example',
      signal: new AbortController().signal,
    })
    expect(means.allowed).toEqual(watchedOrigins(sources))
    expect(means.permitted).toEqual([])
    expect(means.userAgent).toBe('palermo-tracker/1.0.0 (+https://tracker.example/)')
  })

  it('between two requests to a source there are three seconds, to a local copy none', async () => {
    const { signal } = new AbortController()
    const twice = async (standIn: URL | null): Promise<number> => {
      const { turns } = fetchMeans({ sources, standIn, version: '1.0.0', publicUrl: null, signal })
      const began = Date.now()
      for (const work of ['first', 'second']) {
        await turns.take('one.example', async () => work, { patienceMs: 0, signal })
      }
      return Date.now() - began
    }
    expect(await twice(new URL('http://127.0.0.1:8080'))).toBeLessThan(1000)
    expect(await twice(null)).toBeGreaterThanOrEqual(3000)
  })
})

describe('the page on fetching', () => {
  const page = readFileSync(new URL('../../docs/fetching.md', import.meta.url), 'utf8')

  it('names every error code and whether it is tried again', () => {
    const rows = page.match(/^\| `[a-z_]+` \|.*\| (?:yes|no) \|$/gm) ?? []
    const told = rows.map((row) => ({
      code: row.replace(/^\| `([a-z_]+)`.*$/, '$1'),
      retry: row.endsWith('| yes |'),
    }))
    expect(told).toEqual(
      SOURCE_ERRORS.map((code) => ({ code, retry: new SourceError(code, 'x', { address: 'y' }).retry })),
    )
  })

  it.each([
    ['connection', `${FETCH_LIMITS.connectMs / 1000} s`],
    ['headers of the answer', `${FETCH_LIMITS.answerMs / 1000} s`],
    ['everything, redirects included', `${FETCH_LIMITS.wholeMs / 1000} s`],
    ['body as sent', `${FETCH_LIMITS.wireBytes / 1024 / 1024} MiB`],
    ['body unpacked', `${FETCH_LIMITS.decodedBytes / 1024 / 1024} MiB`],
    ['redirects', String(FETCH_LIMITS.redirects)],
    ['tries in one run', String(FETCH_RETRIES.tries)],
  ])('gives the limit of: %s', (what, limit) => {
    expect(page).toContain(`| ${what} | ${limit} |`)
  })
})
