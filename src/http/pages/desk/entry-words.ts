import { articleOfAct } from '../../../answers/article.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import type { EventDraft } from '../../../record/event.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import type { MessageName } from '../text/text.ts'
import type { Desk } from './difference-page.ts'

/** The article by which the act does what it does, as the record stands on the day from which it is known. */
function articleIn(view: RecordView, draft: EventDraft): string | null {
  const treaty = view.treaties.find(({ number }) => number === draft.treaty)
  if (treaty === undefined) return null
  const { action, action_date, known_on } = draft
  const position = view.lawOf(treaty).positionAt({ asOf: known_on, knownAt: known_on })
  return articleOfAct(treaty, position, { action, action_date })
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
    ['desk.article', articleIn(view, draft)],
  ]
  return html`<dl class="rows">${rows.map(([name, value]) =>
    value === null || value === undefined
      ? ''
      : html`<div><dt>${text.plain(name)}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}
