import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5'
import { printedNodes } from './printed-nodes.ts'
import type { PrintedText } from './printed-text.ts'

type Element = DefaultTreeAdapterTypes.Element

/** Rows of this very table: those of a table inside a cell are not its rows. */
export function ownRows(table: Element): Element[] {
  const children = (parent: Element) => parent.childNodes.filter(defaultTreeAdapter.isElementNode)
  return children(table).flatMap((part) => {
    if (part.tagName === 'tr') return [part]
    return ['thead', 'tbody', 'tfoot'].includes(part.tagName)
      ? children(part).filter((row) => row.tagName === 'tr')
      : []
  })
}

/** The cells of a row, headings among them. */
export function rowCells(row: Element): PrintedText[] {
  return row.childNodes
    .filter(defaultTreeAdapter.isElementNode)
    .filter((cell) => cell.tagName === 'td' || cell.tagName === 'th')
    .map((cell) => printedNodes(cell.childNodes))
}
