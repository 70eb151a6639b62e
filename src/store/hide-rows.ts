/** What the drivers of both databases put on an error beside its message; rows stand in it, and secrets in rows. */
const WITH_ROWS = ['query', 'params', 'queryOptions', 'detail', 'where', 'internalQuery']

/** Takes from an error of the database what shows rows, before anybody prints all of it. */
export function hideRows(error: unknown): void {
  if (!(error instanceof Error)) return
  for (const name of WITH_ROWS) Reflect.deleteProperty(error, name)
  hideRows(error.cause)
}
