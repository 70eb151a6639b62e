import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

function elementsOf(node: Node): Element[] {
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return 'tagName' in node ? [node, ...inner] : inner
}

function wordsOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(wordsOf).join('') : ''
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

/** A form of a page as a reader finds it after it was refused. */
export function formOf(page: string) {
  const all = elementsOf(parse(page))
  const titled = all.find(({ tagName }) => tagName === 'title')
  /** Of two forms on a page that call a field alike, the one that was refused. */
  const named = (name: string): Element => {
    const fields = all.filter(
      (one) =>
        ['input', 'select', 'textarea'].includes(one.tagName) &&
        attribute(one, 'name') === name &&
        attribute(one, 'type') !== 'hidden',
    )
    const found = fields.find((one) => attribute(one, 'aria-invalid') === 'true') ?? fields[0]
    if (found === undefined) throw new Error(`the page has no field ${name}`)
    return found
  }
  return {
    title: titled === undefined ? '' : wordsOf(titled),
    /** What is said to be wrong with a field, by the note that the field, or the set of fields of its id, is tied to. */
    wrong: (name: string): string => {
      const tied = all.filter((one) => attribute(one, 'aria-invalid') === 'true')
      const ids = tied.flatMap((one) => (attribute(one, 'aria-describedby') ?? '').split(' '))
      const note = all.find(
        (one) => attribute(one, 'id') === `wrong-${name}` && ids.includes(`wrong-${name}`),
      )
      return note === undefined ? '' : wordsOf(note)
    },
    typed: (name: string): string => attribute(named(name), 'value') ?? wordsOf(named(name)),
    chosen: (name: string): string | undefined => {
      const chosen = elementsOf(named(name)).find((one) => attribute(one, 'selected') !== undefined)
      return chosen === undefined ? undefined : attribute(chosen, 'value')
    },
    checked: (name: string): string[] =>
      all
        .filter((one) => attribute(one, 'name') === name && attribute(one, 'checked') !== undefined)
        .map((one) => attribute(one, 'value') ?? ''),
  }
}
