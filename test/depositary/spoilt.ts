import fc from 'fast-check'
import { type MadePage, type MadeRow, utf8 } from './made-page.ts'

function swap<T>(list: readonly T[], one: number, other: number): T[] {
  const swapped = [...list]
  const [first, second] = [list[one], list[other]]
  if (first !== undefined) swapped[other] = first
  if (second !== undefined) swapped[one] = second
  return swapped
}

function line(row: MadeRow): string[] {
  return [row.name, ...row.cells]
}

function unline([name = '', ...cells]: readonly string[], marks: string): MadeRow {
  return { name, marks, cells }
}

function mapLines(page: MadePage, change: (cells: string[]) => string[], headings = true): MadePage {
  return {
    ...page,
    headings: headings ? change([...page.headings]) : page.headings,
    rows: page.rows.map((row) => unline(change(line(row)), row.marks)),
  }
}

/** A page with rows, cells or columns dropped, exchanged or doubled. */
export function spoiltTable(page: MadePage): fc.Arbitrary<MadePage> {
  const place = fc.nat({ max: page.rows.length - 1 })
  const column = fc.nat({ max: page.headings.length - 1 })
  return fc.oneof(
    place.map((at) => ({ ...page, rows: page.rows.toSpliced(at, 1) })),
    fc.tuple(place, place).map(([one, other]) => ({ ...page, rows: swap(page.rows, one, other) })),
    fc.tuple(place, place).map(([from, to]) => {
      const copy = page.rows.slice(from, from + 1)
      return { ...page, rows: page.rows.toSpliced(to, 0, ...copy) }
    }),
    fc.tuple(place, place, column).map(([one, other, which]) => {
      const lines = page.rows.map(line)
      const [first, second] = [lines[one]?.[which], lines[other]?.[which]]
      const exchanged = lines.map((cells, at) => {
        const cell = at === one ? second : at === other ? first : cells[which]
        return cells.with(which, cell ?? '')
      })
      return {
        ...page,
        rows: exchanged.map((cells, at) => unline(cells, page.rows[at]?.marks ?? '')),
      }
    }),
    fc
      .tuple(column, fc.boolean())
      .map(([at, headings]) => mapLines(page, (cells) => cells.toSpliced(at, 1), headings)),
    fc
      .tuple(column, column, fc.boolean())
      .map(([one, other, headings]) => mapLines(page, (cells) => swap(cells, one, other), headings)),
    fc
      .tuple(column, column, fc.boolean())
      .map(([from, to, headings]) =>
        mapLines(page, (cells) => cells.toSpliced(to, 0, cells[from] ?? ''), headings),
      ),
    fc.tuple(column, column).map(([one, other]) => ({ ...page, headings: swap(page.headings, one, other) })),
  )
}

/** Bytes of which some are altered, dropped, doubled, exchanged or cut off. */
export function spoiltBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat({ max: bytes.length - 1 })
  return fc.oneof(
    fc.tuple(at, fc.nat({ max: 255 })).map(([where, byte]) => bytes.with(where, byte)),
    fc
      .tuple(at, fc.constantFrom(...utf8('0123456789aAdns[] ,<&"')))
      .map(([where, byte]) => bytes.with(where, byte)),
    at.map((where) => Uint8Array.from([...bytes.subarray(0, where), ...bytes.subarray(where + 1)])),
    at.map((where) => Uint8Array.from([...bytes.subarray(0, where + 1), ...bytes.subarray(where)])),
    fc.tuple(at, at).map(([one, other]) => {
      const [first = 0, second = 0] = [bytes[one], bytes[other]]
      return bytes.with(one, second).with(other, first)
    }),
    fc
      .tuple(at, fc.nat({ max: 400 }))
      .map(([from, many]) => Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + many)])),
    at.map((end) => bytes.slice(0, end)),
  )
}

const ROW = /<Row>[\s\S]*?<\/Row>/g
const ENTRY = /<Entry[^>]*?(?:\/>|>[\s\S]*?<\/Entry>)/g

/** The text of an XML page of the depositary with rows, cells or columns of its table dropped, exchanged or doubled. */
export function spoiltXmlTable(text: string): fc.Arbitrary<string> {
  const start = text.indexOf('<Tbody>')
  const body = text.slice(start, text.indexOf('</Tbody>'))
  const rows: readonly string[] = body.match(ROW) ?? []
  const written = (changed: readonly string[]) =>
    text.replace(body, () => `<Tbody><Rows>${changed.join('\n')}</Rows>`)
  const cells = rows.map((row): readonly string[] => row.match(ENTRY) ?? [])
  const inRows = (changed: readonly (readonly string[])[]) =>
    written(changed.map((each) => `<Row>${each.join('')}</Row>`))
  const place = fc.nat({ max: rows.length - 1 })
  const column = fc.nat({ max: (cells[0]?.length ?? 1) - 1 })
  return fc.oneof(
    place.map((at) => written(rows.toSpliced(at, 1))),
    fc.tuple(place, place).map(([one, other]) => written(swap(rows, one, other))),
    fc.tuple(place, place).map(([from, to]) => written(rows.toSpliced(to, 0, rows[from] ?? ''))),
    fc.tuple(place, place, column).map(([one, other, which]) => {
      const [first = '', second = ''] = [cells[one]?.[which], cells[other]?.[which]]
      return inRows(
        cells.map((row, at) =>
          row.with(which, at === one ? second : at === other ? first : (row[which] ?? '')),
        ),
      )
    }),
    column.map((at) => inRows(cells.map((row) => row.toSpliced(at, 1)))),
    fc.tuple(column, column).map(([one, other]) => inRows(cells.map((row) => swap(row, one, other)))),
  )
}
