import { OutboundFailure } from '../outbound/outbound-failure.ts'

/** Does work with a signal that aborts after a time, or with the signal given. `what` names what is late then, for
 *  example "no connection". The work has to reject with the signal's reason when it aborts. */
export async function within<Result>(
  limit: { readonly ms: number; readonly what: string; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  // Not AbortSignal.any: it costs more than the rest of a short exchange.
  const soon = new AbortController()
  const stop = (): void => soon.abort(limit.signal.reason)
  const timer = setTimeout(() => {
    soon.abort(new OutboundFailure('too_slow', `${limit.what} within ${limit.ms} ms`))
  }, limit.ms)
  if (limit.signal.aborted) stop()
  else limit.signal.addEventListener('abort', stop, { once: true })
  try {
    return await work(soon.signal)
  } finally {
    clearTimeout(timer)
    limit.signal.removeEventListener('abort', stop)
  }
}

/** The result of work that cannot be told to stop; rejects with the signal's reason as soon as that aborts. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([aborted.promise, work])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
