/** Counts failures by name, to refuse a name that has failed too often for a while. */
export type Attempts = {
  /** Seconds until the name may try again; 0 where it may now. */
  readonly wait: (name: string) => number
  readonly failed: (name: string) => void
}

type Failures = { count: number; readonly until: number }

const NAMES_KEPT = 10_000

/** At most `most` failures of a name in `withinMs`, counted in this process. */
export function limitAttempts(options: {
  readonly most: number
  readonly withinMs: number
  readonly now: () => number
}): Attempts {
  const { most, withinMs, now } = options
  const names = new Map<string, Failures>()
  const current = (name: string): Failures | undefined => {
    const found = names.get(name)
    if (found === undefined || (found.until > now() && found.until <= now() + withinMs)) return found
    names.delete(name)
    return undefined
  }
  return {
    wait: (name) => {
      const found = current(name)
      if (found === undefined || found.count < most) return 0
      return Math.ceil((found.until - now()) / 1000)
    },
    failed: (name) => {
      const found = current(name)
      if (found !== undefined) {
        found.count += 1
        return
      }
      const oldest = names.size >= NAMES_KEPT ? names.keys().next() : undefined
      if (oldest !== undefined && !oldest.done) names.delete(oldest.value)
      names.set(name, { count: 1, until: now() + withinMs })
    },
  }
}
