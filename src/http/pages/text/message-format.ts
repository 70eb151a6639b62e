import { html, raw } from 'hono/html'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Html } from '../page.ts'

/** What stands in the places of a message. A function wraps the words between `<name>` and `</name>`. */
export type MessageValue = string | number | Html | ((words: readonly (string | Html)[]) => Html)
export type MessageValues = Readonly<Record<string, MessageValue>>

/** A message with its values in their places: text as it is, still to be escaped, and HTML. */
export type Words = readonly (string | Html)[]

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** Kinds of elements of a message, by their numbers in its syntax tree. */
const [LITERAL, ARGUMENT, TAG] = [0, 1, 8]

/** Whether the message is text with places and tags alone, without plurals, days or numbers of its own. */
function isPlain(elements: Elements): boolean {
  return elements.every((element) => {
    const type: number = element.type
    if (type === TAG) return 'children' in element && isPlain(element.children)
    return type === LITERAL || type === ARGUMENT
  })
}

/** Signs of a text that come from beyond Latin letters, such as quotation marks and dashes. */
const PUNCTUATION = /[\u2000-\u206f]/g

/** Fixed words as they stand in a page. Signs by their number: one of them as itself makes the whole page a text of two
 *  bytes a sign, and slow to send. */
function asHtml(words: string): Html {
  const escaped = String(html`${words}`)
  return raw(escaped.replace(PUNCTUATION, (sign) => `&#${sign.charCodeAt(0)};`))
}

/** The fixed words of a message, escaped, by the elements of its syntax tree. */
type Literals = ReadonlyMap<object, Html>

function literalsOf(elements: Elements): [object, Html][] {
  return elements.flatMap((element): [object, Html][] => {
    if ('children' in element) return literalsOf(element.children)
    const type: number = element.type
    return type === LITERAL && 'value' in element ? [[element, asHtml(element.value)]] : []
  })
}

function fill(elements: Elements, values: MessageValues, literals: Literals | null): (string | Html)[] {
  return elements.map((element) => {
    if (!('value' in element)) throw new Error('a plain message has values alone')
    const { value: name } = element
    const type: number = element.type
    if (type === LITERAL) return literals?.get(element) ?? name
    const value = values[name]
    if ('children' in element) {
      if (typeof value !== 'function') throw new Error(`the message has a tag ${name}`)
      return value(fill(element.children, values, literals))
    }
    if (value === undefined || typeof value === 'function') throw new Error(`the message has a place ${name}`)
    return typeof value === 'number' ? String(value) : value
  })
}

/** A message as a function of its values: in words to be escaped, and with its own words escaped already. */
export type MessageFormat = {
  readonly words: (values: MessageValues) => Words
  readonly html: (values: MessageValues) => Words
}

/** The message ready to be filled. Most are text with places, which are filled without the whole machinery of ICU: a
 *  page says a hundred of them. Throws where a value is missing. */
export function messageFormat(message: string, locale: string): MessageFormat {
  const format = new IntlMessageFormat(message, locale)
  const elements = format.getAst()
  if (isPlain(elements)) {
    const literals = new Map(literalsOf(elements))
    return {
      words: (values) => fill(elements, values, null),
      html: (values) => fill(elements, values, literals),
    }
  }
  const words = (values: MessageValues): Words => {
    const said = format.format(values as Record<string, string>) as string | Html | Words
    return Array.isArray(said) ? (said as Words) : [said as string | Html]
  }
  return { words, html: words }
}
