/** Work that takes the whole program for a moment. */
export type Costly<Result> = {
  readonly work: () => Result | Promise<Result>
  /** Who asks for it. */
  readonly client: string
  /** Whether the client's next comes only after a pause as long as this took. */
  readonly rests: boolean
  /** Whether nobody waits for it any more, after so many milliseconds of waiting. */
  readonly isGone: (waitedMs: number) => boolean
}

/** Why work was never begun: its turn did not come in time, or nobody waited for it any more. */
export type NotBegun = 'too late' | 'gone'

export type CostlyQueue = <Result>(asked: Costly<Result>) => Promise<Result | NotBegun>

/** How long costly work is done, one after the other, without looking at what else came. */
const TURN_MS = 5
const LONGEST_REST_MS = 250
/** Half of the time in which an answer has to begin. */
const LONGEST_WAIT_MS = 5_000

/** Lets whatever came meanwhile be answered. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type Waiting = Pick<Costly<unknown>, 'rests' | 'isGone'> & {
  readonly since: number
  readonly begin: () => Promise<unknown>
  readonly leave: (why: NotBegun) => void
}

/** What one client waits for, in the order in which it asked, and when the next of it may begin. */
type Line = { readonly waiting: Waiting[]; readyAt: number }

/** Lets costly work be done for one client after the other, the one that had its turn last coming last, however much one
 *  of them asks for at once. Whatever else came is answered in between, but no piece of work is cut: others wait for the
 *  one that is being done. Work that waits for something else than the processor holds up nothing after it. Who has waited
 *  `longestMs` (five seconds when left out) is told when the turn comes, before time is spent on what hardly anyone waits
 *  for any more. `now` in milliseconds. Only where work may outlive the request that asked for it: not at the edge. */
export function costlyQueue({
  longestMs = LONGEST_WAIT_MS,
  now = () => performance.now(),
}: {
  readonly longestMs?: number
  readonly now?: () => number
} = {}): CostlyQueue {
  const lines = new Map<string, Line>()
  let isWorking = false

  const next = (): { readonly line: Line; readonly one: Waiting } | null => {
    for (const [client, line] of lines) {
      if (line.readyAt > now()) continue
      lines.delete(client)
      const one = line.waiting.shift()
      if (one === undefined) continue
      lines.set(client, line)
      return { line, one }
    }
    return null
  }

  const take = async (line: Line, { rests, isGone, since, begin, leave }: Waiting): Promise<void> => {
    const began = now()
    const waitedMs = began - since
    if (isGone(waitedMs)) return leave('gone')
    if (waitedMs > longestMs) return leave('too late')
    await Promise.race([begin(), pause()])
    if (rests) line.readyAt = now() + Math.min(now() - began, LONGEST_REST_MS)
  }

  const workOn = async (): Promise<void> => {
    if (isWorking) return
    isWorking = true
    let since = now()
    for (let found = next(); found !== null; found = next()) {
      await take(found.line, found.one)
      if (now() - since < TURN_MS) continue
      await pause()
      since = now()
    }
    isWorking = false
    const resting = [...lines.values()].filter(({ waiting }) => waiting.length > 0)
    if (resting.length === 0) return
    setTimeout(workOn, Math.max(0, Math.min(...resting.map(({ readyAt }) => readyAt)) - now()))
  }

  return <Result>({ work, client, rests, isGone }: Costly<Result>) =>
    new Promise<Result | NotBegun>((resolve, reject) => {
      const begin = async (): Promise<void> => {
        try {
          resolve(await work())
        } catch (error) {
          reject(error)
        }
      }
      // What needs no rest after it does not wait for the rests of the same client either.
      const name = rests ? `${client}, with rests` : client
      const line = lines.get(name) ?? { waiting: [], readyAt: 0 }
      lines.set(name, line)
      line.waiting.push({ rests, isGone, since: now(), begin, leave: resolve })
      void workOn()
    })
}
