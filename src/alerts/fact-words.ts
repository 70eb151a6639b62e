import type { Action } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { dayInWords } from './day-in-words.ts'
import type { ActDetail, Fact, FactDetail, ParticipantName, RecallDetail } from './fact.ts'

// The one place for the words of alerts. Every sentence says its day and its treaty, so that it can be quoted alone.

const DID: Readonly<Record<Action, string>> = {
  signature: 'signed',
  definitive_signature: 'signed definitively',
  ratification: 'deposited its ratification of',
  acceptance: 'deposited its acceptance of',
  approval: 'deposited its approval of',
  accession: 'acceded to',
  formal_confirmation: 'deposited its formal confirmation of',
  succession: 'succeeded to',
  provisional_application: 'applies provisionally',
  declared_sole: 'declared itself alone competent under',
  withdrawal_of_instrument: 'withdrew its instrument under',
  denunciation: 'denounced',
  rescission: 'rescinded its denunciation of',
  correction: 'corrected an act under',
  retraction: 'retracted an act under',
  asserted_threshold: 'met the threshold of',
  asserted_entry_into_force: 'entered into force under',
}

/** Short names of treaties stand in sentences with their article. */
export function treatyIn({ treaty }: Fact): string {
  return treaty === null ? 'the record' : `the ${treaty.short_title.replace(/^The /, '')}`
}

export function nameIn({ participant }: Fact): string {
  return participant === null ? 'The depositary' : participant.name
}

