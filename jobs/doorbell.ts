/** Wakes one who waits. A ring while nobody waits is for the next who does; those that come together are one. */
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
      rang = true
      wake?.()
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const open = (): void => {
          rang = false
          resolve()
        }
        const end = (): void => {
          clearTimeout(timer)
          wake = null
          // Whoever rings at the same moment does not wake it again.
          setTimeout(open, 0)
        }
        const timer = setTimeout(end, ms)
        if (rang) end()
        else wake = end
      }),
  }
}
