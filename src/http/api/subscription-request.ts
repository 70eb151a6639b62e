import * as z from 'zod'
import { isTimeZone } from '../../alerts/digest-time.ts'
import { ANNOUNCED_DAYS, OPERATOR_KINDS, SUBSCRIBED_KINDS } from '../../alerts/fact.ts'
import { KINDS_ABOUT_THEM, TREATY_WIDE_WORDS, wantsNothing } from '../../alerts/match-subscriptions.ts'
import {
  CHANNELS,
  type Channel,
  DIGESTS,
  type Interest,
  type Manner,
  MESSAGE_LANGUAGES,
  USUAL_INTEREST,
  USUAL_TIMING,
} from '../../alerts/subscription.ts'
import { subscriptionAddress } from '../../alerts/subscription-address.ts'
import { findGroup, findParticipant, findTreaty } from '../../answers/look-up.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { collectProblems } from '../../law/collect-problems.ts'
import { InputError } from '../../law/input-error.ts'
import { parsedBody } from '../parsed-body.ts'

const MOST_FILTERS = 50
const MOST_INSTRUMENTS = 1_000
const MOST_MOVED_DAYS = 3_650

const words = (what: string) =>
  z.array(z.string(what), `a list of ${what}`).max(MOST_FILTERS, `at most ${MOST_FILTERS}`)
const whole = (least: number, most: number) =>
  z
    .int(`a whole number from ${least} to ${most}`)
    .min(least, `at least ${least}`)
    .max(most, `at most ${most}`)

/** What a subscription asks for and when it is sent. What is left out is as usual. */
export const wishes = {
  kinds: z
    .array(z.enum(SUBSCRIBED_KINDS, `one of ${SUBSCRIBED_KINDS.join(', ')}`), 'a list of kinds')
    .min(1, 'at least one kind')
    .describe(
      `Kinds of fact; declaration is of provisional application or of sole competence, reservations and other declarations are no events. For operators only: ${OPERATOR_KINDS.join(', ')}.`,
    )
    .optional(),
  treaties: words('slugs or numbers of treaties').describe('Only these; all when left out.').optional(),
  participants: words('codes of participants')
    .describe('Only what is about these; everybody when left out.')
    .optional(),
  groups: words('names of groups')
    .describe(
      'Only what is about their members, or says that one of them is complete; everybody when left out.',
    )
    .optional(),
  treaty_wide: z.boolean('true or false').describe(TREATY_WIDE_WORDS).optional(),
  to_go: z
    .array(whole(1, MOST_INSTRUMENTS), 'a list of whole numbers')
    .max(MOST_FILTERS)
    .describe('At how many instruments before the threshold; each when empty.')
    .optional(),
  days_before: z
    .array(z.literal(ANNOUNCED_DAYS, 'one of 30, 7, 1, 0'), 'a list of 30, 7, 1, 0')
    .describe('How many days before a date.')
    .optional(),
  moved_days: whole(0, MOST_MOVED_DAYS)
    .describe('A projection must have moved by more than so many days.')
    .optional(),
  digest: z
    .enum(DIGESTS, `one of ${DIGESTS.join(', ')}`)
    .describe('Weekly ones come on Mondays.')
    .optional(),
  hour: whole(0, 23).describe('Hour of the day in time_zone at which a digest comes.').optional(),
  time_zone: z
    .string('the IANA name of a time zone')
    .refine(isTimeZone, 'the IANA name of a time zone, such as Europe/Rome')
    .optional(),
  heartbeat: z
    .boolean('true or false')
    .describe('Also a message when nothing changed: with each digest, or each week.')
    .optional(),
  language: z
    .enum(MESSAGE_LANGUAGES, `one of ${MESSAGE_LANGUAGES.join(', ')}`)
    .describe('In which messages are written; there is one so far.')
    .optional(),
}

export const subscriptionChange = z
  .strictObject({
    contact: z
      .string('an e-mail address, or null for nobody')
      .nullable()
      .describe('For a webhook: who is written to by e-mail when it is switched off; null for nobody.')
      .optional(),
    ...wishes,
  })
  .meta({ id: 'SubscriptionChange', description: 'What a subscription is to ask for from now on.' })

export const subscriptionRequest = z
  .strictObject({
    channel: z.enum(CHANNELS, `one of ${CHANNELS.join(', ')}`),
    address: z
      .string('an e-mail address, or the address of a webhook')
      .describe('An e-mail address, or for a webhook the http or https address that takes its messages.'),
    contact: z
      .string('an e-mail address')
      .describe('For a webhook: who is written to by e-mail when it is switched off.')
      .optional(),
    ...wishes,
  })
  .meta({ id: 'SubscriptionRequest', description: 'A new subscription.' })

type Wishes = Omit<z.output<typeof subscriptionChange>, 'contact'>

export type Wanted = { readonly interest: Interest; readonly timing: Manner }
type Reached = {
  readonly channel: Channel
  /** Who is told when a webhook is switched off; null for nobody. */
  readonly contact: string | null
}
export type WantedSubscription = Wanted & Reached & { readonly address: string }

