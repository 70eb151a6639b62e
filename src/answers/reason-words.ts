import type { Reason } from '../law/evaluation.ts'

/** Why an act counts toward the threshold or does not, in a few plain words. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  retracted: 'taken back in the record: it never happened',
  not_an_instrument: 'not an instrument that counts: signature alone does not bind here',
  succession: 'a succession: the instrument of the predecessor keeps its place',
  withdrawn: 'withdrawn before it could count',
  organization_excluded: 'an organization: its instrument does not count',
  not_eligible: 'not one of those whose instruments the condition asks for',
  repeat: 'an earlier instrument of the same participant stands',
  waiting_for_parent: 'waits for consent to the parent treaty',
  organization_not_additional: 'an organization: not counted in addition to its member States',
  after_trigger: 'deposited after the day on which the threshold was met',
  counted: 'counts',
}
