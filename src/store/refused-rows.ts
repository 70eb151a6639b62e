import { InputError } from '../law/input-error.ts'

/** Classes of PostgreSQL's codes that are about the rows: data that cannot be, and rules that they break. */
const ABOUT_ROWS = /^(22|23)[0-9A-Z]{3}$/

/** What the database said against rows of a file, as a line that names none of their values: they may be secrets. Any
 *  other error is answered as it is. */
export function refusedRows(error: unknown, field: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error
  if (!ABOUT_ROWS.test(error.code)) return error
  const of = ['table', 'constraint'].flatMap((name) => {
    const said: unknown = Reflect.get(error, name)
    return typeof said === 'string' ? `${name} ${said}` : []
  })
  const where = of.length === 0 ? '' : ` (${of.join(', ')})`
  return new InputError([
    {
      field,
      value: `rows that the database refuses, ${error.code}${where}`,
      accepted: 'rows as the program wrote them, in their order',
    },
  ])
}
