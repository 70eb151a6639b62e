import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'
import { linesFrom } from './read-lines.ts'

const FILE = 'stdin'
/** Some programs put it before the first line of a text. */
const BYTE_ORDER_MARK = /^\u{feff}/u

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const value = text.slice(0, 60)
    throw new InputError([{ field: 'case', value, accepted: 'one JSON case a line', file: FILE, line }])
  }
}

/** Answers one case a line, in the order of the lines. Throws InputError at the first line that holds no case; the
 *  answers before it have been written. */
export async function projectBatch(line: CommandLine): Promise<void> {
  const { checkProjectionCase } = await import('../projection/projection-case.ts')
  const { answerCase } = await import('../projection/answer-case.ts')
  const { shippedModel } = await import('../projection/shipped-model.ts')
  const model = shippedModel()
  let number = 0
  for await (const written of linesFrom(FILE, line.input())) {
    number += 1
    const text = number === 1 ? written.replace(BYTE_ORDER_MARK, '') : written
    if (text.trim() === '') continue
    const given = checkProjectionCase(parseLine(text, number), { file: FILE, line: number })
    line.out(`${JSON.stringify(answerCase(given, model))}\n`)
  }
}
