import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { nextOpening, signatureDays, signatureWindowOn } from '../../src/law/signature-window.ts'
import { rulesIn, treatyLaw } from './law-case.ts'

const LEAST = {
  treaty: 'T',
  counts: ['ratification'],
  condition: { op: 'count', gte: 1 },
  period: { kind: 'none' },
}
/** Convention against Transnational Organized Crime, article 36(1): in Palermo, then in New York until 12 December 2002. */
const PALERMO = [
  { from: '2000-12-12', to: '2000-12-15', place: 'Palermo' },
  { from: '2000-12-16', to: '2002-12-12', place: 'New York' },
]

function ruleWith(signature_window?: readonly object[]) {
  const [rule] = rulesIn([signature_window === undefined ? LEAST : { ...LEAST, signature_window }])
  if (rule === undefined) throw new Error('no rule')
  return rule
}

describe('signature', () => {
  it.each([
    ['2000-12-11', '2000-12-12', false],
    ['2000-12-12', '2000-12-16', true],
    ['2000-12-15', '2000-12-16', true],
    ['2000-12-16', null, true],
    ['2002-12-12', null, true],
    ['2002-12-13', null, false],
  ])('of a treaty with two places, seen from %s, opens next on %s; open: %j', (day, next, open) => {
    const rule = ruleWith(PALERMO)
    expect(nextOpening(rule, plainDate(day))).toBe(next)
    const whole = { opens_on: '2000-12-12', closes_on: '2002-12-12', open }
    expect(signatureWindowOn(rule, plainDate(day))).toEqual(whole)
  })

  it('opens next on the earliest day, in whatever order the places stand', () => {
    expect(nextOpening(ruleWith(PALERMO.toReversed()), plainDate('2000-01-01'))).toBe('2000-12-12')
  })

  it('of a treaty without a window is open and never opens', () => {
    expect(nextOpening(ruleWith(), plainDate('2000-01-01'))).toBeNull()
    expect(signatureWindowOn(ruleWith(), plainDate('2000-01-01'))).toBeNull()
    expect(signatureDays(ruleWith())).toEqual([])
  })

  it('without a first or a last day has no limit on that side', () => {
    const day = plainDate('2000-01-01')
    expect(nextOpening(ruleWith([{ to: '2002-12-12' }]), day)).toBeNull()
    expect(signatureDays(ruleWith([{ to: '2002-12-12' }]))).toEqual(['2002-12-13'])
    expect(signatureDays(ruleWith([{ from: '2000-12-12' }]))).toEqual(['2000-12-12'])
    const never = { opens_on: '2000-12-12', closes_on: null, open: false }
    expect(signatureWindowOn(ruleWith([{ from: '2000-12-12' }]), day)).toEqual(never)
  })
})

describe('who signs or ratifies in the wrong order', () => {
  it('is told which act of which day it is', () => {
    const rule = { ...LEAST, signature_window: [{ to: '2002-12-12' }], counts: ['ratification'] }
    const acts = 'T AAA signature 2002-12-13\nT BBB ratification 2001-01-10'
    const { warnings } = treatyLaw({ rules: [rule], acts })
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SIGNATURE_OUTSIDE_WINDOW AAA: signature of 2002-12-13, when signature was not open',
      'RATIFICATION_WITHOUT_SIGNATURE BBB: ratification of 2001-01-10 without a signature',
    ])
  })
})
