import type { Position } from '../../src/answers/position.ts'

/** Someone who never acts. */
const NOBODY = 'ZZZ'

/** Everything that a position says, of everyone together and one by one, for comparing it with another. */
export function saidBy(position: Position) {
  const { evaluation, rows, counts, soonest, undated, rowOf, standOf, isBound, codes } = position
  const acted = [...codes()].filter((code) => rowOf(code) !== undefined)
  const each = [...acted, NOBODY].map((code) => {
    const row = rowOf(code)
    const stand = standOf(code)
    // What ended before is part of the row alone; where the rows are there anyway, stands are the rows.
    const said = stand === undefined || row === undefined ? stand : { ...stand, earlier: row.earlier }
    return { code, row, said, isBound: isBound(code) }
  })
  return { evaluation, rows, counts, soonest, undated, each }
}
