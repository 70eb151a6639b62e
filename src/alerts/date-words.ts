import { dayInWords } from './day-in-words.ts'
import type { Fact } from './fact.ts'
import { factSentence, factTitle, nameIn, treatyIn, under } from './fact-words.ts'

// Words for what is read at any time, as calendars and feeds are: they say the date and not how far it is.

function ofTreaty({ treaty }: Fact): string {
  return treaty === null ? '' : ` · ${treaty.short_title}`
}

/** What happens on the date of a fact, in a few words for a calendar. */
export function dateTitle(fact: Fact): string {
  if (fact.detail.kind === 'signature_closing') return `Last day for signing${ofTreaty(fact)}`
  const who = fact.participant === null ? 'Entry into force' : `In force for ${fact.participant.name}`
  return `${who}${ofTreaty(fact)}`
}

/** What a fact says, in a few words that do not grow old. */
export function lastingTitle(fact: Fact): string {
  const { detail } = fact
  switch (detail.kind) {
    case 'entry_near':
      return `In force on ${dayInWords(detail.date)}${ofTreaty(fact)}`
    case 'state_entry_near':
      return `${nameIn(fact)}: in force on ${dayInWords(detail.date)}${ofTreaty(fact)}`
    case 'signature_closing':
      return `Open for signature until ${dayInWords(detail.date)}${ofTreaty(fact)}`
    default:
      return factTitle(fact)
  }
}

/** What a fact says, in a sentence that does not grow old. */
export function lastingSentence(fact: Fact): string {
  const { detail } = fact
  switch (detail.kind) {
    case 'entry_near':
      return `The day of entry into force of ${treatyIn(fact)} is ${dayInWords(detail.date)}${under(detail.article)}.`
    case 'state_entry_near':
      return `For ${nameIn(fact)}, the day of entry into force of ${treatyIn(fact)} is ${dayInWords(detail.date)}${under(detail.article)}.`
    case 'signature_closing':
      return `The last day for signing ${treatyIn(fact)} is ${dayInWords(detail.date)}.`
    default:
      return factSentence(fact)
  }
}
