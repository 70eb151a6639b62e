import { defaultTreeAdapter } from 'parse5'
import { type HtmlNode, parsePiece } from './bounded-html.ts'
import {
  collapse,
  type FootnoteMark,
  footnoteMarks,
  isStrangeElement,
  type PrintedText,
  plainText,
} from './printed-text.ts'

const RAISED = new Set(['superscript', 'sup', 'footnote'])
const SILENT = new Set(['script', 'style', 'template', 'noscript'])
const OWN_LINE = new Set(['br', 'p', 'div', 'td', 'th', 'tr', 'li', 'table'])

/** Words and marks of nodes of a parsed page, and whether there is more in them than words. */
export function printedNodes(nodes: readonly HtmlNode[]): PrintedText {
  const words: string[] = []
  const marks: FootnoteMark[] = []
  let strange = false
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
    if (isStrangeElement(node.tagName)) strange = true
    if (OWN_LINE.has(node.tagName)) words.push(' ')
    push(node.childNodes, raised || RAISED.has(node.tagName))
  }
  return { text: collapse(words.join('')), marks, strange }
}

/** Text of an XML field, which may itself hold markup (`<superscript>1,2</superscript>`, `<i>`), as text or in earnest. */
export function printedField(text: string): PrintedText {
  if (!text.includes('<')) return plainText(text)
  const nodes = parsePiece(text)
  return nodes === null ? { ...plainText(text), strange: true } : printedNodes(nodes)
}
