import type { RecordView } from '../../../answers/record-view.ts'
import type { EventDraft } from '../../../record/event.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import type { MessageName } from '../text/text.ts'
import type { Desk } from './difference-page.ts'

/** The article by which acts under the treaty count toward its entry into force. */
function articleOf(view: RecordView, { treaty: number, known_on }: EventDraft): string | null {
  const treaty = view.treaties.find((one) => one.number === number)
  if (treaty === undefined) return null
  const { evaluation } = view.lawOf(treaty).positionAt({ asOf: known_on, knownAt: known_on })
  return evaluation.ledger.find(({ article }) => article !== null)?.article ?? null
}

/** What is about to be written, in words, so that whoever confirms it reads it once more. */
export function entryWords({ text, view }: Desk, draft: EventDraft): Html {
  const treaty = view.treaties.find(({ number }) => number === draft.treaty)
  const participant = view.record.participants.find(({ code }) => code === draft.participant)
  const day = (value: EventDraft['action_date']) => (value === null ? null : daySpan(text, value))
  const rows: readonly (readonly [MessageName, string | Html | null | undefined])[] = [
    ['column.treaty', treaty?.title],
    ['column.participant', participant?.name],
    ['column.act', text.plain(`action.${draft.action}`)],
    ['column.day', day(draft.action_date)],
    ['column.effect', day(draft.effect_date)],
    ['column.source', view.sources.get(draft.source)?.title],
    ['event.note', draft.note],
    ['desk.article', articleOf(view, draft)],
  ]
  return html`<dl class="rows">${rows.map(([name, value]) =>
    value === null || value === undefined
      ? ''
      : html`<div><dt>${text.plain(name)}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}
