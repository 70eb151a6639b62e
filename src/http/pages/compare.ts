import * as z from 'zod'
import { group as groupAnswer } from '../../answers/groups.ts'
import { accepted } from '../../answers/parameter-shapes.ts'
import { participant } from '../../answers/participant.ts'
import type { Asking } from './asking.ts'
import { compareForm } from './compare/compare-form.ts'
import { compareGroups } from './compare/compare-groups.ts'
import { compareStates } from './compare/compare-states.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { paperFoot, paperHead } from './parts/conference-paper.ts'
import { daySpan } from './parts/day.ts'
import { reachLine } from './parts/reach-line.ts'

const MOST = 6

/** Several codes or names, with commas between. */
function several(what: string) {
  return z
    .string()
    .transform((given) => [...new Set(given.split(',').map((one) => one.trim()))])
    .pipe(z.array(z.string().min(1)).min(1).max(MOST))
    .register(accepted, { accepted: `${what}, at most ${MOST}, with commas between` })
}

type Chosen = { readonly states: readonly string[]; readonly groups: readonly string[] }

/** Who is laid side by side, by name. Asked after the tables, which say better what is wrong with a name. */
function titleOf(asking: Asking, { states, groups }: Chosen): string {
  const { text } = asking
  const names = [
    ...states.map((p) => asking.ask(participant, { p }).data.name),
    ...groups.map((g) => asking.ask(groupAnswer, { g }).data.title),
  ]
  return names.length === 0
    ? text.plain('compare.title')
    : text.plain('compare.title_of', { names: text.plainList(names) })
}

/** States or groups side by side under every treaty, on one page to print. */
export const compare = page({
  id: 'compare',
  path: '/compare',
  section: 'gaps',
  parameters: z.object({
    states: several('codes of States or organizations').optional(),
    groups: several('names of groups').optional(),
  }),
  kept: 'with_record',
  example: (view) => {
    const states = view.record.participants.slice(0, 2).map(({ code }) => code)
    const groups = view.record.groups.slice(1, 3).map(({ id }) => id)
    return states.length === 0 ? null : { states: states.join(','), groups: groups.join(',') }
  },
  write: (asking) => {
    const { text, parameters, clocks } = asking
    const { states = [], groups = [] } = parameters
    const nothing = states.length === 0 && groups.length === 0
    const tables = html`${states.length === 0 ? '' : compareStates(asking, states)}
${groups.length === 0 ? '' : compareGroups(asking, groups)}`
    const title = titleOf(asking, { states, groups })
    const main = html`${nothing ? '' : paperHead(asking, ['compare', ...states, ...groups])}
<h1><span data-fixed>${title}</span></h1>
<p class="quiet">${text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })}</p>
${nothing ? html`<p>${text.plain('compare.empty')}</p>` : reachLine(asking, null)}
${tables}
${compareForm(asking, { states, groups })}
${nothing ? '' : paperFoot(asking)}`
    return { title, main }
  },
})
