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

function fill(elements: Elements, values: MessageValues): (string | Html)[] {
  return elements.map((element) => {
    if (!('value' in element)) throw new Error('a plain message has values alone')
    const { value: name } = element
    const type: number = element.type
    if (type === LITERAL) return name
    const value = values[name]
    if ('children' in element) {
      if (typeof value !== 'function') throw new Error(`the message has a tag ${name}`)
      return value(fill(element.children, values))
    }
    if (value === undefined || typeof value === 'function') throw new Error(`the message has a place ${name}`)
    return typeof value === 'number' ? String(value) : value
  })
}

/** The message as a function of its values. Most are text with places, which are filled without the whole machinery of
 *  ICU: a page says a hundred of them. Throws where a value is missing. */
export function messageFormat(message: string, locale: string): (values: MessageValues) => Words {
  const format = new IntlMessageFormat(message, locale)
  const elements = format.getAst()
  if (isPlain(elements)) return (values) => fill(elements, values)
  return (values) => {
    const said = format.format(values as Record<string, string>) as string | Html | Words
    return Array.isArray(said) ? (said as Words) : [said as string | Html]
  }
}
