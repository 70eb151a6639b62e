import * as z from 'zod'
import { gaps as gapsAnswer } from '../../answers/gaps.ts'
import { groups } from '../../answers/groups.ts'
import { findTreaty } from '../../answers/look-up.ts'
import type { Named } from '../../answers/names.ts'
import { groupParameter, treatyParameterFor } from '../../answers/parameter-shapes.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import type { Asking } from './asking.ts'
import { gapForm } from './gaps/gap-form.ts'
import { gapMatrix } from './gaps/gap-matrix.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { comingLine } from './parts/coming-line.ts'
import { paperFoot, paperHead } from './parts/conference-paper.ts'
import { gapPlural, gapSpan, gapText } from './parts/count-span.ts'
import { daySpan } from './parts/day.ts'
import { reachLine } from './parts/reach-line.ts'
import { statusMark } from './parts/status-mark.ts'
import { nameLink } from './states.ts'

type Pair = { readonly party: string; readonly not_party: string; readonly group?: string | undefined }

/** The two treaties asked about, or null where none is named yet. Throws InputError where only one is, also for what is
 *  wrong with that one. */
function pairOf(
  view: RecordView,
  given: { readonly party?: string | undefined; readonly not_party?: string | undefined },
) {
  const { party, not_party } = given
  if (party !== undefined && not_party !== undefined) return { party, not_party }
  if (party === undefined && not_party === undefined) return null
  const field = party === undefined ? 'party' : 'not_party'
  const missing = { field, value: null, accepted: 'the slug or number of a treaty' }
  try {
    findTreaty(view, { field: party === undefined ? 'not_party' : 'party', value: party ?? not_party ?? '' })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError([...error.problems, missing])
  }
  throw new InputError([missing])
}

/** Who is a gap only if an act without a day came early; empty where nobody is. */
function perhapsLine(asking: Asking, perhaps: readonly Named[]): Html | string {
  if (perhaps.length === 0) return ''
  const names = asking.text.list(perhaps.map((one) => nameLink(asking, one)))
  return html`<p>${asking.text.say('gaps.perhaps', { names })}</p>`
}

function answerList(asking: Asking, pair: Pair): { readonly title: string; readonly main: Html } {
  const { text, clocks } = asking
  const { group, ...rest } = pair
  const found = asking.ask(gapsAnswer, group === undefined ? rest : { ...rest, group })
  const { party, not_party, count, gaps, perhaps } = found.data
  const title = asking.ask(groups, {}).data.groups.find((one) => one.group === found.data.group)?.title
  const words = { party: party.short_title, not_party: not_party.short_title, count: gapPlural(found.data) }
  const where = title === undefined ? 'gaps.everyone' : 'gaps.in_group'
  const scope = title === undefined ? {} : { group: title }
  const sorted = [...gaps].sort((one, other) => text.compare(one.name, other.name))
  const items = sorted.map(
    (one) =>
      html`<li>${statusMark({ status: one.not_party_status, undated: !one.certain })}${nameLink(asking, one)}${one.certain ? '' : html` <span class="quiet">(${text.plain('gaps.not_certain')})</span>`}</li>`,
  )
  const signed = sorted.some(({ not_party_status }) => not_party_status === 'signatory')
  const api = asking.link('/v1/gaps', group === undefined ? rest : { ...rest, group })
  return {
    title: text.plain(where, {
      ...words,
      ...scope,
      n: gapText(text, found.data),
      day: text.dayInWords(clocks.asOf),
    }),
    main: html`${paperHead(asking, ['gaps', `${party.slug}-${not_party.slug}`])}
<h1>${text.say(where, { ...words, ...scope, n: gapSpan(text, found), day: daySpan(text, clocks.asOf) })}</h1>
${comingLine(asking, party.slug)}${comingLine(asking, not_party.slug)}${gapForm(asking, pair)}
${count + perhaps.length === 0 ? html`<p>${text.plain('gaps.none')}</p>` : html`<ul class="columns">${items}</ul>`}${perhapsLine(asking, perhaps)}
<p class="quiet">${text.plain('gaps.means')} ${signed ? text.plain('gaps.marks') : ''}</p>${reachLine(asking, [party.slug, not_party.slug])}
<p class="no-print">${text.say('gaps.take', {
      csv: (name) => html`<a href="${api.replace('/v1/gaps', '/v1/gaps.csv')}">${name}</a>`,
      json: (name) => html`<a href="${api}">${name}</a>`,
      turned: (name) =>
        html`<a href="${asking.link('/gaps', { party: not_party.slug, not_party: party.slug, ...(group === undefined ? {} : { group }) })}">${name}</a>`,
    })}</p>
${paperFoot(asking)}`,
  }
}

function examplePair(view: RecordView) {
  const [first] = view.treaties
  const last = view.treaties.filter(({ pack }) => pack === first?.pack).at(-1)
  return first === undefined || last === undefined ? null : { party: first.slug, not_party: last.slug }
}

/** Who has joined one treaty and not another: asked in a sentence, answered in one, with the names. */
export const gaps = page({
  id: 'gaps',
  path: '/gaps',
  section: 'gaps',
  parameters: z.object({
    party: treatyParameterFor('Treaty they have joined: slug or number.').optional(),
    not_party: treatyParameterFor('Treaty they have not joined: slug or number.').optional(),
    group: groupParameter.optional(),
  }),
  kept: 'with_record',
  example: examplePair,
  write: (asking) => {
    const { text, parameters, view } = asking
    const pair = pairOf(view, parameters)
    // First what was asked: the foot of a page is about its first answer.
    const asked = pair === null ? null : answerList(asking, { ...pair, group: parameters.group })
    const matrix = gapMatrix(asking, parameters.group)
    if (asked !== null) {
      return { title: asked.title, main: html`${asked.main}<div class="no-print">${matrix}</div>` }
    }
    const title = text.plain('gaps.title')
    const main = html`<h1>${title}</h1>
<p class="lead">${text.plain('gaps.lead')}</p>
${gapForm(asking, { ...(examplePair(view) ?? { party: '', not_party: '' }), group: parameters.group })}
${matrix}
<p><a href="${asking.link('/compare')}">${text.plain('states.compare')}</a></p>`
    return { title, main }
  },
})
