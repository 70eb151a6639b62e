import type { Position } from '../../src/answers/position.ts'

/** Someone who never acts. */
const NOBODY = 'ZZZ'

/** On a course its lists are made when they are read, and are in no copy. */
function saidByLaw(evaluation: Position['evaluation']) {
  const { treaty, scope, threshold, entry_into_force, counts, ledger, warnings } = evaluation
  return { treaty, scope, threshold, entry_into_force, counts, ledger, warnings }
}

/** Everything that a position says, of everyone together and one by one, for comparing it with another. */
export function saidBy(position: Position) {
  const { rows, counts, soonest, undated } = position
  const acted = [...position.codes()].filter((code) => position.rowOf(code) !== undefined)
  const each = [...acted, NOBODY].map((code) => {
    const row = position.rowOf(code)
    const stand = position.standOf(code)
    // What ended before is part of the row alone; where the rows are there anyway, stands are the rows.
    const said = stand === undefined || row === undefined ? stand : { ...stand, earlier: row.earlier }
    return { code, row, said, isBound: position.isBound(code) }
  })
  const evaluation = saidByLaw(position.evaluation)
  return { evaluation, rows, counts, soonest, undated, each }
}
