/** Wakes one who waits. A ring while nobody waits is for the next who does. */
export type Doorbell = {
  readonly ring: () => void
  /** Resolves when it rang, or after a while. */
  readonly wait: (ms: number) => Promise<void>
}

export function doorbell(): Doorbell {
  let rang = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      if (wake === null) rang = true
      else wake()
    },
    wait: (ms) => {
      if (rang) {
        rang = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer)
          wake = null
          resolve()
        }
        const timer = setTimeout(end, ms)
        wake = end
      })
    },
  }
}
