import type { Help } from 'commander'

const INDENT = 2
const DEEPER = 4
const USAGE = 'Usage: '
/** Narrower than this a column of explanations is no longer easy to read. */
const NARROWEST_COLUMN = 28
/** A word of a command: with what stands in quotes as one piece. */
const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g

/** How help is laid out: where there is no room for two columns, each explanation stands below what it explains. */
export function helpLayout(width: number): Partial<Help> {
  return {
    minWidthToWrap: 1,
    styleUsage(usage) {
      return (
        this.boxWrap?.(usage, width - USAGE.length).replaceAll('\n', `\n${' '.repeat(USAGE.length)}`) ?? usage
      )
    },
    formatItem(term, termWidth, description, helper) {
      const column = width - termWidth - 2 * INDENT
      const below = column < NARROWEST_COLUMN
      const lines = helper.boxWrap(description, below ? width - INDENT - DEEPER : column).split('\n')
      const [first = '', ...more] = below ? ['', ...lines] : lines
      const room = ' '.repeat(below ? INDENT + DEEPER : termWidth + 2 * INDENT)
      const head = `${' '.repeat(INDENT)}${term.padEnd(below ? 0 : termWidth + INDENT)}${first}`.trimEnd()
      return [head, ...more.map((line) => `${room}${line}`)].join('\n')
    },
  }
}

function foldCommand(line: string, width: number): string {
  const continues = line.endsWith(' \\')
  const words = (continues ? line.slice(0, -1) : line).match(WORD) ?? []
  const lines: string[] = []
  let current = ' '.repeat(line.length - line.trimStart().length)
  let isNew = true
  for (const word of words) {
    // Two columns for the mark that the command goes on.
    if (!isNew && current.length + 1 + word.length + 2 > width) {
      lines.push(`${current} \\`)
      current = ' '.repeat(INDENT)
      isNew = true
    }
    current += isNew ? word : ` ${word}`
    isNew = false
  }
  return [...lines, continues ? `${current} \\` : current].join('\n')
}

/** Examples that fit into the width and can still be pasted into a shell; any other text stays as it is. */
export function foldExamples(text: string, width: number): string {
  if (!text.startsWith('\nExample')) return text
  return text
    .split('\n')
    .map((line) => (line.length > width && line.startsWith(' ') ? foldCommand(line, width) : line))
    .join('\n')
}
