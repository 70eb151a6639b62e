import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCodePoints, inCodePointOrder } from '../../src/law/code-point-order.ts'
import { coversDay, type DaySpan, mergedSpans } from '../../src/law/day-span.ts'
import { isDecimal, reachesShare, shareShown, weightLists } from '../../src/law/exact-share.ts'
import { describeProblem, InputError } from '../../src/law/input-error.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { WITHOUT_END } from '../../src/law/rule-schema.ts'
import { signatureDays, signatureOpen, signatureWindowOn } from '../../src/law/signature-window.ts'
import { codesOf, treatyLaw } from './law-case.ts'

const FIRST = plainDate('2001-01-01')

function span(from: string | null, to: string | null): DaySpan {
  return { from: from === null ? null : plainDate(from), to: to === null ? null : plainDate(to) }
}

describe('spans of days', () => {
  it('that overlap or touch become one; others stay apart, in order', () => {
    const merged = (...spans: DaySpan[]) => mergedSpans(spans)
    expect(merged(span('2002-01-01', '2003-01-01'), span('2001-01-01', '2002-01-01'))).toEqual([
      span('2001-01-01', '2003-01-01'),
    ])
    expect(merged(span('2002-01-02', '2003-01-01'), span('2001-01-01', '2002-01-01'))).toEqual([
      span('2001-01-01', '2002-01-01'),
      span('2002-01-02', '2003-01-01'),
    ])
    expect(merged(span('2001-01-01', null), span(null, '2000-01-01'))).toEqual([
      span(null, '2000-01-01'),
      span('2001-01-01', null),
    ])
    expect(merged(span('2001-01-01', null), span('2002-01-01', '2003-01-01'))).toEqual([
      span('2001-01-01', null),
    ])
    expect(merged(span('2001-01-01', '2005-01-01'), span('2002-01-01', '2003-01-01'))).toEqual([
      span('2001-01-01', '2005-01-01'),
    ])
    expect(merged(span(null, null), span('2002-01-01', '2003-01-01'))).toEqual([span(null, null)])
    expect(merged()).toEqual([])
  })

  it('cover the same days merged as before', () => {
    const day = fc.integer({ min: 0, max: 30 }).map((days) => addDays(FIRST, days))
    const any = fc
      .tuple(fc.option(day, { freq: 5 }), fc.option(day, { freq: 5 }))
      .map(([one, other]) =>
        one !== null && other !== null && other < one ? { from: other, to: one } : { from: one, to: other },
      )
      .filter(({ from, to }) => from === null || to === null || from < to)
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (spans) => {
        const merged = mergedSpans(spans)
        for (let days = -1; days <= 31; days += 1) {
          const on = addDays(FIRST, days)
          expect(merged.filter((one) => coversDay(one, on)).length).toBe(
            spans.some((one) => coversDay(one, on)) ? 1 : 0,
          )
        }
      }),
    )
  })
})

describe('a window for signature', () => {
  const day = plainDate
  const places = {
    signature_window: [
      { from: day('2000-12-12'), to: day('2000-12-15') },
      { to: day('2002-12-12') },
      { from: day('2001-01-01'), to: day('2001-12-31') },
    ],
  }
  const endless = { signature_window: [{ from: day('2000-12-12'), to: WITHOUT_END }] }

  it('begins with the first place and ends with the last', () => {
    expect(signatureWindowOn(places, day('2002-12-12'))).toEqual({
      opens_on: '2000-12-12',
      closes_on: '2002-12-12',
      open: true,
    })
    expect(signatureWindowOn(places, day('2002-12-13'))).toMatchObject({ open: false })
    expect(signatureWindowOn(endless, day('2000-12-11'))).toEqual({
      opens_on: '2000-12-12',
      closes_on: null,
      open: false,
    })
    expect(signatureWindowOn({ signature_window: [{ to: day('2002-12-12') }] }, FIRST)?.opens_on).toBeNull()
    expect(signatureWindowOn({}, FIRST)).toBeNull()
    expect(signatureWindowOn({ signature_window: [] }, FIRST)).toBeNull()
  })

  it('is open on its first and its last day, always where there is none', () => {
    const only = { signature_window: [{ from: day('2000-12-12'), to: day('2000-12-15') }] }
    const open = (on: string): boolean => signatureOpen(only, day(on))
    expect(['2000-12-11', '2000-12-12', '2000-12-15', '2000-12-16'].map(open)).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(signatureOpen({}, FIRST)).toBe(true)
    expect(signatureOpen({ signature_window: [] }, FIRST)).toBe(true)
  })

  it('changes on its first days and on the days after its last', () => {
    expect(signatureDays(places)).toEqual([
      '2000-12-12',
      '2000-12-16',
      '2002-12-13',
      '2001-01-01',
      '2002-01-01',
    ])
    expect(signatureDays(endless)).toEqual(['2000-12-12'])
    expect(signatureDays({})).toEqual([])
  })
})

