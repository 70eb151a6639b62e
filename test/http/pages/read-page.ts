import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** A value shown on a page, and where in which answer it is said to stand. */
export type Shown = {
  readonly answer: string
  readonly path: string
  /** Set where the page counted rows of a list: `name=value,value;name=value`. */
  readonly where: string | null
  readonly shown: string
}

export type ReadPage = {
  readonly title: string
  /** Addresses of the answers that the page asked, in order. */
  readonly answers: readonly string[]
  readonly shown: readonly Shown[]
  /** Texts with a digit in them of which nothing says where they come from. */
  readonly unmarked: readonly string[]
  readonly days: readonly string[]
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function elementsIn(node: Node): Element[] {
  const own = 'tagName' in node ? [node] : []
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(elementsIn) : [])]
}

/** What an element shows as data: the attribute that says it exactly, of itself or of its only child; else its text. */
function shownBy(element: Element): string {
  const own = attribute(element, 'value') ?? attribute(element, 'datetime')
  if (own !== undefined) return own
  const inner = elementsIn(element).find(
    (one) => (attribute(one, 'datetime') ?? attribute(one, 'value')) !== undefined,
  )
  return inner === undefined
    ? textOf(element).trim()
    : (attribute(inner, 'datetime') ?? attribute(inner, 'value') ?? '')
}

type Around = { readonly of: string | null; readonly row: string; readonly excused: boolean }

/** Reads what a page shows and where it says that stands in the API. */
export function readPage(text: string): ReadPage {
  const document = parse(text)
  const all = elementsIn(document)
  const answers = all
    .filter((one) => attribute(one, 'data-answer') !== undefined)
    .map((one) => String(attribute(one, 'href')))
  const shown: Shown[] = []
  const unmarked: string[] = []
  const days: string[] = []

  const note = (element: Element, around: Around): boolean => {
    const at = attribute(element, 'data-at')
    const count = attribute(element, 'data-count')
    const path = at ?? count
    if (path === undefined) return false
    if (around.of === null) throw new Error(`${path} is of no answer`)
    shown.push({
      answer: String(answers[Number(around.of)]),
      path: around.row === '' || count !== undefined ? path : `${around.row}.${path}`,
      where: count === undefined ? null : (attribute(element, 'data-where') ?? ''),
      shown: shownBy(element),
    })
    return true
  }

  const walk = (node: Node, around: Around): void => {
    if ('value' in node) {
      if (!around.excused && /\d/.test(node.value)) unmarked.push(node.value.trim())
      return
    }
    if (!('childNodes' in node)) return
    let within = around
    if ('tagName' in node) {
      if (['head', 'script', 'style'].includes(node.tagName)) return
      const of = attribute(node, 'data-of') ?? around.of
      within = { ...around, of, row: attribute(node, 'data-row') ?? around.row }
      const marked = note(node, within)
      if (node.tagName === 'time' && !marked && !around.excused)
        days.push(String(attribute(node, 'datetime')))
      const fixed = attribute(node, 'data-fixed') !== undefined || node.tagName === 'time'
      within = { ...within, excused: around.excused || marked || fixed }
    }
    for (const child of node.childNodes) walk(child, within)
  }
  walk(document, { of: null, row: '', excused: false })
  const title = all.find((one) => one.tagName === 'title')
  return { title: title === undefined ? '' : textOf(title), answers, shown, unmarked, days }
}

function within(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (inner === null || inner === undefined ? inner : Object(inner)[key]),
      data,
    )
}

/** What the answer says where the page says it shows it, as text. */
export function saidAt(data: unknown, { path, where }: Pick<Shown, 'path' | 'where'>): string {
  const found = within(data, path)
  if (where === null) return found === null ? '' : String(found)
  if (!Array.isArray(found)) throw new Error(`no list at ${path}`)
  const wanted = where === '' ? [] : where.split(';').map((one) => one.split('='))
  const rows = found.filter((row) =>
    wanted.every(([name = '', values = '']) => values.split(',').includes(String(within(row, name)))),
  )
  return String(rows.length)
}
