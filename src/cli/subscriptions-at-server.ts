import { InputError } from '../law/input-error.ts'
import { refusalIn } from './ask-remotely.ts'
import type { CommandLine } from './command-line.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { officerToken } from './officer-token.ts'
import {
  type AddedOne,
  type Ledger,
  type Listed,
  ROWS_SHOWN,
  type SubscriptionDesk,
} from './subscription-desk.ts'

const NEEDED = 'a token with the scope operate, because a server holds the record and has the subscriptions'
const NO_LEAVE: readonly number[] = [401, 403]

type Asked = { readonly method?: string; readonly body?: unknown }

/** Subscriptions of the record that a server holds, asked through its API with the token of an officer. What the server
 *  answers is taken as it is: it is the same program. */
export function deskAtServer(line: CommandLine, server: string): SubscriptionDesk {
  const token = officerToken(line, NEEDED)
  const ask = async (path: string, { method = 'GET', body }: Asked = {}): Promise<unknown> => {
    const response = await fetchAnswer(new URL(`/v1/subscriptions${path}`, server), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (NO_LEAVE.includes(response.status)) {
      throw new InputError([{ field: 'OFFICER_TOKEN', value: '…', accepted: NEEDED }])
    }
    const answer: unknown = text === '' ? null : JSON.parse(text)
    if (!response.ok) throw refusalIn(answer)
    return answer
  }
  const of = (id: string): string => `/${encodeURIComponent(id)}`
  return {
    list: async () => {
      const { subscriptions } = (await ask('')) as { readonly subscriptions: readonly Listed[] }
      return subscriptions
    },
    ledger: async (id) => {
      const { notices, deliveries } = (await ask(`${of(id)}/deliveries?limit=${ROWS_SHOWN}`)) as Ledger
      return { notices, deliveries }
    },
    add: async ({ confirmed, ...body }) => {
      if (confirmed) {
        const accepted = 'nothing while a server holds the record: its receiver confirms it'
        throw new InputError([{ field: '--confirmed', value: null, accepted }])
      }
      const { state: _, ...made } = (await ask('', { method: 'POST', body })) as AddedOne & {
        readonly state: string
      }
      return made
    },
    resume: async (id) => {
      await ask(`${of(id)}/verification`, { method: 'POST' })
      return `${id} is asked for its confirmation by the server, and goes on with that.`
    },
    remove: async (id) => {
      await ask(of(id), { method: 'DELETE' })
    },
  }
}
