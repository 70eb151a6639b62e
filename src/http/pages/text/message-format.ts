import { IntlMessageFormat } from 'intl-messageformat'
import { type Html, html } from '../html.ts'

/** What stands in the places of a message. A function wraps the words between `<name>` and `</name>`. */
export type MessageValue = string | number | Html | ((words: readonly (string | Html)[]) => Html)
export type MessageValues = Readonly<Record<string, MessageValue>>

/** A message with its values in their places: text as it is, still to be escaped, and HTML. */
export type Words = readonly (string | Html)[]

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** Kinds of elements of a message, by their numbers in its syntax tree. */
const [LITERAL, ARGUMENT, PLURAL, TAG] = [0, 1, 6, 8]

/** Whether the message is text with places, tags and plurals alone, without days or numbers of its own. */
function isPlain(elements: Elements): boolean {
  return elements.every((element) => {
    const type: number = element.type
    if (type === TAG) return 'children' in element && isPlain(element.children)
    if (type === PLURAL) return partsOf(element).every(isPlain)
    return type === LITERAL || type === ARGUMENT
  })
}

/** The messages between which an element chooses. */
function partsOf(element: Elements[number]): Elements[] {
  return 'options' in element ? Object.values(element.options).map(({ value }) => value) : []
}

/** The fixed words of a message, escaped, by the elements of its syntax tree. */
type Literals = ReadonlyMap<object, Html>

function literalsOf(elements: Elements): [object, Html][] {
  return elements.flatMap((element): [object, Html][] => {
    if ('children' in element) return literalsOf(element.children)
    if ('options' in element) return partsOf(element).flatMap(literalsOf)
    const type: number = element.type
    return type === LITERAL && 'value' in element ? [[element, html`${element.value}`]] : []
  })
}

type Plurals = (type: Intl.PluralRuleType, value: number) => Intl.LDMLPluralRule

function pluralsIn(locale: string): Plurals {
  const cardinal = new Intl.PluralRules(locale)
  const ordinal = new Intl.PluralRules(locale, { type: 'ordinal' })
  return (type, value) => (type === 'ordinal' ? ordinal : cardinal).select(value)
}

/** The form of a plural for its number: that of the very number, else that of its class in the language. */
function formFor(element: Elements[number], value: MessageValue | undefined, plurals: Plurals): Elements {
  if (!('pluralType' in element)) throw new Error('only plurals have forms')
  const { options, pluralType, value: name } = element
  if (typeof value !== 'number') throw new Error(`the message has a number ${name}`)
  const form = options[`=${value}`] ?? options[plurals(pluralType ?? 'cardinal', value)] ?? options['other']
  if (form === undefined) throw new Error(`the message has no form for ${value}`)
  return form.value
}

type Filling = { readonly literals: Literals | null; readonly plurals: Plurals }

/** Adds the elements with their values to `all`, in order. */
function fillInto(
  all: (string | Html)[],
  elements: Elements,
  { values, filling }: { readonly values: MessageValues; readonly filling: Filling },
): void {
  for (const element of elements) {
    if (!('value' in element)) throw new Error('a plain message has values alone')
    const { value: name } = element
    const type: number = element.type
    if (type === LITERAL) {
      all.push(filling.literals?.get(element) ?? name)
      continue
    }
    const value = values[name]
    if (type === PLURAL) fillInto(all, formFor(element, value, filling.plurals), { values, filling })
    else if ('children' in element) {
      if (typeof value !== 'function') throw new Error(`the message has a tag ${name}`)
      all.push(value(fill(element.children, values, filling)))
    } else {
      if (value === undefined || typeof value === 'function')
        throw new Error(`the message has a place ${name}`)
      all.push(typeof value === 'number' ? String(value) : value)
    }
  }
}

function fill(elements: Elements, values: MessageValues, filling: Filling): (string | Html)[] {
  const all: (string | Html)[] = []
  fillInto(all, elements, { values, filling })
  return all
}

/** A message as a function of its values: in words to be escaped, and with its own words escaped already. */
export type MessageFormat = {
  readonly words: (values: MessageValues) => Words
  readonly html: (values: MessageValues) => Words
}

const pluralsOf = new Map<string, Plurals>()

/** The message ready to be filled. They are text with places, tags and plurals, which are filled without the whole
 *  machinery of ICU: a page says a hundred of them. Throws for a message with more, and where a value is missing. */
export function messageFormat(message: string, locale: string): MessageFormat {
  const elements = new IntlMessageFormat(message, locale).getAst()
  if (!isPlain(elements)) throw new Error(`days and numbers are given to a message in words: ${message}`)
  const plurals = pluralsOf.get(locale) ?? pluralsIn(locale)
  pluralsOf.set(locale, plurals)
  const literals = new Map(literalsOf(elements))
  return {
    words: (values) => fill(elements, values, { literals: null, plurals }),
    html: (values) => fill(elements, values, { literals, plurals }),
  }
}
