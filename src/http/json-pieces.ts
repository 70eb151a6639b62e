const ROWS_A_PIECE = 16

const written = new WeakMap<object, string>()

/** A row as JSON. Rows do not change, and the same one stands in the lists of many days. */
function rowText(row: unknown): string {
  if (typeof row !== 'object' || row === null) return JSON.stringify(row)
  const known = written.get(row)
  if (known !== undefined) return known
  const text = JSON.stringify(row)
  written.set(row, text)
  return text
}

/** The answer as JSON without its first brace, cut so that a change of one row of its long list changes one piece.
 *  The pieces joined are what JSON.stringify writes. */
export function jsonPieces(answer: object, list: string | undefined): string[] {
  const pieces: string[] = []
  let text = ''
  let first = true
  for (const [key, value] of Object.entries(answer)) {
    if (value === undefined) continue
    text += `${first ? '' : ','}${JSON.stringify(key)}:`
    first = false
    if (key !== list || !Array.isArray(value)) {
      text += JSON.stringify(value)
      continue
    }
    pieces.push(`${text}[`)
    for (let place = 0; place < value.length; place += ROWS_A_PIECE) {
      const rows = value.slice(place, place + ROWS_A_PIECE).map(rowText)
      pieces.push(`${place === 0 ? '' : ','}${rows.join(',')}`)
    }
    text = ']'
  }
  pieces.push(`${text}}`)
  return pieces
}
