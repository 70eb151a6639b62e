import { describe, expect, it } from 'vitest'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { tableText } from '../../src/cli/table.ts'

const COLUMNS = [{ heading: 'No.', align: 'right' }, { heading: 'Who' }] as const

function lineOf(width: number): CommandLine {
  return {
    out: () => undefined,
    err: () => undefined,
    input: () => process.stdin,
    env: {},
    today: '2026-11-26' as CommandLine['today'],
    width,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: () => undefined,
  }
}

describe('a table for people', () => {
  it('has its headings once, and a line for each row, however many there are', () => {
    const rows = Array.from({ length: 450 }, (_, place) => [String(place + 1), `P${place}`])
    const lines = tableText(lineOf(80), COLUMNS, rows).split('\n')
    expect(lines.slice(0, 3)).toEqual(['No.  Who', '  1  P0', '  2  P1'])
    expect(lines.slice(200, 203)).toEqual(['200  P199', '201  P200', '202  P201'])
    expect(lines.slice(-2)).toEqual(['450  P449', ''])
    expect(lines).toHaveLength(452)
  })

  it('without rows is its headings', () => {
    expect(tableText(lineOf(80), COLUMNS, [])).toBe('No.  Who\n')
  })

  it('becomes a block a row where the longest words find no room beside each other', () => {
    const rows = [
      ['1', 'Liechtenstein'],
      ['2', 'Chad'],
    ]
    expect(tableText(lineOf(12), COLUMNS, rows)).toBe('No.  1\nWho  Liechtenstein\n\nNo.  2\nWho  Chad\n')
  })

  it('wraps what stands in such a block below itself, and cuts no word', () => {
    const rows = [
      ['1', 'Bolivia (Plurinational State of), as Liechtenstein'],
      ['2', ''],
    ]
    expect(tableText(lineOf(17), COLUMNS, rows)).toBe(
      'No.  1\nWho  Bolivia\n     (Plurinational\n     State of),\n     as\n     Liechtenstein\n\nNo.  2\nWho\n',
    )
  })

  it('is laid out also where it has more rows than a function takes arguments', () => {
    const rows = Array.from({ length: 130_000 }, (_, place) => [String(place), 'X'])
    expect(tableText(lineOf(5), COLUMNS, rows)).toMatch(/No\. {2}129999\nWho {2}X\n$/)
  })
})
