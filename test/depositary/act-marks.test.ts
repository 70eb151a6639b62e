import { describe, expect, it } from 'vitest'
import { readCell, readDay } from '../../src/depositary/act-marks.ts'
import { collapse } from '../../src/depositary/printed-text.ts'

const acts = (text: string) => {
  const read = readCell(collapse(text))
  return read.kind === 'acts'
    ? read.acts.map((act) => `${act.date} ${act.letter}${act.bracketed ? ' ended' : ''}`)
    : read.kind
}

describe('a cell', () => {
  it.each([
    ['7 Oct 2002', ['2002-10-07 -']],
    [' 7 Oct 2002', ['2002-10-07 -']],
    ['22 Apr\t 2016 ', ['2016-04-22 -']],
    ['23 May\t 1969', ['1969-05-23 -']],
    ['8 Feb 2008 a', ['2008-02-08 a']],
    ['16 Jul 2013\u00a0AA', ['2013-07-16 AA']],
    ['[17 Dec 2002 ]', ['2002-12-17 - ended']],
    ['[ 5 Nov 1980 a]', ['1980-11-05 a ended']],
    ['[20 Jan\t 2021 A]', ['2021-01-20 A ended']],
    ['[20 Jan 2021 A] 3 Mar 2022 A', ['2021-01-20 A ended', '2022-03-03 A']],
    ['29 Feb 2004', ['2004-02-29 -']],
    ['', 'empty'],
    [' \t\u00a0', 'empty'],
  ])('%j is read', (text, expected) => {
    expect(acts(text)).toEqual(expected)
  })

  it.each([
    ['31 Feb 2003', 'no such day'],
    ['29 Feb 2003', 'no leap year'],
    ['12 Dec 200', 'a year cut short'],
    ['12/11/2000', 'two countries read it differently'],
    ['12 Déc 2000', "another language's month"],
    ['12 December 2000', 'no cell of the depositary is so printed'],
    ['12 Dec 2000 a, d', 'words after the act'],
    ['12 Dec 2000 13 D', 'an act and a half'],
    ['[12 Dec 2000', 'a bracket that never closes'],
    ['12 Dec 2000]', 'a bracket that never opened'],
    ['in process', 'no date'],
    ['12 Dec2000', 'no blank'],
    ['32 Dec 2000', 'no such day'],
    ['0 Dec 2000', 'no such day'],
  ])('%j is not read: %s', (text) => {
    expect(acts(text)).toBe('unreadable')
  })

  it('keeps a letter as it is printed: a is not A, p is not P', () => {
    expect(
      ['3 May 2019 a', '3 May 2019 A', '3 May 2019 p', '3 May 2019 P', '3 May 2019 aA'].map(acts),
    ).toEqual([['2019-05-03 a'], ['2019-05-03 A'], ['2019-05-03 p'], ['2019-05-03 P'], ['2019-05-03 aA']])
  })
})

describe('a day in words', () => {
  it.each([
    ['15 November 2000', '2000-11-15'],
    ['31 May 2001', '2001-05-31'],
    ['5 Sept 2000', '2000-09-05'],
    ['23-X-1956', '1956-10-23'],
    ['2002-10-07', '2002-10-07'],
    ['07/10/2002', null],
    ['sometime in 2002', null],
  ])('%s', (text, day) => {
    expect(readDay(text)).toBe(day)
  })
})
