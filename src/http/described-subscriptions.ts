import * as z from 'zod'
import { wholeNumber } from '../answers/parameter-shapes.ts'
import { subscriptionChange, subscriptionRequest, wishes } from './api/subscription-request.ts'
import { type DescribedRoute, READ } from './described-route.ts'

const MOST_NUMBER = 999_999_999_999_999
const instant = z.iso.datetime()

const subscription = z
  .object({
    id: z.string(),
    channel: subscriptionRequest.shape.channel,
    address: z.string(),
    contact: z.string().nullable().describe('Who is written to when a webhook is switched off.'),
    state: z
      .enum(['pending', 'active', 'off'])
      .describe('pending: not confirmed yet, nothing is told. off: its receiver kept failing.'),
    off_because: z.string().nullable(),
    made_by: z.string().nullable().describe('Name of the officer’s token that asked for it.'),
    created_at: instant,
    confirmed_at: instant.nullable(),
    ...z.object(wishes).required().shape,
  })
  .meta({ id: 'Subscription', description: 'Who is told of what, and when.' })

const subscriptionMade = z
  .object({
    state: z.literal('pending'),
    detail: z.string().optional().describe('For people: what happens next.'),
    id: z.string().optional(),
    token: z.string().optional().describe('Good for this subscription alone; shown once.'),
    secret: z.string().nullable().optional().describe('Signs what a webhook is sent; shown once.'),
  })
  .meta({ id: 'SubscriptionMade', description: 'id, token and secret only with an officer’s token.' })

const round = {
  state: z.enum(['queued', 'accepted', 'parked']),
  tries: z.int().min(0),
  first_tried_at: instant.nullable(),
  settled_at: instant.nullable(),
  failures: z.array(
    z.object({ try: z.int(), failed_at: instant, status: z.int().nullable(), problem: z.string() }),
  ),
}

const delivery = z
  .object({
    number: z.int().min(1).describe('Counts the messages of one subscription without gaps.'),
    id: z.string().describe('The webhook-id under which it goes out.'),
    digest_of: z
      .int()
      .nullable()
      .describe('First of those that it goes out with as one digest; null where it goes alone.'),
    queued_at: instant,
    due_at: instant.nullable(),
    unsent: z
      .enum(['taken_back', 'off'])
      .nullable()
      .describe(
        'Why it is parked without having been tried: what it says was taken back before, or the webhook was off.',
      ),
    ...round,
    replays: z
      .array(z.object({ asked_at: instant, ...round }))
      .describe('How it went each time that it was asked for again; what stands above is the first time.'),
    payload: z
      .looseObject({ type: z.string(), timestamp: instant })
      .describe('As a webhook is sent it alone.'),
  })
  .meta({ id: 'Delivery', description: 'One message and how its delivery went.' })

const notice = z
  .object({
    kind: z.enum(['confirm', 'verify', 'link', 'notice', 'heartbeat']),
    queued_at: instant,
    due_at: instant.nullable(),
    ...round,
  })
  .meta({ id: 'Notice', description: 'A message about the subscription itself, which has no number.' })

const deliveries = z
  .object({
    notices: z
      .array(notice)
      .describe('The newest about the subscription itself, the newest first; also before it is confirmed.'),
    deliveries: z.array(delivery),
    next_from: z.int(),
    more: z.boolean(),
  })
  .meta({ id: 'Deliveries' })

const from = wholeNumber(1, MOST_NUMBER, 'From the message with this number on; 1 when left out.').optional()
const ONE = '/v1/subscriptions/{id}'
/** Beside officers, the holder of the token of the subscription itself. */
const OWN = { scope: 'operate' } as const
const TO_DO = { method: 'post', ...OWN, body: null } as const

/** Subscriptions: made, seen, changed, replayed and ended. */
export const DESCRIBED_SUBSCRIPTIONS: readonly DescribedRoute[] = [
  {
    method: 'post',
    path: '/v1/subscriptions',
    id: 'subscribe',
    summary:
      'Subscribes: people by e-mail, who are asked to confirm; webhooks with an officer’s token of the scope read',
    scope: null,
    body: subscriptionRequest,
    answer: subscriptionMade,
    status: 202,
  },
  {
    ...READ,
    path: '/v1/subscriptions',
    id: 'subscriptions',
    summary: 'Every subscription',
    scope: 'operate',
    answer: z.object({ subscriptions: z.array(subscription) }),
  },
  {
    ...READ,
    ...OWN,
    path: ONE,
    id: 'subscription',
    summary: 'One subscription, also with its own token',
    answer: subscription,
  },
  {
    method: 'patch',
    ...OWN,
    path: ONE,
    id: 'subscription-change',
    summary: 'Changes what is asked for; what is left out stays, also with its own token',
    body: subscriptionChange,
    answer: subscription,
    status: 200,
  },
  {
    method: 'delete',
    ...OWN,
    path: ONE,
    id: 'subscription-end',
    summary: 'Ends it and forgets its address, also with its own token',
    body: null,
    answer: null,
    status: 204,
  },
  {
    ...READ,
    ...OWN,
    path: `${ONE}/deliveries`,
    id: 'deliveries',
    summary: 'Its messages and how delivery went, also with its own token',
    query: z.object({
      from,
      limit: wholeNumber(1, 1_000, 'At most so many; 100 when left out.').optional(),
    }),
    answer: deliveries,
  },
  {
    ...TO_DO,
    path: `${ONE}/replay`,
    id: 'replay',
    summary: 'Sends its messages again, also with its own token',
    query: z.object({ from }),
    answer: z.object({ queued: z.int().min(0) }),
    status: 202,
  },
  {
    ...TO_DO,
    path: `${ONE}/secret`,
    id: 'secret',
    summary: 'A new secret for its webhook, the old one good for a day more, also with its own token',
    answer: z.object({ secret: z.string() }),
    status: 201,
  },
  {
    ...TO_DO,
    path: `${ONE}/verification`,
    id: 'verification',
    summary: 'Asks again for its confirmation, also with its own token',
    answer: z.object({ state: z.literal('queued') }),
    status: 202,
  },
]
