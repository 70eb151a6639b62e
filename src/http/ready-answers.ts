/** An answer that can be sent as it is. */
export type Ready = {
  /** Name of the resource in figures. */
  readonly resource: string
  readonly tag: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array<ArrayBuffer>
  /** To be called when the bytes have been handed to the network; null where they are kept. */
  readonly sent: (() => void) | null
  /** Whether this very answer is given again: then what is made of it may be kept with it. */
  readonly isKept: boolean
}

/** Makes the answer at an address that was asked before, for a query; null where that has to be read with care. */
export type AnswerAt = (query: string) => Ready | null

/** The addresses that were asked lately, each with what answers there. */
export type ReadyAnswers = {
  /** `path` is the address without its query, as it is sent. */
  readonly learn: (path: string, answerAt: AnswerAt) => void
  /** The answer at an address with its query; null where the request has to go through the whole program. */
  readonly find: (target: string) => Ready | null
}

const PATHS_KEPT = 4_000

/** Remembers where answers were given, so that the next one there need not go through the whole program. */
export function rememberAnswers(): ReadyAnswers {
  let known = new Map<string, AnswerAt>()
  return {
    learn: (path, answerAt) => {
      if (known.has(path)) return
      if (known.size >= PATHS_KEPT) known = new Map()
      known.set(path, answerAt)
    },
    find: (target) => {
      const place = target.indexOf('?')
      const answerAt = known.get(place === -1 ? target : target.slice(0, place))
      return answerAt === undefined ? null : answerAt(place === -1 ? '' : target.slice(place + 1))
    },
  }
}
