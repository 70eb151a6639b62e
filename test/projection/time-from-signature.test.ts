import { describe, expect, it } from 'vitest'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { stateOutlook, timeFromSignature } from '../../src/projection/time-from-signature.ts'

const SIGNED = plainDate('2000-01-01')
const AS_OF = addDays(SIGNED, 1000)
const wait = (days: number | null): { signed_on: PlainDate; deposited_on: PlainDate | null } => ({
  signed_on: SIGNED,
  deposited_on: days === null ? null : addDays(SIGNED, days),
})

describe('time from signature to deposit', () => {
  it('counts those that wait as waiting: 100, 200, a late signatory of 150 days that waits, 400, and one that waits', () => {
    const late = { signed_on: addDays(AS_OF, -150), deposited_on: null }
    // 5 at risk at 100: 4/5 wait; 3 at risk at 200: 8/15; 2 at risk at 400: 4/15.
    expect(timeFromSignature([wait(200), wait(100), late, wait(400), wait(null)], AS_OF)).toEqual({
      state: 'estimated',
      signatories: 5,
      deposited: 3,
      waiting: 2,
      days: { p25: 200, p50: 400, p75: null },
      within: { '1y': 0.4667, '3y': null, '5y': null, '10y': null },
    })
  })

  it('a deposit after the day asked about is not known yet', () => {
    const result = timeFromSignature([wait(100), wait(200), wait(300), wait(1001), wait(2000)], AS_OF)
    expect(result).toMatchObject({ deposited: 3, waiting: 2 })
  })

  it('says why it says nothing of four signatories, and of five that all wait', () => {
    const nobody = [null, null, null, null, null].map(wait)
    expect(timeFromSignature(nobody.slice(1), AS_OF)).toEqual({
      state: 'cannot_be_said',
      because: 'the group has 4 signatories, fewer than 5',
    })
    expect(timeFromSignature(nobody, AS_OF)).toMatchObject({ state: 'cannot_be_said' })
  })
})

describe('the outlook of one State', () => {
  const group = [wait(100), wait(200), wait(400), wait(600), wait(640), wait(null), wait(null)]

  it('has a stage and what others did after as long a wait, and no date', () => {
    const outlook = stateOutlook({ signed_on: addDays(AS_OF, -300), deposited_on: null }, group, AS_OF)
    // After 300 days 5 of 7 wait; after 665 days 2 of 7: three of five deposited.
    expect(outlook).toMatchObject({ stage: 'signatory', waited_days: 300, deposited_in_next_year: 0.6 })
  })

  it('a State that deposited tells how long it took', () => {
    const outlook = stateOutlook(wait(250), group, AS_OF)
    expect(outlook).toMatchObject({ stage: 'deposited', waited_days: 250, deposited_in_next_year: null })
  })

  it('what four others did is no share: the last of them to deposit would make it a certainty', () => {
    const waiting = { signed_on: addDays(AS_OF, -300), deposited_on: null }
    const four = [wait(100), wait(200), wait(400), wait(600), wait(640), wait(660)]
    expect(stateOutlook(waiting, four, AS_OF).deposited_in_next_year).toBeNull()
  })

  it('a share of the year after is told only where someone was watched for that year', () => {
    const waiting = { signed_on: addDays(AS_OF, -700), deposited_on: null }
    const group = [null, null, null, null, null].map(wait)
    // The longest was watched for 1000 days, not for 700 and a year.
    expect(stateOutlook(waiting, group, AS_OF).deposited_in_next_year).toBeNull()
  })

  it('a State that waits longer than all others has nobody to be measured by', () => {
    const early = { signed_on: addDays(SIGNED, -10), deposited_on: null }
    expect(stateOutlook(early, group, AS_OF).deposited_in_next_year).toBeNull()
  })
})
