import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { checkProjectionCase } from '../../src/projection/projection-case.ts'

const GOOD = {
  id: 'a',
  clock_start: '2000-12-12',
  need: 40,
  as_of: '2002-06-01',
  deposits: ['2001-09-21', '2002-03-26'],
  signatures: ['2000-12-12'],
}

function messageFor(change: Record<string, unknown>): string {
  try {
    checkProjectionCase({ ...GOOD, ...change }, { file: 'stdin', line: 7 })
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'accepted'
}

describe('a case to project', () => {
  it('is taken as it stands when nothing is wrong', () => {
    expect(checkProjectionCase(GOOD)).toEqual(GOOD)
  })

  it.each([
    [
      'a deposit after as_of',
      { deposits: ['2001-09-21', '2002-06-02'] },
      'stdin:7: deposits[1]: "2002-06-02"',
    ],
    ['a signature after as_of', { signatures: ['2003-01-01'] }, 'stdin:7: signatures[0]: "2003-01-01"'],
    ['fewer than none needed', { need: -1 }, 'stdin:7: need: "-1"'],
    ['half an instrument', { need: 1.5 }, 'stdin:7: need: "1.5"'],
    ['an impossible day', { as_of: '2002-02-30' }, 'stdin:7: as_of: "2002-02-30"'],
    ['a clock that starts later', { clock_start: '2002-06-02' }, 'stdin:7: clock_start: "2002-06-02"'],
    ['no deposits at all', { deposits: undefined }, 'stdin:7: deposits: is missing'],
    ['no id', { id: null }, 'stdin:7: id: is missing'],
    ['a number for a day', { deposits: [20010921] }, 'stdin:7: deposits[0]: "20010921"'],
  ])('%s is named with line and field', (_, change, start) => {
    expect(messageFor(change).startsWith(start)).toBe(true)
  })

  it('every problem is named, not the first alone', () => {
    expect(messageFor({ need: '40', as_of: 'soon', id: 4 }).split('\n')).toHaveLength(3)
  })

  it.each([[[]], ['text'], [null], [4]])('%j is no case', (value) => {
    expect(() => checkProjectionCase(value)).toThrow(InputError)
  })
})
