import { describe, expect, it } from 'vitest'
import { hostTurns } from '../../src/outbound/host-turns.ts'
import { OutboundFailure } from '../../src/outbound/outbound-failure.ts'

const INTERVAL = 100

/** A clock that moves only when someone waits. */
function madeTurns() {
  const clock = { now: 1_000_000, waited: 0 }
  const turns = hostTurns({
    intervalMs: INTERVAL,
    now: () => clock.now,
    wait: async (ms) => {
      clock.now += ms
      clock.waited += ms
    },
  })
  return { clock, turns }
}

function options(patienceMs = 1000): { patienceMs: number; signal: AbortSignal } {
  return { patienceMs, signal: new AbortController().signal }
}

describe('one request at a time for a host', () => {
  it('ten at once are sent one after the other, each an interval after the last has ended', async () => {
    const { clock, turns } = madeTurns()
    const began = clock.now
    const starts: number[] = []
    let underWay = 0
    let most = 0
    const work = async (): Promise<void> => {
      starts.push(clock.now - began)
      underWay += 1
      most = Math.max(most, underWay)
      await Promise.resolve()
      clock.now += 30
      underWay -= 1
    }
    await Promise.all(Array.from({ length: 10 }, () => turns.take('a.example', work, options())))
    expect(most).toBe(1)
    expect(starts).toEqual([0, 130, 260, 390, 520, 650, 780, 910, 1040, 1170])
  })

  it('another host does not wait', async () => {
    const { clock, turns } = madeTurns()
    const first = Promise.withResolvers<void>()
    const slow = turns.take('a.example', () => first.promise, options())
    await turns.take('b.example', async () => 1, options())
    expect(clock.waited).toBe(0)
    first.resolve()
    await slow
  })

  it('work that fails gives its turn on and says why', async () => {
    const { turns } = madeTurns()
    const fails = turns.take('a.example', () => Promise.reject(new Error('broken')), options())
    const next = turns.take('a.example', async () => 'next', options())
    await expect(fails).rejects.toThrow('broken')
    await expect(next).resolves.toBe('next')
  })

  it('a host that asked to be left alone is left alone', async () => {
    const { clock, turns } = madeTurns()
    turns.holdBack('a.example', clock.now + 500)
    turns.holdBack('a.example', clock.now + 200)
    await turns.take('a.example', async () => 1, options())
    expect(clock.waited).toBe(500)
  })

  it('a host that asked for longer than the patience is not asked at all', async () => {
    const { clock, turns } = madeTurns()
    const until = clock.now + 5000
    turns.holdBack('a.example', until)
    let sent = 0
    const work = async (): Promise<void> => {
      sent += 1
    }
    const failure = await turns.take('a.example', work, options()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(OutboundFailure)
    expect(failure).toMatchObject({ code: 'asked_to_wait', notBefore: until })
    expect(sent).toBe(0)
    expect(clock.waited).toBe(0)
  })

  it('whoever is told to stop while waiting sends nothing', async () => {
    const { turns } = madeTurns()
    const failure = await turns
      .take('a.example', async () => 1, { patienceMs: 1000, signal: AbortSignal.abort() })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'stopped' })
  })
})
