import { InputError } from '../law/input-error.ts'
import type { Group, Participant, Treaty } from '../record/snapshot.ts'
import { formerCodesOf } from './former-codes.ts'
import { type Candidate, nearest } from './nearest.ts'
import type { RecordView } from './record-view.ts'

/** A value that someone gave, and the name of the parameter or option it was given in. */
export type GivenValue = { readonly field: string; readonly value: string }

const SHOWN = 12

function someOf(values: readonly string[]): string {
  return values.length <= SHOWN
    ? values.join(', ')
    : `${values.slice(0, SHOWN).join(', ')} … (${values.length})`
}

function refuse(given: GivenValue, accepted: string, candidates: readonly Candidate[]): never {
  const found = nearest(given.value, candidates)
  throw new InputError([{ ...given, accepted, ...(found === undefined ? {} : { nearest: found }) }])
}

/** The treaty with this slug or number in the UN Treaty Collection, in any letter case. Throws InputError. */
export function findTreaty(view: RecordView, given: GivenValue): Treaty {
  const found = view.treatyByWord.get(given.value.toLowerCase())
  if (found !== undefined) return found
  const slugs = view.treaties.map((one) => one.slug)
  return refuse(
    given,
    `a treaty: ${someOf(slugs)}, or its number in the UN Treaty Collection`,
    view.treaties.map((one) => ({
      value: one.slug,
      spellings: [one.slug, one.number, one.title, one.short_title],
    })),
  )
}

/** The participant with this alpha-3 or alpha-2 code, in any letter case. Throws InputError, also for a name, with
 *  the code of the name spelled most like it. */
export function findParticipant(view: RecordView, given: GivenValue): Participant {
  const wanted = given.value.toUpperCase()
  const found =
    view.names.participants.get(wanted) ?? view.record.participants.find((one) => one.alpha2 === wanted)
  if (found !== undefined) return found
  return refuse(
    given,
    'the code of a State in three letters or two (ISO 3166-1), such as JPN, or of an organization, such as EU',
    view.record.participants.map((one) => ({
      value: one.code,
      spellings: [
        one.code,
        ...(one.alpha2 === null ? [] : [one.alpha2]),
        ...formerCodesOf(one.code),
        one.name,
        ...one.names_also,
        ...(view.names.dated.get(one.code) ?? []).map((name) => name.name),
      ],
    })),
  )
}

/** The group with this name, in any letter case. Throws InputError. */
export function findGroup(view: RecordView, given: GivenValue): Group {
  const wanted = given.value.toLowerCase()
  const found = view.record.groups.find((one) => one.id.toLowerCase() === wanted)
  if (found !== undefined) return found
  return refuse(
    given,
    `a group: ${view.record.groups.map((one) => one.id).join(', ')}`,
    view.record.groups.map((one) => ({ value: one.id, spellings: [one.id, one.title] })),
  )
}
