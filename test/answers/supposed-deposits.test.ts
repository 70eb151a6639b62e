import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { projection } from '../../src/answers/projection.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { realView, TODAY } from './real-record.ts'

const VIEW = realView()
const NEVER = '9999-99-99'

function ask(t: string, query: Readonly<Record<string, string>>) {
  const given = Object.entries({ t, ...query })
  return answer(projection, readQuestion(projection, given, { view: VIEW, today: TODAY }))
}

type Answered = ReturnType<typeof ask>
type Told = Pick<Answered['threshold_met'], 'date' | 'quantiles'>

/** The five days, each the same where one day is known; a day that cannot be named comes after all that can. */
function fiveDays({ date, quantiles }: Told): string[] {
  if (date !== null) return [date, date, date, date, date]
  return Object.values(quantiles ?? { p05: null, p25: null, p50: null, p75: null, p95: null }).map(
    (day) => day ?? NEVER,
  )
}

function everythingTold(found: Answered): Map<string, string[]> {
  return new Map([
    ['threshold', fiveDays(found.threshold_met)],
    ['entry into force', fiveDays(found.entry_into_force)],
    ...found.milestones.map((one): [string, string[]] => [
      one.milestone === 'tenth' ? `${one.number} participants` : one.milestone,
      fiveDays(one),
    ]),
  ])
}

describe('supposed deposits far ahead', () => {
  const may = { as_of: '2003-05-01' }
  const FAR = 'AND:2031-06-01,AGO:2031-06-01,AUS:2031-06-02,AUT:2031-06-03'

  it('that are enough alone, long after it is likely, do not fix the day', () => {
    const alone = ask('untoc', may)
    const found = ask('untoc', { ...may, add: FAR })
    expect(found.threshold_met).toMatchObject({ state: 'projected', date: null, because: null })
    expect(found.threshold_met.quantiles).toEqual({
      ...alone.threshold_met.quantiles,
      // What was likely to come late is there at the latest with the last of them.
      ...(String(alone.threshold_met.quantiles?.p95) > '2031-06-03' ? { p95: '2031-06-03' } : {}),
    })
    expect(found.entry_into_force.state).toBe('projected')
    expect(found.entry_into_force.quantiles).toEqual(alone.entry_into_force.quantiles)
  })

  test.each(['untoc', 'trafficking', 'smuggling', 'firearms'])(
    'two of them change no middle day of %s',
    (t) => {
      const add = { add: 'DEU:2040-01-01,JPN:2040-01-02' }
      const on = { as_of: '2003-03-01' }
      expect(ask(t, { ...on, ...add }).threshold_met.quantiles?.p50).toBe(
        ask(t, on).threshold_met.quantiles?.p50,
      )
    },
  )
})

describe('a supposed deposit is not learnt from', () => {
  const on = { as_of: '2002-06-01' }

  it('made long ago or on the day, it is one that is no longer missing, and nothing else', () => {
    const early = ask('untoc', { ...on, add: 'AND:2001-01-02' })
    const late = ask('untoc', { ...on, add: 'AND:2002-06-01' })
    expect(early.threshold_met.quantiles).toEqual(late.threshold_met.quantiles)
    expect(early.entry_into_force.quantiles).toEqual(late.entry_into_force.quantiles)
    expect(early.milestones).toEqual(late.milestones)
  })

  it('the next deposit after it comes as the next would without it', () => {
    const [next] = ask('untoc', { ...on, add: 'AND:2002-05-01' }).milestones
    const [alone] = ask('untoc', on).milestones
    expect(next).toEqual({ ...alone, number: Number(alone?.number) + 1 })
  })
})

