import { type Html, html, raw } from '../html.ts'
import type { Language, Messages } from './languages.ts'
import { type MessageFormat, type MessageValues, messageFormat } from './message-format.ts'

export type MessageName = keyof Messages

/** Words, days and numbers in one language. */
export type Text = {
  readonly language: Language
  /** The message with its values, as HTML. Throws where a value is missing. */
  readonly say: (name: MessageName, values?: MessageValues) => Html
  /** The message as plain text, for titles and attributes. Its values must be plain too. */
  readonly plain: (name: MessageName, values?: Readonly<Record<string, string | number>>) => string
  /** A calendar day in words, for example `1 July 2003`. */
  readonly dayInWords: (day: string) => string
  /** The month of a day in a few letters, with its year. */
  readonly monthInWords: (day: string) => string
  /** An instant in words, in UTC. */
  readonly instantInWords: (instant: string) => string
  readonly number: (value: number) => string
  /** A part of 1 in per cent; never nought or all where it is neither. */
  readonly percent: (part: number) => string
  /** `A, B and C`. */
  readonly list: (items: readonly (string | Html)[]) => Html
  /** The same of plain text. */
  readonly plainList: (items: readonly string[]) => string
  /** Puts names in the order of the language. */
  readonly compare: (one: string, other: string) => number
}

const KEPT = 20_000

/** Made when it is first needed: a formatter of Intl takes milliseconds, and a start needs none. */
function whenNeeded<Made>(make: () => Made): () => Made {
  let made: Made | null = null
  return () => {
    made ??= make()
    return made
  }
}

function remembered<Key extends string | number, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new Map<Key, Made>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make(key)
    if (kept.size >= KEPT) kept.clear()
    kept.set(key, made)
    return made
  }
}

function messageFormats({ messages, locale }: Language) {
  const made = new Map<MessageName, MessageFormat>()
  return (name: MessageName): MessageFormat => {
    const format = made.get(name) ?? messageFormat(messages[name], locale)
    made.set(name, format)
    return format
  }
}

/** Everything that writes in the language. Made once for each. */
export function textIn(language: Language): Text {
  const { locale } = language
  const daysIn = (form: Intl.DateTimeFormatOptions) =>
    whenNeeded(() => new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }))
  const days = daysIn({ dateStyle: 'long' })
  const months = daysIn({ month: 'short', year: 'numeric' })
  const instants = daysIn({ dateStyle: 'long', timeStyle: 'short' })
  const numbers = whenNeeded(() => new Intl.NumberFormat(locale))
  const percents = whenNeeded(() => new Intl.NumberFormat(locale, { style: 'percent' }))
  const lists = whenNeeded(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
  const order = whenNeeded(() => new Intl.Collator(locale).compare)
  const format = messageFormats(language)
  const percentOf = remembered((part: number) => {
    if (part > 0 && part < 0.005) return `< ${percents().format(0.01)}`
    return part < 1 && part >= 0.995 ? `> ${percents().format(0.99)}` : percents().format(part)
  })
  const numbersOf = remembered((value: number) => numbers().format(value))
  const whole = remembered((name: MessageName) => format(name).words({}).join(''))
  const wholeHtml = remembered((name: MessageName) => raw(html`${format(name).html({})}`.text))
  const spoken = new Map<string, string>()
  return {
    language,
    say: (name, values) => (values === undefined ? wholeHtml(name) : html`${format(name).html(values)}`),
    plain: (name, values) => {
      if (values === undefined) return whole(name)
      const key = `${name} ${Object.values(values).join(' ')}`
      const known = spoken.get(key)
      if (known !== undefined) return known
      const made = format(name).words(values).join('')
      if (spoken.size >= KEPT) spoken.clear()
      spoken.set(key, made)
      return made
    },
    dayInWords: remembered((day: string) => days().format(new Date(`${day}T00:00:00Z`))),
    monthInWords: remembered((day: string) => months().format(new Date(`${day}T00:00:00Z`))),
    instantInWords: remembered((instant: string) => `${instants().format(new Date(instant))} UTC`),
    number: numbersOf,
    percent: percentOf,
    list: (items) => {
      const places = items.map((_, place) => String(place))
      const parts = lists().formatToParts(places)
      return html`${parts.map(({ type, value }) => (type === 'element' ? (items[Number(value)] ?? '') : value))}`
    },
    plainList: (items) => lists().format(items),
    compare: (one, other) => order()(one, other),
  }
}
