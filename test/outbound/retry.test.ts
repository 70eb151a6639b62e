import { describe, expect, it } from 'vitest'
import { LONGEST_WAIT_MS, retryAfter } from '../../src/outbound/retry-after.ts'
import { retryDelayMs } from '../../src/outbound/retry-plan.ts'
import { userAgent } from '../../src/outbound/user-agent.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const SECOND = 1000
const MINUTE = 60 * SECOND

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 2 * MINUTE],
    [' 7 ', 7 * SECOND],
    ['Tue, 24 Nov 2026 12:05:00 GMT', 5 * MINUTE],
    ['Tuesday, 24-Nov-26 12:05:00 GMT', 5 * MINUTE],
    ['Tue Nov 24 12:05:00 2026', 5 * MINUTE],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['9999999999', LONGEST_WAIT_MS],
    ['Tue, 24 Nov 2099 12:00:00 GMT', LONGEST_WAIT_MS],
  ])('%s', (value, waitMs) => {
    expect(retryAfter({ 'retry-after': value }, NOW)).toBe(NOW + waitMs)
  })

  it.each(['', 'soon', '-5', '1.5', '1e9', '2026-11-24T12:05:00Z', 'Tue, 99 Foo 2026 12:05:00 GMT'])(
    '%j asks for nothing that can be read',
    (value) => {
      expect(retryAfter({ 'retry-after': value }, NOW)).toBeNull()
    },
  )

  it('a date is taken by the clock of the one who sent it', () => {
    const headers = {
      'retry-after': 'Tue, 24 Nov 2026 14:00:30 GMT',
      date: 'Tue, 24 Nov 2026 14:00:00 GMT',
    }
    expect(retryAfter(headers, NOW)).toBe(NOW + 30 * SECOND)
  })

  it('an answer without it asks for nothing', () => {
    expect(retryAfter({ date: 'Tue, 24 Nov 2026 14:00:00 GMT' }, NOW)).toBeNull()
  })
})

describe('a plan of tries', () => {
  const plan = { tries: 5, firstMs: 1000, factor: 4, longestMs: 20_000 }

  it.each([
    [1, 500, 1000],
    [2, 2000, 4000],
    [3, 8000, 16_000],
    [4, 10_000, 20_000],
  ])('after %i failures it waits from %i to %i milliseconds', (failures, least, most) => {
    expect(retryDelayMs(plan, { failures, random: 0 })).toBe(least)
    expect(retryDelayMs(plan, { failures, random: 0.999_999 })).toBe(most)
  })

  it('ends after its last try', () => {
    expect(retryDelayMs(plan, { failures: 5, random: 0.5 })).toBeNull()
    expect(retryDelayMs(plan, { failures: 9, random: 0.5 })).toBeNull()
  })
})

describe('the name of the program', () => {
  it('carries its version and where its operator can be found', () => {
    const publicUrl = 'https://tracker.example'
    expect(userAgent({ version: '1.2.3', publicUrl })).toBe(
      'palermo-tracker/1.2.3 (+https://tracker.example/)',
    )
    expect(userAgent({ version: '1.2.3', publicUrl: null })).toBe('palermo-tracker/1.2.3')
  })

  it('cannot carry a second header', () => {
    const named = userAgent({ version: '1', publicUrl: 'https://tracker.example/\r\nX-Other: 1' })
    expect(named).not.toMatch(/[\r\n]/)
  })
})
