import { foldName, matchName, type NameRegistry } from './participant-names.ts'
import { rowDays, type TableRow } from './status-table.ts'

/** A row of the older and a row of the newer reading that are of one participant. */
export type RowPair = { readonly older: TableRow; readonly newer: TableRow }

export type MatchedRows = {
  readonly pairs: readonly RowPair[]
  readonly vanished: readonly TableRow[]
  readonly appeared: readonly TableRow[]
}

/** Tells whether two rows say the same of their participant, whatever its name. */
export type SameCells = (older: TableRow, newer: TableRow) => boolean

type Unmatched = { older: TableRow[]; newer: TableRow[]; readonly pairs: RowPair[] }

function pairUp(left: Unmatched, keyOf: (row: TableRow) => string | null, same: SameCells): void {
  const newer = new Map<string, TableRow[]>()
  for (const row of left.newer) {
    const key = keyOf(row)
    if (key !== null) newer.set(key, [...(newer.get(key) ?? []), row])
  }
  left.older = left.older.filter((older) => {
    const key = keyOf(older)
    const candidates = key === null ? undefined : newer.get(key)
    const found = candidates?.find((row) => same(older, row)) ?? candidates?.[0]
    if (key === null || candidates === undefined || found === undefined) return true
    left.pairs.push({ older, newer: found })
    newer.set(
      key,
      candidates.filter((row) => row !== found),
    )
    return false
  })
  const paired = new Set(left.pairs.map((pair) => pair.newer))
  left.newer = left.newer.filter((row) => !paired.has(row))
}

function knownAs(names: NameRegistry, row: TableRow): string | null {
  const match = matchName(names, row.name, () => rowDays(row))
  return match.kind === 'known' ? match.participant : null
}

/** Whom a row is about: the participant's code, or its folded name where the name is not known. */
export function participantKey(names: NameRegistry, row: TableRow): string {
  return knownAs(names, row) ?? `name ${foldName(row.name)}`
}

/** One row gone and one come with every cell the same is one participant under a new name, where exactly one row fits
 *  on each side. Never where both names are known: those are two participants, however alike their cells. */
function pairByCells(left: Unmatched, names: NameRegistry, same: SameCells): void {
  const fits = (older: TableRow, newer: TableRow) =>
    older.cells.some((cell) => cell.acts.kind === 'acts') &&
    (knownAs(names, older) === null || knownAs(names, newer) === null) &&
    same(older, newer)
  const pairs = left.older.flatMap((older) => {
    const candidates = left.newer.filter((newer) => fits(older, newer))
    const [newer] = candidates
    if (newer === undefined || candidates.length > 1) return []
    return left.older.filter((other) => fits(other, newer)).length === 1 ? [{ older, newer }] : []
  })
  left.pairs.push(...pairs)
  left.older = left.older.filter((row) => !pairs.some((pair) => pair.older === row))
  left.newer = left.newer.filter((row) => !pairs.some((pair) => pair.newer === row))
}

/** Finds for each row of the older reading its row in the newer: by the name as printed, by the registry of names, by
 *  the folded name, and last by equal cells. Never by likeness of names. */
export function matchRows(
  rows: { readonly older: readonly TableRow[]; readonly newer: readonly TableRow[] },
  by: { readonly names: NameRegistry; readonly same: SameCells },
): MatchedRows {
  const left: Unmatched = { older: [...rows.older], newer: [...rows.newer], pairs: [] }
  pairUp(left, (row) => row.name, by.same)
  pairUp(left, (row) => knownAs(by.names, row), by.same)
  pairUp(left, (row) => foldName(row.name), by.same)
  pairByCells(left, by.names, by.same)
  return { pairs: left.pairs, vanished: left.older, appeared: left.newer }
}
