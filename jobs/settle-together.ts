/** How acceptances come on record. */
export type Gathering = {
  /** Writes that these messages were accepted. */
  readonly write: (ids: readonly number[]) => Promise<void>
  /** For so long others are waited for, to come on record in the same statement; 0: not at all. */
  readonly waitMs: number
  /** So many are enough. */
  readonly most: number
}

/** Takes the messages that were accepted; resolves when that is on record. */
export type Accept = (ids: readonly number[]) => Promise<void>

export type Gathered = {
  readonly take: Accept
  /** Nothing more is to be waited for. */
  readonly flush: () => void
}

type Batch = { readonly ids: number[]; readonly written: Promise<void>; readonly flush: () => void }

/** Puts acceptances on record together: those that come within the time, and those that come while the database writes.
 *  One statement for many is what lets the ledger keep up with the network. */
export function settleTogether({ write, waitMs, most }: Gathering): Gathered {
  let last: Promise<void> = Promise.resolve()
  let next: Batch | null = null
  const begin = (): Batch => {
    const ids: number[] = []
    const gathered = Promise.withResolvers<void>()
    const timer = setTimeout(gathered.resolve, waitMs)
    const writeAll = (): Promise<void> => {
      next = null
      return write(ids)
    }
    const flush = (): void => {
      clearTimeout(timer)
      gathered.resolve()
    }
    if (waitMs === 0) flush()
    last = Promise.allSettled([last, gathered.promise]).then(writeAll)
    return { ids, written: last, flush }
  }
  const take: Accept = (ids) => {
    next ??= begin()
    next.ids.push(...ids)
    if (next.ids.length >= most) next.flush()
    return next.written
  }
  return { take, flush: () => next?.flush() }
}
