import { html } from 'hono/html'
import { ANNOUNCED_DAYS, PUBLIC_KINDS, type PublicKind } from '../../../alerts/fact.ts'
import { DIGESTS, type Digest, type Interest, type Timing } from '../../../alerts/subscription.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Html } from '../page.ts'

const KIND_WORDS: Readonly<Record<PublicKind, string>> = {
  signature: 'Signatures',
  deposit: 'Ratifications, accessions and other deposits',
  withdrawal: 'Withdrawals of an instrument',
  denunciation: 'Denunciations',
  declaration: 'Declarations',
  correction: 'Corrections and retractions in the record',
  to_go: 'So many instruments to go before the threshold',
  reached: 'The threshold is reached',
  entry_fixed: 'The date of entry into force is fixed',
  entry_near: 'Entry into force comes near, and the day itself',
  state_entry_fixed: 'The date for one State is fixed',
  state_entry_near: 'The date for one State comes near, and the day itself',
  milestone: 'Milestones: every tenth Party, a group complete, all States',
  projection_moved: 'A projection has moved',
  signature_closing: 'The time for signing ends soon',
}

const DIGEST_WORDS: Readonly<Record<Digest, string>> = {
  at_once: 'At once, one message for each change',
  daily: 'Once a day, all in one message',
  weekly: 'On Mondays, all in one message',
}

type Choice = { readonly name: string; readonly value: string; readonly words: string; readonly on: boolean }

function checkbox({ name, value, words, on }: Choice): Html {
  return html`<li><label><input type="checkbox" name="${name}" value="${value}"${on ? html` checked` : ''}> ${words}</label></li>`
}

function choices(legend: string, all: readonly Choice[]): Html {
  return html`<fieldset><legend>${legend}</legend><ul class="choices">${all.map(checkbox)}</ul></fieldset>`
}

function textField(given: { name: string; label: string; value: string; hint?: string }): Html {
  const { name, label, value, hint } = given
  return html`<p><label for="field-${name}">${label}</label> <input type="text" id="field-${name}" name="${name}" value="${value}" autocomplete="off">${hint === undefined ? '' : html` <span class="quiet">${hint}</span>`}</p>`
}

/** The fields of a form that say what is asked for and when it is sent. */
export function wishFields(
  { interest, timing }: { readonly interest: Interest; readonly timing: Timing },
  view: RecordView,
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
    return html`<li><label><input type="radio" name="digest" value="${digest}"${mark}> ${DIGEST_WORDS[digest]}</label></li>`
  })
  return html`${choices(
    'Tell me of',
    PUBLIC_KINDS.map((one) => kind(one, KIND_WORDS[one])),
  )}
${choices(
  'Only these treaties (all when none is chosen)',
  view.treaties.map((one) => treaty(one.number, one.short_title)),
)}
${textField({ name: 'participants', label: 'Only these States (codes with commas; all when empty)', value: interest.participants.join(', '), hint: 'for example CRI, ARM' })}
<details><summary>More filters</summary>
${choices(
  'Only members of these groups (everyone when none is chosen)',
  view.record.groups.map((one) => group(one.id, one.title)),
)}
${textField({ name: 'to_go', label: 'Instruments to go at which I am told', value: interest.to_go.join(', '), hint: 'numbers with commas; each when empty' })}
${choices(
  'Days before a date',
  ANNOUNCED_DAYS.map((one) => days(String(one), one === 0 ? 'The day itself' : String(one))),
)}
${textField({ name: 'moved_days', label: 'Days by which a projection must have moved', value: String(interest.moved_days) })}
</details>
<fieldset><legend>When</legend><ul class="choices">${digests}</ul>
${textField({ name: 'hour', label: 'Hour of the day for digests, 0 to 23', value: String(timing.hour) })}
${textField({ name: 'time_zone', label: 'Time zone', value: timing.time_zone, hint: 'for example Europe/Rome' })}
<ul class="choices">${checkbox({ name: 'heartbeat', value: 'true', words: 'Write also when nothing changed', on: timing.heartbeat })}</ul>
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
