import { messageOf } from '../src/record/error-text.ts'
import { outageText } from '../src/store/outage.ts'
import { deliverDue } from './deliver-due.ts'
import type { Delivering } from './try-delivery.ts'

export type DeliveryRounds = Omit<Delivering, 'signal'> & {
  readonly everyMs: number
  /** Told when the database could not be asked or written to, once until it can be again; each round tries again. */
  readonly say: (text: string) => void
}

/** Sends what is due in rounds, one at a time. Returns a function that stops: nothing new is begun, webhooks under way
 *  are broken off and mails under way are waited for. */
export function startDeliveries({ everyMs, say, ...given }: DeliveryRounds): () => Promise<void> {
  const stopping = new AbortController()
  let underWay: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let lost = false
  const round = async (): Promise<void> => {
    try {
      await deliverDue({ ...given, signal: stopping.signal })
      if (lost) say('Alerts can be sent again.')
      lost = false
    } catch (error) {
      if (!lost) say(`Alerts could not be sent: ${outageText(error) ?? messageOf(error)}`)
      lost = true
    }
    if (!stopping.signal.aborted) wait()
  }
  const wait = (): void => {
    timer = setTimeout(() => {
      underWay = round()
    }, everyMs)
    timer.unref()
  }
  wait()
  return async () => {
    stopping.abort()
    if (timer !== null) clearTimeout(timer)
    await underWay
  }
}
