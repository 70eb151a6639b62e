import type { Found } from '../asking.ts'
import { type Html, html } from '../html.ts'

/** One column of a table of people: its head, whether it holds numbers, and where its order can be asked for. */
export type TableColumn = {
  readonly head: string | Html
  readonly isNumber?: boolean
  readonly sort?: { readonly address: string; readonly order: 'ascending' | 'descending' | null }
}

export type TableShape = {
  /** Name of the table on its page. */
  readonly id: string
  readonly caption: string | Html
  readonly columns: readonly TableColumn[]
  /** Whole `<tr>` elements; the first cell of each is a `<th scope="row">`. */
  readonly rows: Html | readonly Html[]
  /** The answer that the cells show; `data-at` of a cell counts from it, or from `data-row` of its row. */
  readonly found?: Found<unknown>
  /** Given for a long table, whose head stays in sight while the page scrolls: words of the link that leads past it on a
   *  phone. */
  readonly past?: string
  /** Whether each row stands as a block of lines on a phone, each cell after its `data-head`. */
  readonly stacked?: boolean
  /** Whether its cells are marks alone, so narrow that on a phone all of them stand side by side. */
  readonly marks?: boolean
}

function headCell({ head, isNumber = false, sort }: TableColumn): Html {
  const order = sort === undefined || sort.order === null ? '' : html` aria-sort="${sort.order}"`
  const inside = sort === undefined ? head : html`<a href="${sort.address}">${head}</a>`
  return html`<th scope="col"${isNumber ? html` class="number"` : ''}${order}>${inside}</th>`
}

/** A table that scrolls inside itself where it is wider than the page, by keyboard too. */
export function table({
  id,
  caption,
  columns,
  rows,
  found,
  stacked = false,
  marks = false,
  past,
}: TableShape): Html {
  const of = found === undefined ? '' : html` data-of="${found.place}"`
  return html`<p class="caption" id="${id}-caption">${caption}</p>${past === undefined ? '' : html`<p class="phone-only no-print"><a href="#${id}-end">${past}</a></p>`}
<div class="wide${past === undefined ? '' : ' long'}${stacked ? ' stacked' : ''}${marks ? ' marks' : ''}" role="region" tabindex="0" aria-labelledby="${id}-caption"><table id="${id}" aria-labelledby="${id}-caption"${of}>
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>${rows}</tbody></table></div>${past === undefined ? '' : html`<span id="${id}-end"></span>`}`
}