describe('weights', () => {
  it.each(['1', '12', '1.5', '0.25', '10.025'])('%s is a decimal number', (text) => {
    expect(isDecimal(text)).toBe(true)
  })
  it.each(['', '.5', '1.', '-1', '1e3', '1,5', 'x1', '1x', ' 1', '1.x'])('%j is none', (text) => {
    expect(isDecimal(text)).toBe(false)
  })

  it('are whole numbers of the smallest place of their list', () => {
    const row = (weights: string, participant: string, weight: string) => ({ weights, participant, weight })
    const lists = weightLists([
      row('W', 'A', '1.25'),
      row('W', 'B', '2'),
      row('V', 'A', '3'),
      row('W', 'C', '2.5'),
    ])
    expect([...(lists.get('W')?.weights ?? [])]).toEqual([
      ['A', 125n],
      ['B', 200n],
      ['C', 250n],
    ])
    expect([...(lists.get('V')?.weights ?? [])]).toEqual([['A', 3n]])
    expect(() => weightLists([row('W', 'A', 'much')])).toThrow('no decimal number: "much"')
  })

  it('reach a share exactly, also a very small and a very large one', () => {
    expect([reachesShare(55n, 100n, 0.55), reachesShare(54n, 100n, 0.55)]).toEqual([true, false])
    expect([reachesShare(1n, 10_000_000n, 1e-7), reachesShare(1n, 10_000_001n, 1e-7)]).toEqual([true, false])
    expect([reachesShare(3n, 3n, 1), reachesShare(2n, 3n, 1)]).toEqual([true, false])
    expect(reachesShare(10n ** 22n, 1n, 1e22)).toBe(true)
    expect(reachesShare(10n ** 22n - 1n, 1n, 1e22)).toBe(false)
    expect(reachesShare(0n, 0n, 0.5)).toBe(false)
    expect([shareShown(1n, 4n), shareShown(0n, 0n), shareShown(1n, 0n)]).toEqual([0.25, 0, 0])
  })
})

describe('the order of texts', () => {
  it('is by code point, shorter first, also where the halves of one letter are larger', () => {
    const texts = ['b', 'a', 'ab', '', '\u{1F600}', '\uFFFD', '\uD7FF', '\uE000', 'a\u{10000}', 'a\uFFFF']
    const byPoints = (one: string, other: string): number => {
      const [left, right] = [[...one], [...other]]
      for (const [at, letter] of left.entries()) {
        const against = right[at]
        if (against === undefined) return 1
        if (letter !== against) return Number(letter.codePointAt(0)) - Number(against.codePointAt(0))
      }
      return left.length - right.length
    }
    expect(inCodePointOrder(texts)).toEqual([...texts].sort(byPoints))
    expect(inCodePointOrder(['b', 'a', 'ab', ''])).toEqual(['', 'a', 'ab', 'b'])
    expect(inCodePointOrder(['\uFFFD', '\u{10000}', 'a'])).toEqual(['a', '\uFFFD', '\u{10000}'])
    expect(compareCodePoints('\uE000', '\u{10FFFF}')).toBeLessThan(0)
    expect(compareCodePoints('\uD7FF', '\u{10000}')).toBeLessThan(0)
    expect(compareCodePoints('ab', 'a')).toBeGreaterThan(0)
    expect(compareCodePoints('a', 'ab')).toBeLessThan(0)
    expect(compareCodePoints('a', 'a')).toBe(0)
  })
})

describe('what is wrong with an input', () => {
  it('is said on one line with its place, and with the nearest word where there is one', () => {
    expect(describeProblem({ field: 'day', value: null, accepted: 'a day' })).toBe(
      'day: is missing; expected a day.',
    )
    expect(describeProblem({ field: 'day', value: 'x\ny', accepted: 'a day', file: 'a.csv' })).toBe(
      'a.csv: day: "x y" is not accepted; expected a day.',
    )
    const whole = { field: 'state', value: 'JPM', accepted: 'a code', nearest: 'JPN', file: 'a.csv', line: 7 }
    expect(describeProblem(whole)).toBe(
      'a.csv:7: state: "JPM" is not accepted; expected a code. Did you mean "JPN"?',
    )
    const error = new InputError([whole, { field: 'day', value: null, accepted: 'a day' }])
    expect([error.name, error.problems.length, error.message.split('\n').length]).toEqual([
      'InputError',
      2,
      2,
    ])
    expect(error.message.split('\n')[1]).toBe('day: is missing; expected a day.')
  })
})

