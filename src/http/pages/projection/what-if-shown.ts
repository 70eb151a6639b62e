import type { WhatIf } from '../../../answers/what-if.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { consequenceRows } from '../parts/consequence-rows.ts'
import { dayAt } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
import type { Projected } from './reading.ts'

type Added = WhatIf['added'][number]

/** Rows of the table of changes that are shown without being asked for. */
const OPEN_ROWS = 40

function effectOf({ text }: Asking, { joins, counts, not_counted_reason: reason }: Added): Html {
  if (counts) return text.say('what_if.counts')
  const why = reason === null ? '' : text.say(`reason.${reason}`)
  return text.say(joins ? 'what_if.joins' : 'what_if.changes_nothing', { why })
}

function line(asking: Asking, found: Projected, one: Added, place: number): Html {
  const { text } = asking
  return html`<li>${text.say('what_if.line', {
    name: html`<a href="${asking.link(`/states/${one.participant}`)}">${one.name}</a>`,
    kind: text.plain(`deposit.${one.action}`),
    day: dayAt(text, found, `what_if.added.${place}.action_date`),
    effect: effectOf(asking, one),
  })}</li>`
}

function changesTable(asking: Asking, found: Projected, changes: WhatIf['changes']): Html | string {
  const { text, view } = asking
  if (changes.length === 0) return ''
  const heads = ['column.treaty', 'desk.what', 'desk.before', 'desk.after'] as const
  const shown = table({
    id: 'what-if-changes',
    caption: text.say('what_if.changes', { day: dayAt(text, found, 'what_if.until') }),
    columns: heads.map((name) => ({ head: text.plain(name) })),
    rows: consequenceRows(text, view, { consequences: changes, path: 'what_if.changes' }),
    found,
    stacked: true,
  })
  return changes.length <= OPEN_ROWS
    ? shown
    : html`<details><summary>${text.plain('what_if.all_changes')}</summary>${shown}</details>`
}

/** What each supposed deposit does, a line each, or why it does nothing; then everything in law that differs. */
export function whatIfShown(asking: Asking, found: Projected): Html | string {
  const { text } = asking
  const { what_if } = found.data
  if (what_if === null) return ''
  const placed = what_if.added
    .map((one, place) => ({ one, words: line(asking, found, one, place) }))
    .sort((a, b) => text.compare(a.one.name, b.one.name))
  const of = (isChange: boolean) =>
    placed.filter(({ one }) => (one.nothing_changed === null) === isChange).map(({ words }) => words)
  const [some, none] = [of(true), of(false)]
  return html`<section><h2>${text.plain('what_if.effects')}</h2>
${some.length === 0 ? '' : html`<ul>${some}</ul>`}
${none.length === 0 ? '' : html`<h3>${text.plain('what_if.without_effect')}</h3><ul>${none}</ul>`}
${changesTable(asking, found, what_if.changes)}</section>`
}
