/** Work that takes the whole program for a moment, in the order in which it was asked for. The promise is of null where
 *  its turn did not come in time, or whoever asked for it had gone (`isGone`, after so many milliseconds of waiting): then
 *  it was never begun. */
export type CostlyQueue = <Result>(
  work: () => Result | Promise<Result>,
  isGone?: (waitedMs: number) => boolean,
) => Promise<Result | null>

/** How long costly work is done without looking at what else came. */
const TURN_MS = 5

/** Lets whatever came meanwhile be answered. Without `setImmediate`, as at the edge, it takes a millisecond longer. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}

type Waiting = {
  readonly since: number
  readonly isGone: (waitedMs: number) => boolean
  readonly begin: () => Promise<unknown>
  readonly leave: () => void
}

/** Lets costly work be done a few milliseconds at a time, and whatever else came be answered in between: however many ask
 *  for what is costly, what is quick is quick, and each answer is sent when it is made. Work that waits for something
 *  else than the processor holds up nothing after it. Who has waited `longestMs` is told at once, before time is spent
 *  on what hardly anyone waits for any more, and for who has gone none is. `now` in milliseconds. */
export function costlyQueue({
  longestMs,
  now,
}: {
  readonly longestMs: number
  readonly now: () => number
}): CostlyQueue {
  const waiting: Waiting[] = []
  let isWorking = false

  const workOn = async (): Promise<void> => {
    isWorking = true
    while (waiting.length > 0) {
      const began = now()
      while (now() - began < TURN_MS) {
        const next = waiting.shift()
        if (next === undefined) break
        const waitedMs = now() - next.since
        if (waitedMs > longestMs || next.isGone(waitedMs)) next.leave()
        else await Promise.race([next.begin(), pause()])
      }
      await pause()
    }
    isWorking = false
  }

  return <Result>(
    work: () => Result | Promise<Result>,
    isGone: (waitedMs: number) => boolean = () => false,
  ) =>
    new Promise<Result | null>((resolve, reject) => {
      const begin = async (): Promise<void> => {
        try {
          resolve(await work())
        } catch (error) {
          reject(error)
        }
      }
      waiting.push({ since: now(), isGone, begin, leave: () => resolve(null) })
      if (!isWorking) void workOn()
    })
}
