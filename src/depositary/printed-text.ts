import { defaultTreeAdapter } from 'parse5'
import { type HtmlNode, parsePiece } from './bounded-html.ts'

/** The words of a cell or field, with the footnote marks taken out of them. */
export type PrintedText = {
  /** Without marks, white space collapsed. */
  readonly text: string
  /** Footnote numbers in the order printed; a mark that is no number stays as it is printed. */
  readonly marks: readonly FootnoteMark[]
}

export type FootnoteMark = number | string

const RAISED = new Set(['superscript', 'sup'])
const SILENT = new Set(['script', 'style', 'template', 'noscript'])
const OWN_LINE = new Set(['br', 'p', 'div', 'td', 'th', 'tr', 'li', 'table'])
/** No name is longer; the pattern of bare numbers is not to be tried on more. */
const LONGEST_NAME = 200
const BARE_NUMBERS_AT_END = /(?:^|\s)\d{1,3}(?:\s*,\s*\d{1,3})*\s*,?$/

const UNEVEN = /[^\S ]|^ | {2}| $/

/** Every run of white space, of any kind, as one blank; none at the ends. */
export function collapse(text: string): string {
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text
}

/** `1,2` and ` 6 , 18 , 19 ,` as lists; a mark that is no number (`*`, `a`) as text. */
export function footnoteMarks(printed: string): readonly FootnoteMark[] {
  return printed
    .split(/[\s,;]+/)
    .filter((mark) => mark !== '')
    .map((mark) => (/^\d{1,4}$/.test(mark) ? Number(mark) : mark))
}

/** Words and marks of nodes of a parsed page. */
export function printedNodes(nodes: readonly HtmlNode[]): PrintedText {
  const words: string[] = []
  const marks: FootnoteMark[] = []
  const open: { readonly node: HtmlNode; readonly raised: boolean }[] = []
  const push = (children: readonly HtmlNode[], raised: boolean) => {
    for (const node of children.toReversed()) open.push({ node, raised })
  }
  push(nodes, false)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, raised } = next
    if (defaultTreeAdapter.isTextNode(node)) {
      if (raised) marks.push(...footnoteMarks(node.value))
      else words.push(node.value)
      continue
    }
    if (!defaultTreeAdapter.isElementNode(node) || SILENT.has(node.tagName)) continue
    if (OWN_LINE.has(node.tagName)) words.push(' ')
    push(node.childNodes, raised || RAISED.has(node.tagName))
  }
  return { text: collapse(words.join('')), marks }
}

/** Text of an XML field, which may itself hold markup as text (`<superscript>1,2</superscript>`, `<i>`). */
export function printedField(text: string): PrintedText {
  if (!text.includes('<')) return { text: collapse(text), marks: [] }
  const nodes = parsePiece(text)
  return nodes === null ? { text: collapse(text), marks: [] } : printedNodes(nodes)
}

/** A participant's name without the bare footnote numbers some pages print after it (`Argentina 1`). */
export function printedName(printed: PrintedText): PrintedText {
  if (printed.text.length > LONGEST_NAME || !/[\d,]$/.test(printed.text)) return printed
  const found = BARE_NUMBERS_AT_END.exec(printed.text)
  if (found === null || found.index === 0) return printed
  return {
    text: collapse(printed.text.slice(0, found.index)),
    marks: [...printed.marks, ...footnoteMarks(found[0])],
  }
}
