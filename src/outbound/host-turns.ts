import { OutboundFailure } from './outbound-failure.ts'

/** Waits so long, or until the signal aborts; throws in neither case. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export type TurnOptions = {
  /** How long a host that asked to be left alone is waited for. */
  readonly patienceMs: number
  readonly signal: AbortSignal
}

/** Keeps requests to one host apart. */
export type HostTurns = {
  /** Does the work when no other work for the host is under way and its interval has passed. Throws OutboundFailure
   *  `asked_to_wait` where the host wants to be left alone for longer than the patience, `stopped` where the signal
   *  aborts before the turn comes. */
  readonly take: <Result>(host: string, work: () => Promise<Result>, options: TurnOptions) => Promise<Result>
  /** Nothing is sent to the host before this instant, in milliseconds since 1970. */
  readonly holdBack: (host: string, until: number) => void
}

type HostState = { last: Promise<void>; freeAt: number; heldUntil: number }

/** One request at a time for each host, with an interval from the end of one to the start of the next. */
export function hostTurns(given: {
  readonly intervalMs: number
  readonly now: () => number
  readonly wait: Wait
}): HostTurns {
  const { intervalMs, now, wait } = given
  const hosts = new Map<string, HostState>()
  const stateOf = (host: string): HostState => {
    const known = hosts.get(host)
    if (known !== undefined) return known
    const state: HostState = { last: Promise.resolve(), freeAt: 0, heldUntil: 0 }
    hosts.set(host, state)
    return state
  }

  const comeToTurn = async (host: string, { patienceMs, signal }: TurnOptions): Promise<void> => {
    const state = stateOf(host)
    for (;;) {
      if (signal.aborted) throw new OutboundFailure('stopped', 'the program was told to stop')
      const { heldUntil, freeAt } = state
      if (heldUntil - now() > patienceMs) {
        const message = `${host} asked to be left alone until ${new Date(heldUntil).toISOString()}`
        throw new OutboundFailure('asked_to_wait', message, { notBefore: heldUntil })
      }
      const leftMs = Math.max(heldUntil, freeAt) - now()
      if (leftMs <= 0) return
      await wait(leftMs, signal)
    }
  }

  return {
    take: async (host, work, options) => {
      const state = stateOf(host)
      const before = state.last
      const turn = Promise.withResolvers<void>()
      state.last = turn.promise
      await before
      try {
        await comeToTurn(host, options)
        try {
          return await work()
        } finally {
          state.freeAt = now() + intervalMs
        }
      } finally {
        turn.resolve()
      }
    },
    holdBack: (host, until) => {
      const state = stateOf(host)
      state.heldUntil = Math.max(state.heldUntil, until)
    },
  }
}
