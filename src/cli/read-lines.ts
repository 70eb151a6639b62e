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
