import { ANNOUNCED_DAYS, PUBLIC_KINDS } from '../../../alerts/fact.ts'
import { DIGESTS, type Interest, type Timing } from '../../../alerts/subscription.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { type Html, html } from '../html.ts'
import {
  type Filled,
  fieldTies,
  isChosen,
  isWrong,
  type NamedField,
  typedIn,
  wrongNote,
} from '../parts/filled-form.ts'
import type { Text } from '../text/text.ts'
import { codeOf } from './feed-addresses.ts'

type Choice = { readonly name: string; readonly value: string; readonly words: string; readonly on: boolean }
type Writing = { readonly text: Text; readonly filled: Filled }

function checkbox({ name, value, words, on }: Choice): Html {
  return html`<li><label><input type="checkbox" name="${name}" value="${value}"${on ? html` checked` : ''}> ${words}</label></li>`
}

/** A group of boxes; its name is that of the boxes. */
function choices(
  { text, filled }: Writing,
  name: string,
  given: { legend: string; all: readonly Choice[] },
): Html {
  const boxes = given.all.map((one) => checkbox({ ...one, on: isChosen(filled, one, one.on) }))
  return html`<fieldset id="field-${name}" tabindex="-1"${fieldTies(filled, name)}><legend>${given.legend}</legend>${wrongNote(text, filled, name)}<ul class="choices">${boxes}</ul></fieldset>`
}

function textField(
  { text, filled }: Writing,
  { name, label, value, hint }: { name: string; label: string; value: string; hint?: string },
): Html {
  const ties = fieldTies(filled, name, hint === undefined ? undefined : `hint-${name}`)
  return html`<p><label for="field-${name}">${label}</label> <input type="text" id="field-${name}" name="${name}" value="${typedIn(filled, name, value)}" autocomplete="off"${ties}>${hint === undefined ? '' : html` <span class="quiet nowrap" id="hint-${name}">${hint}</span>`}${wrongNote(text, filled, name)}</p>`
}

/** What the form of wishes calls its fields, for what is said above it. */
export function wishNames(text: Text): readonly NamedField[] {
  const labels = {
    address: 'alert.address',
    kinds: 'alert.tell',
    treaties: 'feed.treaty',
    participants: 'alert.states_short',
    groups: 'filter.group',
    to_go: 'alert.to_go',
    days_before: 'alert.days',
    moved_days: 'alert.moved',
    digest: 'alert.when',
    hour: 'alert.hour',
    time_zone: 'alert.zone',
  } as const
  return Object.entries(labels).map(([name, label]) => ({
    name,
    id: `field-${name}`,
    label: text.plain(label),
  }))
}

/** Fields that are not in sight before somebody asks for more. */
const FOLDED = ['groups', 'to_go', 'days_before', 'moved_days'] as const

/** The fields of a form that say what is asked for and when it is sent. */
export function wishFields(
  { interest, timing }: { readonly interest: Interest; readonly timing: Timing },
  { view, text, filled }: { readonly view: RecordView; readonly text: Text; readonly filled: Filled },
): Html {
  const writing = { text, filled }
  const choice = (name: string, on: readonly string[]) => (value: string, words: string) => ({
    name,
    value,
    words,
    on: on.includes(value),
  })
  const kind = choice('kinds', interest.kinds)
  const treaty = choice('treaties', interest.treaties)
  const group = choice('groups', interest.groups)
  const days = choice('days_before', interest.days_before.map(String))
  const digests = DIGESTS.map((digest) => {
    const isOn = isChosen(filled, { name: 'digest', value: digest }, digest === timing.digest)
    const mark = isOn ? html` checked` : ''
    return html`<li><label><input type="radio" name="digest" value="${digest}"${mark}> ${text.plain(`alert.digest.${digest}`)}</label></li>`
  })
  return html`${choices(writing, 'kinds', {
    legend: text.plain('alert.tell'),
    all: PUBLIC_KINDS.map((one) => kind(one, text.plain(`alert.kind.${one}`))),
  })}
${choices(writing, 'treaties', {
  legend: text.plain('alert.treaties'),
  all: view.treaties.map((one) => treaty(one.number, one.short_title)),
})}
${textField(writing, { name: 'participants', label: text.plain('alert.states'), value: interest.participants.join(', '), hint: text.plain('alert.states_hint') })}
<ul class="choices plain">${checkbox({ name: 'treaty_wide', value: 'true', words: text.plain('alert.treaty_wide'), on: isChosen(filled, { name: 'treaty_wide', value: 'true' }, interest.treaty_wide) })}</ul>
<details${isWrong(filled, FOLDED) ? html` open` : ''}><summary>${text.plain('alert.more')}</summary>
${choices(writing, 'groups', {
  legend: text.plain('alert.groups'),
  all: view.record.groups.map((one) => group(one.id, one.title)),
})}
${textField(writing, { name: 'to_go', label: text.plain('alert.to_go'), value: interest.to_go.join(', '), hint: text.plain('alert.to_go_hint') })}
${choices(writing, 'days_before', {
  legend: text.plain('alert.days'),
  all: ANNOUNCED_DAYS.map((one) =>
    days(String(one), one === 0 ? text.plain('alert.day_itself') : String(one)),
  ),
})}
${textField(writing, { name: 'moved_days', label: text.plain('alert.moved'), value: String(interest.moved_days) })}
</details>
<fieldset id="field-digest" tabindex="-1"${fieldTies(filled, 'digest')}><legend>${text.plain('alert.when')}</legend>${wrongNote(text, filled, 'digest')}<ul class="choices plain">${digests}</ul>
${textField(writing, { name: 'hour', label: text.plain('alert.hour'), value: String(timing.hour) })}
${textField(writing, { name: 'time_zone', label: text.plain('alert.zone'), value: timing.time_zone, hint: text.plain('alert.zone_hint') })}
<ul class="choices plain">${checkbox({ name: 'heartbeat', value: 'true', words: text.plain('alert.heartbeat'), on: isChosen(filled, { name: 'heartbeat', value: 'true' }, timing.heartbeat) })}</ul>
</fieldset>`
}

function listIn(form: URLSearchParams, name: string): string[] {
  return form
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** The number that the words are; the words themselves where they are none, to be refused with all else that is wrong. */
function numberOr(value: string): number | string {
  return /^\d{1,9}$/.test(value) ? Number(value) : value
}

function numberIn(form: URLSearchParams, field: string): number | string | undefined {
  const value = form.get(field)?.trim()
  return value === undefined || value === '' ? undefined : numberOr(value)
}

/** What a filled-in form asks for, in the shape that the API takes; States may stand there by name. */
export function wishesIn(form: URLSearchParams, view: RecordView): Readonly<Record<string, unknown>> {
  const numbers = (field: string) => listIn(form, field).map(numberOr)
  const given = {
    kinds: listIn(form, 'kinds'),
    treaties: listIn(form, 'treaties'),
    participants: listIn(form, 'participants').map((words) => codeOf(view, words)),
    groups: listIn(form, 'groups'),
    treaty_wide: form.has('treaty_wide'),
    to_go: numbers('to_go'),
    days_before: numbers('days_before'),
    moved_days: numberIn(form, 'moved_days'),
    digest: form.get('digest') ?? undefined,
    hour: numberIn(form, 'hour'),
    time_zone: form.get('time_zone')?.trim() || undefined,
    heartbeat: form.has('heartbeat'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