/** "A", "A and B", "A, B and C". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function dayOf({ day, earliest, latest }: ActDetail): string {
  if (day !== null) return `on ${dayInWords(day)}`
  if (earliest === null) return 'on a day not known'
  return latest === null
    ? `on a day not known, ${dayInWords(earliest)} or later`
    : `on a day not known, between ${dayInWords(earliest)} and ${dayInWords(latest)}`
}

function by(names: readonly ParticipantName[]): string {
  return names.length === 0 ? '' : `, by the instrument of ${listed(names.map(({ name }) => name))}`
}

export function under(article: string | null): string {
  return article === null ? '' : ` (article ${article})`
}

function inDays(left: number): string {
  if (left < 0) return 'already'
  if (left === 0) return 'today'
  return left === 1 ? 'tomorrow' : `in ${left} days`
}

type Countdown = { readonly date: PlainDate; readonly left: number }

function whenIn({ date, left }: Countdown): string {
  const day = dayInWords(date)
  return left < 0 ? `On ${day}` : `${inDays(left).replace(/^./, (first) => first.toUpperCase())}, on ${day},`
}

function enters({ left }: Countdown): string {
  return left < 0 ? 'entered into force' : 'enters into force'
}

function milestoneSentence(fact: Fact, detail: Extract<FactDetail, { kind: 'milestone' }>): string {
  const { milestone } = detail
  switch (milestone.what) {
    case 'states_parties':
      return `${milestone.count} States are Parties to ${treatyIn(fact)}.`
    case 'universal':
      return `Every State is bound by ${treatyIn(fact)} or about to be.`
    case 'group':
      return `Every member of the group "${milestone.title}" is bound by ${treatyIn(fact)} or about to be.`
  }
}

function correctionSentence(fact: Fact, detail: Extract<FactDetail, { kind: 'correction' }>): string {
  const { was, day } = detail
  const act = `that ${nameIn(fact)} ${DID[was.action]} ${treatyIn(fact)}`
  if (day === null) return `The record no longer says ${act} ${dayOf(was)}.`
  return `The record now says ${act} on ${dayInWords(day)}, not ${dayOf(was)}.`
}

function projectionSentence(fact: Fact, detail: Extract<FactDetail, { kind: 'projection_moved' }>): string {
  const { from, to, moved } = detail
  const way = moved < 0 ? 'sooner' : 'later'
  return `The threshold of ${treatyIn(fact)} is now expected by ${dayInWords(to)}, as likely as not: ${Math.abs(moved)} days ${way} than the ${dayInWords(from)} expected before.`
}

function closingSentence(fact: Fact, { date, left }: Countdown): string {
  const what = `The last day for signing ${treatyIn(fact)}`
  return left < 0 ? `${what} was ${dayInWords(date)}.` : `${what} is ${dayInWords(date)}, ${inDays(left)}.`
}

function sentenceOf(fact: Fact, detail: FactDetail): string {
  switch (detail.kind) {
    case 'signature':
    case 'deposit':
    case 'withdrawal':
    case 'denunciation':
    case 'declaration':
      return `${nameIn(fact)} ${DID[detail.act.action]} ${treatyIn(fact)} ${dayOf(detail.act)}.`
    case 'correction':
      return correctionSentence(fact, detail)
    case 'to_go':
      return `${detail.counted} of the ${detail.needed} instruments that ${treatyIn(fact)} needs are deposited, as of ${dayInWords(detail.day)}: ${detail.remaining} to go.`
    case 'reached': {
      const what = detail.needed === null ? 'The threshold' : `The threshold of ${detail.needed} instruments`
      return `${what} of ${treatyIn(fact)} was reached on ${dayInWords(detail.day)}${by(detail.by)}.`
    }
    case 'entry_fixed':
      return `The date is fixed: ${treatyIn(fact)} enters into force on ${dayInWords(detail.date)}${under(detail.article)}.`
    case 'state_entry_fixed':
      return `For ${nameIn(fact)}, ${treatyIn(fact)} is in force from ${dayInWords(detail.date)}${under(detail.article)}.`
    case 'entry_near':
      return `${whenIn(detail)} ${treatyIn(fact)} ${enters(detail)}${under(detail.article)}.`
    case 'state_entry_near':
      return `${whenIn(detail)} ${treatyIn(fact)} ${enters(detail)} for ${nameIn(fact)}${under(detail.article)}.`
    case 'milestone':
      return milestoneSentence(fact, detail)
    case 'projection_moved':
      return projectionSentence(fact, detail)
    case 'signature_closing':
      return closingSentence(fact, detail)
    case 'source_silent':
    case 'queue_late':
    case 'switched_off':
      return detail.what
  }
}

const CORRECTION = 'Correction: '

function short(fact: Fact, detail: FactDetail): string {
  const treaty = fact.treaty === null ? '' : ` · ${fact.treaty.short_title}`
  switch (detail.kind) {
    case 'signature':
    case 'deposit':
    case 'withdrawal':
    case 'denunciation':
    case 'declaration':
      return `${nameIn(fact)}: ${detail.act.action.replaceAll('_', ' ')}${treaty}`
    case 'correction':
      return `${CORRECTION}${nameIn(fact)}${treaty}`
    case 'to_go':
      return `${detail.remaining} to go${treaty}`
    case 'reached':
      return `Threshold reached${treaty}`
    case 'entry_fixed':
      return `In force on ${dayInWords(detail.date)}${treaty}`
    case 'state_entry_fixed':
      return `${nameIn(fact)}: in force on ${dayInWords(detail.date)}${treaty}`
    case 'entry_near':
      return `In force ${inDays(detail.left)}${treaty}`
    case 'state_entry_near':
      return `${nameIn(fact)}: in force ${inDays(detail.left)}${treaty}`
    case 'milestone':
      return `Milestone${treaty}`
    case 'projection_moved':
      return `Projection moved${treaty}`
    case 'signature_closing':
      return `Closes for signature ${inDays(detail.left)}${treaty}`
    case 'source_silent':
      return 'Source silent'
    case 'queue_late':
      return 'Alerts wait too long'
    case 'switched_off':
      return 'A receiver was switched off'
  }
}

/** What a fact says, in a few words for a list or a subject. */
export function factTitle(fact: Fact): string {
  const { detail } = fact
  if (detail.kind !== 'recall') return short(fact, detail)
  // What is corrected once more is a correction, not one of a correction.
  const told = factTitle(detail.told)
  return told.startsWith(CORRECTION) ? told : `${CORRECTION}${told}`
}

/** What holds instead of what a recall takes back, in one sentence; null where nothing does, and for other facts. */
export function insteadSentence(fact: Fact): string | null {
  const { detail } = fact
  return detail.kind === 'recall' && detail.instead !== null ? sentenceOf(fact, detail.instead) : null
}

/** What a recall takes back, in one or two sentences. */
export function takenBackSentence({ told }: RecallDetail): string {
  return `We told you: "${factSentence(told)}" This does not hold.`
}

/** What a fact says, in whole sentences. */
export function factSentence(fact: Fact): string {
  const { detail } = fact
  if (detail.kind !== 'recall') return sentenceOf(fact, detail)
  const instead = insteadSentence(fact)
  return instead === null ? takenBackSentence(detail) : `${takenBackSentence(detail)} ${instead}`
}
