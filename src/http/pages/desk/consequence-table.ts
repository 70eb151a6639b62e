import { html } from 'hono/html'
import type { RecordView } from '../../../answers/record-view.ts'
import type { Html } from '../page.ts'
import { table } from '../parts/table.ts'
import type { Text } from '../text/text.ts'

type Consequence = {
  readonly treaty: string
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** What would change in law: each number, date and status with what it is and what it would be. */
export function consequenceTable(text: Text, view: RecordView, consequences: readonly Consequence[]): Html {
  if (consequences.length === 0) return html`<p>${text.plain('desk.no_consequence')}</p>`
  const heads = ['column.treaty', 'desk.what', 'desk.before', 'desk.after'] as const
  return table({
    id: 'consequences',
    caption: text.plain('desk.consequences'),
    columns: heads.map((name) => ({ head: text.plain(name) })),
    rows: consequences.map(
      ({ treaty, what, before, after }) =>
        html`<tr><th scope="row">${view.treaties.find(({ number }) => number === treaty)?.short_title ?? treaty}</th><td>${what}</td><td>${before ?? '–'}</td><td><b>${after ?? '–'}</b></td></tr>\n`,
    ),
  })
}