function refuse(field: string, value: string | null, accepted: string): never {
  throw new InputError([{ field, value, accepted }])
}

function fieldOf(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
}

/** The text in a field of a body; null where it holds none. */
function textIn(body: unknown, field: string): string | null {
  const value = fieldOf(body, field)
  return typeof value === 'string' ? value : null
}

type Names = Pick<Wishes, 'treaties' | 'participants' | 'groups'>
type Tried = ReturnType<typeof collectProblems>['tried']

/** What the names in a body stand for, whatever else is wrong with it. */
function namesIn(body: unknown, view: RecordView, tried: Tried): Names {
  const found = (
    field: keyof Names,
    find: (given: { field: string; value: string }) => string,
  ): string[] | undefined => {
    const read = words('names').safeParse(fieldOf(body, field))
    return read.success ? read.data.flatMap((value) => tried(() => find({ field, value }))) : undefined
  }
  return {
    treaties: found('treaties', (one) => findTreaty(view, one).number),
    participants: found('participants', (one) => findParticipant(view, one).code),
    groups: found('groups', (one) => findGroup(view, one).id),
  }
}

/** What is asked for, with what is left out as in `before`. */
function wanted(given: Wishes, before: Wanted): Wanted {
  const { interest, timing } = before
  const asked = {
    interest: {
      kinds: given.kinds ?? interest.kinds,
      treaties: given.treaties ?? interest.treaties,
      participants: given.participants ?? interest.participants,
      groups: given.groups ?? interest.groups,
      treaty_wide: given.treaty_wide ?? interest.treaty_wide,
      to_go: given.to_go ?? interest.to_go,
      days_before: given.days_before ?? interest.days_before,
      moved_days: given.moved_days ?? interest.moved_days,
    },
    timing: {
      digest: given.digest ?? timing.digest,
      hour: given.hour ?? timing.hour,
      time_zone: given.time_zone ?? timing.time_zone,
      heartbeat: given.heartbeat ?? timing.heartbeat,
      language: given.language ?? timing.language,
    },
  }
  if (wantsNothing(asked.interest)) refuse('kinds', asked.interest.kinds.join(', '), KINDS_ABOUT_THEM)
  return asked
}

/** Reads a body together with what `more` reads of it, so that everything that is wrong with it is said at once. */
function readWhole<Shape extends z.ZodType, More>(
  schema: Shape,
  body: unknown,
  more: (tried: Tried) => More,
): { readonly given: z.output<Shape>; readonly more: More } {
  const { tried, end } = collectProblems()
  const [given] = tried(() => ({ read: parsedBody(schema, body) }))
  const found = more(tried)
  end()
  if (given === undefined) throw new Error('what was not read was refused')
  return { given: given.read, more: found }
}

/** Reads a request for a subscription. `webhookRanges`: where webhooks may go beside the open Internet. Throws InputError
 *  with every problem. */
export function readSubscriptionRequest(
  body: unknown,
  view: RecordView,
  webhookRanges: readonly string[] = [],
): WantedSubscription {
  const named = textIn(body, 'channel')
  const channel = CHANNELS.find((one) => one === named)
  const value = textIn(body, 'address')
  const { given, more } = readWhole(subscriptionRequest, body, (tried) => {
    const names = namesIn(body, view, tried)
    if (channel === undefined || value === null) return { names, reached: undefined }
    const place = { field: 'address', value, permitted: webhookRanges }
    const [address] = tried(() => subscriptionAddress(channel, place))
    const [contact = null] = tried(() => contactOf(channel, textIn(body, 'contact')))
    return { names, reached: address === undefined ? undefined : { channel, address, contact } }
  })
  if (more.reached === undefined) throw new Error('an address that was not read was refused')
  const usual = { interest: USUAL_INTEREST, timing: USUAL_TIMING }
  return { ...wanted({ ...given, ...more.names }, usual), ...more.reached }
}

function contactOf(channel: Channel, contact: string | null): string | null {
  if (contact === null) return null
  if (channel === 'email') refuse('contact', contact, 'nothing for e-mail: it is for webhooks')
  return subscriptionAddress('email', { field: 'contact', value: contact })
}

/** Reads a change of a subscription. Throws InputError with every problem. */
export function readSubscriptionChange(
  body: unknown,
  before: Wanted & Reached,
  view: RecordView,
): Wanted & Pick<Reached, 'contact'> {
  const { given, more } = readWhole(subscriptionChange, body, (tried) => ({
    names: namesIn(body, view, tried),
    contacts: tried(() => contactOf(before.channel, textIn(body, 'contact'))),
  }))
  const [contact = null] = more.contacts
  return {
    ...wanted({ ...given, ...more.names }, before),
    contact: given.contact === undefined ? before.contact : contact,
  }
}

/** Whether something is asked for that only operators may know. */
export function isForOperators({ kinds }: Interest): boolean {
  return kinds.some((kind) => (OPERATOR_KINDS as readonly string[]).includes(kind))
}
