import type { Consequence } from '../../../answers/consequences.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { type Html, html } from '../html.ts'
import { consequenceRows } from '../parts/consequence-rows.ts'
import { table } from '../parts/table.ts'
import type { Text } from '../text/text.ts'

/** What would change in law: each number, date and status with what it is and what it would be. */
export function consequenceTable(
  text: Text,
  view: RecordView,
  consequences: readonly Omit<Consequence, 'of'>[],
): Html {
  if (consequences.length === 0) return html`<p>${text.plain('desk.no_consequence')}</p>`
  const heads = ['column.treaty', 'desk.what', 'desk.before', 'desk.after'] as const
  return table({
    id: 'consequences',
    caption: text.plain('desk.consequences'),
    columns: heads.map((name) => ({ head: text.plain(name) })),
    rows: consequenceRows(text, view, { consequences, path: null }),
    stacked: true,
  })
}
