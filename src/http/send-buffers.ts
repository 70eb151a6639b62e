/** Memory for answers that are put together anew for each request. */
export type SendBuffers = {
  readonly take: (length: number) => Uint8Array<ArrayBuffer>
  /** Only for what `take` gave, and only when nobody will read it again. */
  readonly giveBack: (bytes: Uint8Array<ArrayBuffer>) => void
}

const SIZE = 128 * 1024
const KEPT = 64
/** Below this an answer is cheaper to allocate than to follow. */
const SMALL = 8 * 1024

/** Buffers that are used again. Without them large answers that are all different make the garbage collector go
 *  through the whole memory a dozen times a second. */
export function keepSendBuffers(): SendBuffers {
  const free: ArrayBuffer[] = []
  return {
    take: (length) => {
      if (length < SMALL || length > SIZE) return new Uint8Array(length)
      return new Uint8Array(free.pop() ?? new ArrayBuffer(SIZE), 0, length)
    },
    giveBack: ({ buffer }) => {
      if (buffer.byteLength === SIZE && free.length < KEPT) free.push(buffer)
    },
  }
}

type Outgoing = { readonly once: (event: 'finish', listener: () => void) => unknown }

function outgoingOf(env: unknown): Outgoing | null {
  if (typeof env !== 'object' || env === null || !('outgoing' in env)) return null
  const { outgoing } = env
  const known = typeof outgoing === 'object' && outgoing !== null && 'once' in outgoing
  return known && typeof outgoing.once === 'function' ? (outgoing as Outgoing) : null
}

/** What can tell when an answer has been handed to the network; null where the platform does not say. `env` is what
 *  the platform gave with the request: the server of Node gives its response there. */
export function sentSignal(env: unknown): ((done: () => void) => void) | null {
  const outgoing = outgoingOf(env)
  return outgoing === null ? null : (done) => outgoing.once('finish', done)
}
