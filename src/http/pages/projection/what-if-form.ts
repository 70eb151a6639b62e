import { nameOn } from '../../../answers/names.ts'
import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { groupOptions } from '../parts/group-form.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Projected } from './reading.ts'
import { supposedCodes, supposedDay, type Wanted } from './supposed.ts'

type Candidate = { readonly participant: string; readonly name: string }

/** Where one has deposited already, or is Party until its denunciation takes effect. */
const DEPOSITED: ReadonlySet<string> = new Set(['party', 'contracting', 'blocked_parent', 'denouncing'])
/** More boxes than are shown without being asked for. */
const MANY = 30

/** States that are outside, organizations that have not deposited, and whoever is chosen, by name. */
function candidates(asking: Asking<Wanted>, { data }: Projected, chosen: ReadonlySet<string>): Candidate[] {
  const { view, text, clocks } = asking
  const rows = asking.ask(treatyParticipants, { t: data.slug }).data.participants
  const deposited = new Set(
    rows.filter(({ status }) => DEPOSITED.has(status)).map(({ participant }) => participant),
  )
  const all: Candidate[] = [...data.outside]
  for (const { code, kind } of view.names.participants.values()) {
    const isOpen = kind === 'organization' && data.group === null && !deposited.has(code)
    if ((isOpen || chosen.has(code)) && !all.some(({ participant }) => participant === code)) {
      all.push({ participant: code, name: nameOn(view.names, code, clocks.asOf) })
    }
  }
  return all.sort((one, other) => text.compare(one.name, other.name))
}

function boxes(asking: Asking, all: readonly Candidate[], chosen: ReadonlySet<string>): Html {
  const { text } = asking
  const open = chosen.size > 0 || all.length < MANY
  const items = all.map(({ participant, name }) => {
    const isChosen = chosen.has(participant)
    return writtenOnce(
      asking,
      { of: asking.view.record, name: `join ${participant} ${name} ${isChosen}` },
      () =>
        html`<li><label><input type="checkbox" name="join" value="${participant}"${isChosen ? html` checked` : ''}> ${name}</label></li>`,
    )
  })
  return html`<details${open ? html` open` : ''}><summary>${text.plain('what_if.who')}</summary><fieldset><legend class="aside">${text.plain('what_if.who')}</legend><ul class="columns">${items}</ul></fieldset></details>`
}

/** A form that supposes deposits: who, all of which group, and on which day; on one page and without script. */
export function whatIfForm(asking: Asking<Wanted>, found: Projected): Html {
  const { text, given } = asking
  const { join, members, group } = asking.parameters
  const { slug } = found.data
  const chosen = new Set(join === undefined ? [] : join.split(','))
  const all = candidates(asking, found, chosen)
  const kept = Object.entries({ ...given, ...(group === undefined ? {} : { group }) })
  const nothing =
    supposedCodes(asking).length === 0
      ? ''
      : html` <a href="${asking.link(`/treaties/${slug}/projection`)}">${text.plain('what_if.none')}</a>`
  return html`<section class="no-print"><h2>${text.plain('what_if.title')}</h2>
<form method="get" action="/treaties/${slug}/projection">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}">`)}
${all.length === 0 ? html`<p>${text.plain('what_if.nobody')}</p>` : boxes(asking, all, chosen)}
<p><label for="members">${text.plain('what_if.members')}</label> <select id="members" name="members">${groupOptions(asking, members, 'what_if.no_group')}</select></p>
<p><label for="on">${text.plain('what_if.day')}</label> <input type="date" id="on" name="on" value="${supposedDay(asking)}"></p>
<p><button>${text.plain('what_if.show')}</button>${nothing}</p></form></section>`
}
