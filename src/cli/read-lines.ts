import { InputError } from '../law/input-error.ts'

/** The lines of a text that comes in pieces, without their line ends. Only a line feed ends one: Node's own reader also
 *  ends them at U+2028, which may stand within a text of JSON. */
export async function* readLines(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest: string[] = []
  for await (const piece of pieces) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })
    const lines = text.split('\n')
    const last = lines.pop()
    for (const line of lines) {
      yield `${rest.join('')}${line}`
      rest = []
    }
    if (last !== undefined && last !== '') rest.push(last)
  }
  const end = rest.join('')
  if (end !== '') yield end
}

/** The lines of a file or of input that bears the name. Throws InputError where it cannot be read. */
export async function* linesFrom(
  name: string,
  pieces: AsyncIterable<string | Buffer>,
): AsyncGenerator<string> {
  try {
    yield* readLines(pieces)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    throw new InputError([{ field: 'file', value: name, accepted: `a readable file (${error.code})` }])
  }
}
