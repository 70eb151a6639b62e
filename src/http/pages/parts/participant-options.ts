import { placeOf } from '../../../answers/day-places.ts'
import { type Names, nameOn, nameToday } from '../../../answers/names.ts'
import type { PlainDate } from '../../../law/plain-date.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'

type Option = { readonly code: string; readonly name: string; readonly html: Html }
type Options = { readonly options: readonly Option[]; readonly all: Html }

/** null is the newest record, whatever day it is. */
type OnDay = PlainDate | null

const written = new WeakMap<Text, WeakMap<Names, Map<number, Options>>>()

/** The name on the day, and the one of today where that is another: lists say both too. */
function nameOf(text: Text, names: Names, { code, day }: { code: string; day: OnDay }): string {
  const today = nameToday(names, code)
  const then = day === null ? today : nameOn(names, code, day)
  return then === today ? then : `${then} ${text.plain('name.today', { name: today })}`
}

function writeOptions(text: Text, names: Names, day: OnDay): Options {
  const options = [...names.participants.keys()]
    .map((code) => ({ code, name: nameOf(text, names, { code, day }) }))
    .sort((one, other) => text.compare(one.name, other.name))
    .map((one) => ({ ...one, html: html`<option value="${one.code}">${one.name}</option>` }))
  return { options, all: html`${options.map((one) => one.html)}` }
}

/** Two hundred names in their order, of which each page with such a field needs the same between two changes of a name. */
function optionsOn(text: Text, names: Names, day: OnDay): Options {
  const ofText = written.get(text) ?? new WeakMap<Names, Map<number, Options>>()
  written.set(text, ofText)
  const ofNames = ofText.get(names) ?? new Map<number, Options>()
  ofText.set(names, ofNames)
  const place = day === null ? -1 : placeOf(names.days, day)
  const made = ofNames.get(place) ?? writeOptions(text, names, day)
  ofNames.set(place, made)
  return made
}

/** The options of a field that names a State or an organization, by their names on the day, in the order of the
 *  language. `chosen` in any case. */
export function participantOptions(
  text: Text,
  names: Names,
  { day, chosen }: { readonly day: OnDay; readonly chosen: string | undefined },
): Html {
  const { options, all } = optionsOn(text, names, day)
  const wanted = chosen?.toUpperCase()
  if (wanted === undefined || !options.some(({ code }) => code === wanted)) return all
  return html`${options.map((one) =>
    one.code === wanted ? html`<option value="${one.code}" selected>${one.name}</option>` : one.html,
  )}`
}
