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

function boundedAdapter(): ParserOptions<Tree> {
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
      insertBefore: (parent, node, before) => {
        place(parent, node)
        defaultTreeAdapter.insertBefore(parent, node, before)
      },
    },
  }
}

function bounded<T>(work: (options: ParserOptions<Tree>) => T): T | null {
  try {
    return work(boundedAdapter())
  } catch (error) {
    if (error instanceof HtmlStop) return null
    throw error
  }
}

/** The tree of a page, with the places of its end tags; null for one that is too deep or too large to be read in a time
 *  that grows no faster than it does. */
export function parsePage(text: string): DefaultTreeAdapterTypes.Document | null {
  return bounded((options) => parse(text, { ...options, sourceCodeLocationInfo: true }))
}

/** The nodes of a piece of markup inside a field; null where it is too deep or too large. */
export function parsePiece(text: string): readonly HtmlNode[] | null {
  return bounded((options) => parseFragment(text, options).childNodes)
}
