/** What an error says, for a sentence to the operator. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** An error of ours with its place in the program, for the operator only. */
export function detailOf(error: unknown): string {
  const detail = error instanceof Error && error.stack !== undefined ? error.stack : String(error)
  return `Internal error: ${detail}`
}
