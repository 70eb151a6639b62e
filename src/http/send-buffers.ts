/** Memory for answers that are put together anew for each request. */
export type SendBuffers = {
  readonly take: (length: number) => Uint8Array<ArrayBuffer>
  /** Whether the bytes are in memory that is wanted back. */
  readonly isLent: (bytes: Uint8Array<ArrayBuffer>) => boolean
  /** Only for what is lent, and only when nobody will read it again. */
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
      if (length < SMALL || length >= SIZE) return new Uint8Array(length)
      return new Uint8Array(free.pop() ?? new ArrayBuffer(SIZE), 0, length)
    },
    isLent: ({ buffer }) => buffer.byteLength === SIZE,
    giveBack: ({ buffer }) => {
      if (free.length < KEPT) free.push(buffer)
    },
  }
}

/** What tells when an answer has been handed to the network. */
export type Outgoing = { readonly once: (event: 'finish', listener: () => void) => unknown }

/** That of the platform; null where it does not tell. `env` is what the platform gave with the request: the server of
 *  Node gives its response there. */
export function outgoingOf(env: unknown): Outgoing | null {
  if (typeof env !== 'object' || env === null || !('outgoing' in env)) return null
  const { outgoing } = env
  const known = typeof outgoing === 'object' && outgoing !== null && 'once' in outgoing
  return known && typeof outgoing.once === 'function' ? (outgoing as Outgoing) : null
}
