function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
  return one.length === 0 || JSON.stringify(one) === JSON.stringify(other)
}

function sameFields<T extends object>(one: T, other: T, fields: readonly (keyof T)[]): boolean {
  for (const field of fields) if (!sameValue(one[field], other[field])) return false
  return true
}

/** Gives back, for a row equal in every field to one given before under the same key, that earlier one. So a thousand
 *  days of one list hold each different row once, and rows can be told apart by what they are, not by reading them.
 *  `likely` is the one it probably equals. */
export function rememberRows<T extends object>(
  keyOf: (row: T) => string,
): (row: T, likely?: T | undefined) => T {
  const known = new Map<string, T[]>()
  let fields: readonly (keyof T)[] | null = null
  return (row, likely) => {
    fields ??= Object.keys(row) as (keyof T)[]
    if (likely !== undefined && sameFields(likely, row, fields)) return likely
    const key = keyOf(row)
    const variants = known.get(key)
    if (variants === undefined) {
      known.set(key, [row])
      return row
    }
    for (const variant of variants) if (sameFields(variant, row, fields)) return variant
    variants.push(row)
    return row
  }
}
