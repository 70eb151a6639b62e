import { describe, expect, it } from 'vitest'
import { actProblems } from '../../src/law/check-acts.ts'
import { describeProblem } from '../../src/law/input-error.ts'
import { actsIn, problemsOf, rulesIn } from './law-case.ts'

const RULE = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
}
const ACTS = 'T AAA accession 2001-01-10 id=a\nT BBB accession 2001-02-10 id=b'

/** What a person is told of rows that follow two good ones. */
function told(lines: string, rules: readonly object[] = [RULE]): string[] {
  return problemsOf({ rules, acts: `${ACTS}\n${lines}` })
}

describe('what is told of a row that is wrong in itself', () => {
  it.each([
    ['X AAA accession 2001-01-10', 'treaty: "X" is not accepted; expected a treaty that has a rule.'],
    ['T - accession 2001-01-10', 'participant: is missing; expected the participant whose act it is.'],
    [
      'T CCC accession 9000-01-01 known=2001-01-01',
      'action_date: "9000-01-01" is not accepted; expected a day before the year 9000.',
    ],
    [
      'T CCC succession 2001-01-01 effect=9000-01-01',
      'effect_date: "9000-01-01" is not accepted; expected a day before the year 9000.',
    ],
    ['T AAA correction 2001-03-01', 'corrects: is missing; expected the id of the event it is about.'],
    ['T AAA retraction 2001-03-01', 'corrects: is missing; expected the id of the event it is about.'],
    [
      'T CCC accession 2001-03-01 corrects=a',
      'corrects: "a" is not accepted; expected an id only for correction and retraction.',
    ],
    ['T CCC accession 2001-01-10 id=a', 'id: "a" is not accepted; expected each id once.'],
  ])('%s', (line, expected) => {
    expect(told(line)).toEqual([expected])
  })

  it('the last day that can be reckoned with is taken, as act and as effect', () => {
    expect(told('T CCC accession 8999-12-31\nT DDD succession 2001-01-01 effect=8999-12-31')).toEqual([])
  })

  it('what the depositary stated needs no participant, nor does a notice of it', () => {
    const stated = `T - asserted_threshold 2001-02-11 id=x
      T - correction 2001-02-10 corrects=x known=2003-07-01 id=y
      T - retraction 2001-02-10 corrects=y known=2003-08-01`
    expect(told(stated)).toEqual([])
  })

  it('everything that is wrong with one row is told', () => {
    expect(told('X - accession 9000-01-01 effect=9000-01-02 known=2001-01-01 corrects=a id=b')).toEqual([
      'treaty: "X" is not accepted; expected a treaty that has a rule.',
      'participant: is missing; expected the participant whose act it is.',
      'action_date: "9000-01-01" is not accepted; expected a day before the year 9000.',
      'effect_date: "9000-01-02" is not accepted; expected a day before the year 9000.',
      'corrects: "a" is not accepted; expected an id only for correction and retraction.',
      'id: "b" is not accepted; expected each id once.',
    ])
  })
})

describe('what is told of a notice that does not fit the row it names', () => {
  const two = [RULE, { ...RULE, treaty: 'S' }]
  const stated = 'T - asserted_threshold 2001-02-11 id=x known=2001-02-12'

  it.each([
    [
      'S BBB correction 2002-01-01 corrects=b',
      'treaty: "S" is not accepted; expected T, as in the row it names.',
    ],
    [
      'T AAA correction 2002-01-01 corrects=b',
      'participant: "AAA" is not accepted; expected BBB, as in the row it names.',
    ],
    [
      'T AAA retraction 2002-01-01 corrects=b',
      'participant: "AAA" is not accepted; expected BBB, as in the row it names.',
    ],
    [
      'T - correction 2002-01-01 corrects=b',
      'participant: "" is not accepted; expected BBB, as in the row it names.',
    ],
    [
      `${stated}\nT BBB correction 2002-01-01 corrects=x`,
      'participant: "BBB" is not accepted; expected nothing, as in the row it names.',
    ],
    [
      'T BBB correction 2001-02-09 corrects=b',
      'known_on: "2001-02-09" is not accepted; expected a day not before 2001-02-10, when the row it names became known.',
    ],
    [
      'T BBB correction 2002-01-01 corrects=zzz',
      'corrects: "zzz" is not accepted; expected the id of another row.',
    ],
    [
      'T BBB retraction 2002-01-01 id=r corrects=r',
      'corrects: "r" is not accepted; expected the id of another row.',
    ],
    [
      'T BBB retraction 2002-01-01 id=r corrects=b\nT BBB correction 2002-01-02 corrects=r',
      'corrects: "r" is not accepted; expected a row that is no retraction.',
    ],
  ])('%s', (lines, expected) => {
    expect(told(lines, two)).toEqual([expected])
  })

  it('a retraction may leave out whose act it was, and be known on the same day', () => {
    expect(told('T - retraction 2001-02-10 corrects=b')).toEqual([])
  })

  it('corrections in a circle are about no event, each of them', () => {
    const circle = `T BBB correction 2002-01-01 id=c corrects=e
      T BBB correction 2002-01-01 id=d corrects=c
      T BBB correction 2002-01-01 id=e corrects=d`
    const expected = (id: string) =>
      `corrects: "${id}" is not accepted; expected an event, or a correction of one.`
    expect(told(circle)).toEqual([expected('e'), expected('c'), expected('d')])
  })

  it('a correction of a correction that names nothing is about no event', () => {
    const lines = `T BBB correction 2002-01-01 id=c corrects=gone
      T BBB correction 2002-01-02 id=d corrects=c`
    expect(told(lines)).toEqual([
      'corrects: "gone" is not accepted; expected the id of another row.',
      'corrects: "c" is not accepted; expected an event, or a correction of one.',
    ])
  })
})

