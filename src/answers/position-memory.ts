import type { Position } from './position.ts'

/** Positions of any treaties, those asked for lately, within a limit on what they hold together. */
export type PositionMemory = {
  readonly find: (stretch: number) => Position | undefined
  readonly keep: (stretch: number, position: Position) => void
  /** How many rows are held, of participants and of ledgers. */
  readonly rowsHeld: () => number
}

/** A position itself, beside its rows. */
const POSITION_ROWS = 20

function rowsIn({ rows, evaluation }: Position): number {
  return POSITION_ROWS + rows.size + evaluation.ledger.length
}

/** Remembers positions by the number of their stretch; those not asked for the longest go first. `most` is how many
 *  rows all of them may hold: a row is shared by many positions, so that what it costs is little more than its place
 *  in a list. */
export function rememberPositions(most: number): PositionMemory {
  const kept = new Map<number, Position>()
  let held = 0
  const drop = (stretch: number): void => {
    const position = kept.get(stretch)
    if (position === undefined) return
    kept.delete(stretch)
    held -= rowsIn(position)
  }
  return {
    find: (stretch) => {
      const position = kept.get(stretch)
      // While there is much room the order does not matter, and keeping it costs more than the finding.
      if (position === undefined || held < most / 2) return position
      kept.delete(stretch)
      kept.set(stretch, position)
      return position
    },
    keep: (stretch, position) => {
      drop(stretch)
      kept.set(stretch, position)
      held += rowsIn(position)
      for (const oldest of kept.keys()) {
        if (held <= most || oldest === stretch) return
        drop(oldest)
      }
    },
    rowsHeld: () => held,
  }
}
