import {
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  type ParserOptions,
  parse,
  parseFragment,
} from 'parse5'

type Tree = DefaultTreeAdapterTypes.DefaultTreeAdapterMap
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode

/** Far above any real page. Past them a hostile page costs the square of its size. */
const DEEPEST = 200
const MOST_ELEMENTS = 100_000

/** Carries the refusal out of the parser, which can be stopped only by a throw. */
class HtmlStop extends Error {}

/** A page as a tree, and the tables out of which a browser moves words because they stand in no cell. */
export type ParsedPage = {
  readonly document: DefaultTreeAdapterTypes.Document
  readonly spilling: ReadonlySet<HtmlNode>
}

/** What was put before a table because nothing in the table may hold it. */
type Moved = { readonly node: HtmlNode | string; readonly table: HtmlNode }

function boundedAdapter(moved: Moved[]): ParserOptions<Tree> {
  const depths = new WeakMap<object, number>()
  let elements = 0
  const place = (parent: object, node: object): void => {
    const above = depths.get(parent)
    const depth = above === undefined ? 1 : above + 1
    if (depth > DEEPEST) throw new HtmlStop(`elements are nested deeper than ${DEEPEST}`)
    depths.set(node, depth)
  }
  return {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (...given) => {
        elements += 1
        if (elements > MOST_ELEMENTS) throw new HtmlStop(`there are more than ${MOST_ELEMENTS} elements`)
        return defaultTreeAdapter.createElement(...given)
      },
      appendChild: (parent, node) => {
        place(parent, node)
        defaultTreeAdapter.appendChild(parent, node)
      },
      insertBefore: (parent, node, table) => {
        place(parent, node)
        moved.push({ node, table })
        defaultTreeAdapter.insertBefore(parent, node, table)
      },
      insertTextBefore: (parent, node, table) => {
        moved.push({ node, table })
        defaultTreeAdapter.insertTextBefore(parent, node, table)
      },
    },
  }
}

function hasWords(node: HtmlNode | string): boolean {
  if (typeof node === 'string') return /\S/.test(node)
  if (defaultTreeAdapter.isTextNode(node)) return /\S/.test(node.value)
  return defaultTreeAdapter.isElementNode(node) && node.childNodes.some(hasWords)
}

function bounded<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof HtmlStop) return null
    throw error
  }
}

/** The tree of a page, with the places of its end tags; null for one that is too deep or too large to be read in a time
 *  that grows no faster than it does. */
export function parsePage(text: string): ParsedPage | null {
  const moved: Moved[] = []
  const options = { ...boundedAdapter(moved), sourceCodeLocationInfo: true }
  const document = bounded(() => parse(text, options))
  if (document === null) return null
  return { document, spilling: new Set(moved.flatMap(({ node, table }) => (hasWords(node) ? [table] : []))) }
}

/** The nodes of a piece of markup inside a field; null where it is too deep or too large. */
export function parsePiece(text: string): readonly HtmlNode[] | null {
  return bounded(() => parseFragment(text, boundedAdapter([])).childNodes)
}
