import { html } from 'hono/html'
import { ANNOUNCED_DAYS, PUBLIC_KINDS } from '../../../alerts/fact.ts'
import { DIGESTS, type Interest, type Timing } from '../../../alerts/subscription.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'

type Choice = { readonly name: string; readonly value: string; readonly words: string; readonly on: boolean }

function checkbox({ name, value, words, on }: Choice): Html {
  return html`<li><label><input type="checkbox" name="${name}" value="${value}"${on ? html` checked` : ''}> ${words}</label></li>`
}

function choices(legend: string, all: readonly Choice[]): Html {
  return html`<fieldset><legend>${legend}</legend><ul class="choices">${all.map(checkbox)}</ul></fieldset>`
}

function textField(given: { name: string; label: string; value: string; hint?: string }): Html {
  const { name, label, value, hint } = given
  const described = hint === undefined ? '' : html` aria-describedby="hint-${name}"`
  return html`<p><label for="field-${name}">${label}</label> <input type="text" id="field-${name}" name="${name}" value="${value}" autocomplete="off"${described}>${hint === undefined ? '' : html` <span class="quiet" id="hint-${name}">${hint}</span>`}</p>`
}

/** The fields of a form that say what is asked for and when it is sent. */
export function wishFields(
  { interest, timing }: { readonly interest: Interest; readonly timing: Timing },
  { view, text }: { readonly view: RecordView; readonly text: Text },
): Html {
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
    const mark = digest === timing.digest ? html` checked` : ''
    return html`<li><label><input type="radio" name="digest" value="${digest}"${mark}> ${text.plain(`alert.digest.${digest}`)}</label></li>`
  })
  return html`${choices(
    text.plain('alert.tell'),
    PUBLIC_KINDS.map((one) => kind(one, text.plain(`alert.kind.${one}`))),
  )}
${choices(
  text.plain('alert.treaties'),
  view.treaties.map((one) => treaty(one.number, one.short_title)),
)}
${textField({ name: 'participants', label: text.plain('alert.states'), value: interest.participants.join(', '), hint: text.plain('alert.states_hint') })}
<details><summary>${text.plain('alert.more')}</summary>
${choices(
  text.plain('alert.groups'),
  view.record.groups.map((one) => group(one.id, one.title)),
)}
${textField({ name: 'to_go', label: text.plain('alert.to_go'), value: interest.to_go.join(', '), hint: text.plain('alert.to_go_hint') })}
${choices(
  text.plain('alert.days'),
  ANNOUNCED_DAYS.map((one) => days(String(one), one === 0 ? text.plain('alert.day_itself') : String(one))),
)}
${textField({ name: 'moved_days', label: text.plain('alert.moved'), value: String(interest.moved_days) })}
</details>
<fieldset><legend>${text.plain('alert.when')}</legend><ul class="choices">${digests}</ul>
${textField({ name: 'hour', label: text.plain('alert.hour'), value: String(timing.hour) })}
${textField({ name: 'time_zone', label: text.plain('alert.zone'), value: timing.time_zone, hint: text.plain('alert.zone_hint') })}
<ul class="choices">${checkbox({ name: 'heartbeat', value: 'true', words: text.plain('alert.heartbeat'), on: timing.heartbeat })}</ul>
</fieldset>`
}

function listIn(form: URLSearchParams, name: string): string[] {
  return form
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

function wholeNumber(field: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new InputError([{ field, value, accepted: 'a whole number' }])
}

function numberIn(form: URLSearchParams, field: string): number | undefined {
  const value = form.get(field)?.trim()
  return value === undefined || value === '' ? undefined : wholeNumber(field, value)
}

/** What a filled-in form asks for, in the shape that the API takes. Throws InputError for a number that is none. */
export function wishesIn(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const numbers = (field: string) => listIn(form, field).map((value) => wholeNumber(field, value))
  const given = {
    kinds: listIn(form, 'kinds'),
    treaties: listIn(form, 'treaties'),
    participants: listIn(form, 'participants'),
    groups: listIn(form, 'groups'),
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
