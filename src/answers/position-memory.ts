import type { Position } from './position.ts'

/** Positions of any treaties, those asked for lately, within a limit on what they hold together. */
export type PositionMemory = {
  readonly find: (stretch: number) => Position | undefined
  /** `rows`: how many rows of participants and of the ledger the position holds. */
  readonly keep: (stretch: number, position: Position, rows: number) => void
  /** How many rows are held, of participants and of ledgers. */
  readonly rowsHeld: () => number
}

/** A position itself, beside its rows. */
const POSITION_ROWS = 20

type Kept = { readonly position: Position; readonly rows: number }

/** Remembers positions by the number of their stretch; those not asked for the longest go first. `most` is how many
 *  rows all of them may hold: a row is shared by many positions, so that what it costs is little more than its place
 *  in a list. */
export function rememberPositions(most: number): PositionMemory {
  const kept = new Map<number, Kept>()
  let held = 0
  const drop = (stretch: number): void => {
    held -= kept.get(stretch)?.rows ?? 0
    kept.delete(stretch)
  }
  return {
    find: (stretch) => {
      const found = kept.get(stretch)
      // While there is much room the order does not matter, and keeping it costs more than the finding.
      if (found === undefined || held < most / 2) return found?.position
      kept.delete(stretch)
      kept.set(stretch, found)
      return found.position
    },
    keep: (stretch, position, rows) => {
      drop(stretch)
      kept.set(stretch, { position, rows: POSITION_ROWS + rows })
      held += POSITION_ROWS + rows
      for (const oldest of kept.keys()) {
        if (held <= most || oldest === stretch) return
        drop(oldest)
      }
    },
    rowsHeld: () => held,
  }
}