describe('two corrections on one day', () => {
  const first = 'T BBB correction 2001-03-01 id=c corrects=b known=2002-01-01'
  const refused = (id: string) =>
    `known_on: "2002-01-01" is not accepted; expected another day than that of the other correction of ${id}.`

  it('of one event are refused, straight or through each other', () => {
    expect(told(`${first}\nT BBB correction 2001-03-02 corrects=b known=2002-01-01`)).toEqual([refused('b')])
    expect(told(`${first}\nT BBB correction 2001-03-02 corrects=c known=2002-01-01`)).toEqual([refused('b')])
  })

  it('of two events are two corrections, and so are those of two days', () => {
    expect(told(`${first}\nT AAA correction 2001-03-02 corrects=a known=2002-01-01`)).toEqual([])
    expect(told(`${first}\nT BBB correction 2001-03-02 corrects=b known=2002-01-02`)).toEqual([])
  })

  it('a retraction on the day of a correction is no second correction', () => {
    expect(told(`${first}\nT BBB retraction 2001-03-01 corrects=c known=2002-01-01`)).toEqual([])
    expect(told(`${first}\nT BBB retraction 2001-03-01 corrects=b known=2002-01-01`)).toEqual([])
  })
})

describe('where and in which order it is told', () => {
  it('by the rows, whatever is found first, with file and line where they are known', () => {
    const acts = actsIn(`T AAA correction 2001-03-01 corrects=gone
      X BBB accession 2001-01-10 id=b
      T CCC retraction 2001-01-09 corrects=b`)
    const origins = new Map(acts.map((act, at) => [act, { file: 'events.csv', line: at + 2 }]))
    origins.delete(acts[1] as (typeof acts)[number])
    expect(actProblems(rulesIn([RULE]), acts, origins).map(describeProblem)).toEqual([
      'events.csv:2: corrects: "gone" is not accepted; expected the id of another row.',
      'treaty: "X" is not accepted; expected a treaty that has a rule.',
      'events.csv:4: treaty: "T" is not accepted; expected X, as in the row it names.',
      'events.csv:4: participant: "CCC" is not accepted; expected BBB, as in the row it names.',
      'events.csv:4: known_on: "2001-01-09" is not accepted; expected a day not before 2001-01-10, when the row it names became known.',
    ])
  })

  it('a doubled id leaves the first row with it to be named', () => {
    expect(
      told('T CCC accession 2001-05-01 id=a\nT AAA correction 2001-04-01 corrects=a').map(
        (line) => line.split(':')[0],
      ),
    ).toEqual(['id'])
  })

  it('rows without an id are never named by a notice', () => {
    const [row, notice] = actsIn('T AAA accession 2001-01-10\nT AAA correction 2001-02-10')
    if (row === undefined || notice === undefined) throw new Error('two rows are needed')
    expect(
      actProblems(rulesIn([RULE]), [row, { ...notice, corrects: '' }], new Map()).map(describeProblem),
    ).toEqual(['corrects: "" is not accepted; expected the id of another row.'])
  })
})
