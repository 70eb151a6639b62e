import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../src/law/act.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { parseRules } from '../../src/law/rule.ts'
import { endsConsent, isConsent, isSignature } from '../../src/record/consent.ts'
import { engineMemberships } from '../../src/record/engine-groups.ts'
import { detailOf, messageOf } from '../../src/record/error-text.ts'
import { eventName, freeEventName } from '../../src/record/event-id.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'

const ACT = {
  treaty: 'XVIII-12',
  participant: 'ARM',
  action: 'ratification',
  action_date: plainDate('2003-07-01'),
} as const

function rulesCounting(...counts: readonly string[]) {
  const rule = { treaty: 'T', counts, condition: { op: 'count', gte: 2 }, period: { kind: 'days', n: 90 } }
  return parseRules([rule], { file: 'rules.json' })
}

describe('the name of an event', () => {
  it('is treaty, participant, act and day, without what there is not', () => {
    expect(eventName(ACT)).toBe('XVIII-12.ARM.ratification.2003-07-01')
    expect(eventName({ ...ACT, action_date: null })).toBe('XVIII-12.ARM.ratification.undated')
    expect(eventName({ ...ACT, participant: null, action: 'asserted_headline' })).toBe(
      'XVIII-12.asserted_headline.2003-07-01',
    )
  })

  it('gets the first number from 2 on that is free', () => {
    const name = 'XVIII-12.ARM.ratification.2003-07-01'
    const freeAmong = (...taken: readonly string[]) => freeEventName(ACT, (one) => taken.includes(one))
    expect(freeAmong()).toBe(name)
    expect(freeAmong(`${name}~2`)).toBe(name)
    expect(freeAmong(name)).toBe(`${name}~2`)
    expect(freeAmong(name, `${name}~2`, `${name}~3`, `${name}~5`)).toBe(`${name}~4`)
  })
})

describe('kinds of acts', () => {
  const kinds = (is: (act: { readonly action: (typeof ACTIONS)[number] }) => boolean) =>
    ACTIONS.filter((action) => is({ action })).toSorted()
  const always = ['acceptance', 'accession', 'approval', 'formal_confirmation', 'ratification', 'succession']

  it('that are consent: a definitive signature only where some rules count it', () => {
    expect(kinds((act) => isConsent(act, rulesCounting('ratification')))).toEqual(always)
    const one = rulesCounting('ratification', 'definitive_signature')
    expect(kinds((act) => isConsent(act, one))).toEqual([...always, 'definitive_signature'].toSorted())
    expect(kinds((act) => isConsent(act, [...rulesCounting('ratification'), ...one]))).toContain(
      'definitive_signature',
    )
    expect(kinds((act) => isConsent(act, []))).toEqual(always)
  })

  it('that sign, and that end a consent', () => {
    expect(kinds(isSignature)).toEqual(['definitive_signature', 'signature'])
    expect(kinds(endsConsent)).toEqual(['denunciation', 'withdrawal_of_instrument'])
  })
})

describe('the groups that the law engine asks for', () => {
  it('are every organization, and the members of each by its own list', () => {
    const from = plainDate('2004-05-01')
    const memberships = [
      { group: 'eu', participant: 'FRA', from: null, to: null },
      { group: 'eu', participant: 'POL', from, to: null },
      { group: 'asean', participant: 'SGP', from: null, to: plainDate('2030-01-01') },
    ]
    const organizations = [
      { code: 'EUE', members: 'eu' },
      { code: 'AU', members: null },
    ]
    expect(engineMemberships(organizations, memberships)).toEqual([
      { group: 'reio', participant: 'EUE', from: null, to: null },
      { group: 'members:EUE', participant: 'FRA', from: null, to: null },
      { group: 'members:EUE', participant: 'POL', from, to: null },
      { group: 'reio', participant: 'AU', from: null, to: null },
    ])
  })
})

describe('what is said of an error', () => {
  it('is its words to the operator, and its place for what is ours', () => {
    const error = new Error('no room')
    expect([messageOf(error), messageOf('as it is')]).toEqual(['no room', 'as it is'])
    expect(detailOf(error)).toBe(`Internal error: ${error.stack}`)
    expect(detailOf('as it is')).toBe('Internal error: as it is')
    const bare = new Error('bare')
    delete bare.stack
    expect(detailOf(bare)).toBe('Internal error: Error: bare')
  })

  it('names whoever sits at the machine itself', () => {
    expect(COMMAND_LINE).toEqual({ name: 'command-line', token: null })
  })
})
