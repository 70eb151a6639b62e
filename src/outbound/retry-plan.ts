/** How often something that failed is tried again, and after what times. */
export type RetryPlan = {
  /** Tries in all, the first one among them. */
  readonly tries: number
  /** The longest wait after the first failure; each further one is `factor` times as long, up to `longestMs`. */
  readonly firstMs: number
  readonly factor: number
  readonly longestMs: number
}

/** Milliseconds to wait after so many failures in a row, between half of the plan's time and all of it, so that those
 *  who failed together do not come back together. `random` is from 0 up to 1. null where the plan is at its end. */
export function retryDelayMs(
  plan: RetryPlan,
  { failures, random }: { readonly failures: number; readonly random: number },
): number | null {
  if (failures >= plan.tries) return null
  const full = Math.min(plan.firstMs * plan.factor ** (failures - 1), plan.longestMs)
  return Math.round(full * (0.5 + random / 2))
}
