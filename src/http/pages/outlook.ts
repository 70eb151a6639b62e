import * as z from 'zod'
import { projection } from '../../answers/projection.ts'
import type { Scoreboard } from '../../answers/scoreboard.ts'
import { sha256Hex } from '../../record/sha256.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { daySpan } from './parts/day.ts'
import { dayAt } from './parts/figure.ts'
import { table } from './parts/table.ts'
import { forecastWords } from './projection/reading.ts'
import { scoreboardShown } from './projection/scoreboard-shown.ts'
import type { MessageName } from './text/text.ts'

const MARK_LETTERS = 12

function row(asking: Asking, slug: string): Html {
  const { text } = asking
  const found = asking.ask(projection, { t: slug })
  const { short_title, entry_into_force, milestones, known_until, silence } = found.data
  const at = milestones.findIndex(({ milestone }) => milestone === 'next_deposit')
  const next = milestones[at]
  const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
  const deposit =
    next === undefined ? '' : forecastWords(asking, found, { path: `milestones.${at}`, forecast: next })
  const reach =
    silence === null || known_until === null
      ? ''
      : html`<br><span class="quiet">${text.say('outlook.reach', { day: dayAt(text, found, 'known_until') })}</span>`
  return html`<tr><th scope="row"><a href="${asking.link(`/treaties/${slug}/projection`)}">${short_title}</a>${reach}</th>
<td class="words"${head('outlook.entry')}>${forecastWords(asking, found, { path: 'entry_into_force', forecast: entry_into_force })}</td><td class="words"${deposit === '' ? '' : head('outlook.next')}>${deposit}</td></tr>`
}

const marks = new WeakMap<Scoreboard, string>()

/** Says which scoreboard it is; the same one is asked for over and over. */
function markOf(board: Scoreboard): string {
  const made = marks.get(board) ?? sha256Hex(JSON.stringify(board)).slice(0, MARK_LETTERS)
  marks.set(board, made)
  return made
}

/** What comes next under every treaty, and how often such projections have held. */
export const outlook = page({
  id: 'outlook',
  path: '/projection',
  section: 'projection',
  parameters: z.object({}),
  kept: 'with_record',
  besides: async ({ scoreboard }) => (scoreboard === undefined ? 'none' : markOf(await scoreboard())),
  example: () => ({}),
  write: async (asking) => {
    const { text, view, clocks } = asking
    const title = text.plain('outlook.title')
    const board = await asking.means.scoreboard?.()
    const there = view.treaties.filter(({ adopted }) => adopted <= clocks.asOf)
    const main = html`<h1>${title}</h1>${table({
      id: 'outlook',
      caption: text.say('outlook.caption', { day: daySpan(text, clocks.asOf) }),
      columns: (['column.treaty', 'outlook.entry', 'outlook.next'] as const).map((name) => ({
        head: text.plain(name),
      })),
      rows: there.map(({ slug }) => row(asking, slug)),
      stacked: true,
    })}
<h2>${text.plain('score.title')}</h2>${board === undefined ? html`<p>${text.plain('score.none')}</p>` : scoreboardShown(asking, board)}`
    return { title, main, changesWith: 'program', about: 'each' }
  },
})