describe('one more supposed deposit', () => {
  const CODES = [
    'AND',
    'AGO',
    'AUS',
    'AUT',
    'DEU',
    'JPN',
    'CHE',
    'IND',
    'IRL',
    'ITA',
    'GHA',
    'KEN',
    'CHL',
    'CUB',
  ]
  const AS_OF = ['2001-09-01', '2002-06-01', '2003-01-15', '2003-05-01', '2003-06-20']
  const deposit = fc.record({
    code: fc.constantFrom(...CODES),
    after: fc.oneof(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 12_000 })),
  })
  const supposed = fc.record({
    treaty: fc.constantFrom('untoc', 'trafficking', 'smuggling', 'firearms'),
    asOf: fc.constantFrom(...AS_OF),
    /** Days before that one of which nothing is known. */
    unseen: fc.constantFrom(0, 30, 200),
    some: fc.array(deposit, { maxLength: 7 }),
    more: deposit,
  })

  /** `SUPPOSED_RUNS=2000` for more of them. */
  const runs = Number(process.env['SUPPOSED_RUNS'] ?? 40)

  it('puts off no quantile of anything that is told', () => {
    fc.assert(
      fc.property(supposed, ({ treaty, asOf, unseen, some, more }) => {
        const text = (one: typeof more) => `${one.code}:${addDays(plainDate(asOf), one.after)}`
        const clocks = { as_of: asOf, known_at: addDays(plainDate(asOf), -unseen) }
        const query = (list: (typeof more)[]) =>
          list.length === 0 ? clocks : { ...clocks, add: list.map(text).join() }
        const after = everythingTold(ask(treaty, query([...some, more])))
        // Whose deposit to come is supposed to have been made already leaves another to be the next.
        const isAnother = some.some(({ code }) => code === more.code)
        for (const [what, days] of everythingTold(ask(treaty, query(some)))) {
          if (isAnother && what === 'next_deposit') continue
          const sooner = after.get(what)
          // A tenth that is reached by the supposed deposits is no milestone to come.
          if (sooner === undefined) continue
          for (const [place, day] of days.entries()) {
            expect(`${what} ${place} ${sooner[place]}` <= `${what} ${place} ${day}`).toBe(true)
          }
        }
      }),
      { numRuns: runs },
    )
  })
})

describe('a deposit supposed on a day of which nobody here knows, before the day asked about', () => {
  it('puts off no entry into force, though with it they are enough', () => {
    // Nothing is known after 1 May 2003, and four are missing.
    const clocks = { as_of: '2003-08-15', known_at: '2003-05-01' }
    const alone = fiveDays(ask('untoc', clocks).entry_into_force)
    const add = 'AND:2003-08-10,AGO:2003-08-11,AUS:2003-08-12,AUT:2003-08-13'
    const found = ask('untoc', { ...clocks, add })
    // Ninety days after the last of them.
    expect(alone.map((day) => day < '2003-11-11')).toContain(true)
    for (const [place, day] of fiveDays(found.entry_into_force).entries()) {
      expect(`${place} ${day}` <= `${place} ${alone[place]}`).toBe(true)
      expect(day <= '2003-11-11').toBe(true)
    }
  })

  it('is not taken to have been there before its day', () => {
    const clocks = { as_of: '2003-05-08', known_at: '2003-05-01' }
    const alone = ask('untoc', clocks)
    const found = ask('untoc', { ...clocks, add: 'AND:2003-05-07,AGO:2003-05-07,AUS:2003-05-07' })
    // One of another State is missing with them. Four others have hardly come by then, and so nothing is met before.
    expect(fiveDays(alone.threshold_met)[0]).not.toBe('2003-05-08')
    expect(fiveDays(found.entry_into_force)[0]).toBe('2003-08-05')
  })

  it('stands in the way and in the year to come from its day on', () => {
    const clocks = { as_of: '2003-05-20', known_at: '2003-05-01' }
    const {
      path,
      history,
      count,
      deposits_in_12_months: year,
    } = ask('untoc', { ...clocks, add: 'AND:2003-05-18' })
    expect(path[0]).toMatchObject({ date: '2003-05-01', p05: count - 1, p95: count - 1 })
    expect(history.at(-1)).toEqual({ date: '2003-05-18', count })
    const alone = ask('untoc', clocks)
    expect(year.quantiles?.p05).toBe(Number(alone.deposits_in_12_months.quantiles?.p05) + 1)
    expect(path.at(-1)?.p05).toBe(Number(alone.path.at(-1)?.p05) + 1)
  })
})