describe('acts without effect', () => {
  const RULES = [
    {
      treaty: 'T',
      counts: ['ratification', 'accession'],
      condition: { op: 'count', gte: 2 },
      period: { kind: 'days', n: 90 },
      denunciation: { kind: 'days', n: 30 },
    },
  ]
  const ACTS = 'T AAA accession 2001-01-10 id=a\nT BBB accession 2001-02-10 id=b'
  const lawOf = (lines: string) => treatyLaw({ rules: RULES, acts: `${ACTS}\n${lines}` })
  const said = (lines: string): string[] => lawOf(lines).warnings.map(({ message }) => message)

  it('are named with their day', () => {
    expect(said('T CCC denunciation 2001-03-01').join()).toContain(
      'denunciation of 2001-03-01 has nothing to end',
    )
    expect(said('T AAA rescission 2001-03-02').join()).toContain(
      'rescission of 2001-03-02 finds no denunciation to undo',
    )
    expect(said('T CCC withdrawal_of_instrument 2001-03-03').join()).toContain(
      'withdrawal of 2001-03-03 takes nothing back',
    )
  })

  it('are a withdrawal in force, a denunciation before it, a second denunciation', () => {
    const inForce = '2001-05-11'
    const codes = (lines: string): string[] => codesOf(lawOf(lines))
    expect(codes(`T AAA withdrawal_of_instrument ${inForce}`)).toEqual(['WITHDRAWAL_WITHOUT_EFFECT'])
    expect(codes('T AAA withdrawal_of_instrument 2001-05-10')).not.toContain('WITHDRAWAL_WITHOUT_EFFECT')
    expect(codes('T AAA denunciation 2001-05-10')).toEqual(['DENUNCIATION_WITHOUT_EFFECT'])
    expect(codes(`T AAA denunciation ${inForce}`)).toEqual([])
    expect(codes(`T AAA denunciation ${inForce}\nT AAA denunciation 2001-05-12`)).toEqual([
      'DENUNCIATION_WITHOUT_EFFECT',
    ])
  })

  it('a rescission undoes only the denunciation that is pending', () => {
    const first = 'T AAA denunciation 2001-06-01\nT AAA accession 2001-08-01 id=again\n'
    const { participants } = lawOf(`${first}T AAA denunciation 2002-01-01\nT AAA rescission 2002-01-10`)
    const row = participants.find((one) => one.participant === 'AAA')
    expect(row?.status).toBe('party')
  })
})

describe('what the depositary stated last', () => {
  const RULES = [
    { treaty: 'T', counts: ['accession'], condition: { op: 'count', gte: 1 }, period: { kind: 'none' } },
  ]
  const asserted = (lines: string): PlainDate | null | undefined =>
    treatyLaw({ rules: RULES, acts: `T AAA accession 2001-01-10\n${lines}` }).threshold.asserted

  it('is what became known last, of two on one day the later date, in whatever order they are given', () => {
    const early = 'T - asserted_threshold 2001-01-12 known=2001-02-01 id=x'
    const late = 'T - asserted_threshold 2001-01-11 known=2001-03-01 id=y'
    const same = 'T - asserted_threshold 2001-01-13 known=2001-02-01 id=z'
    expect([asserted(`${early}\n${late}`), asserted(`${late}\n${early}`)]).toEqual([
      '2001-01-11',
      '2001-01-11',
    ])
    expect([asserted(`${early}\n${same}`), asserted(`${same}\n${early}`)]).toEqual([
      '2001-01-13',
      '2001-01-13',
    ])
  })
})

it('what two checks find wrong alike is said once', () => {
  const wrong = { field: 'period.n', value: '1e300', accepted: 'a whole number' }
  const { message, problems } = new InputError([wrong, { ...wrong }, { ...wrong, value: '-1' }])
  expect(message.split('\n')).toEqual([describeProblem(wrong), describeProblem({ ...wrong, value: '-1' })])
  expect(problems).toEqual([wrong, { ...wrong, value: '-1' }])
})
