const PART = /\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|--[^\n]*|;/g

/** The statements of a plain SQL file, in order, without their semicolons. Semicolons within `$$ … $$`, quotes and
 *  comments end none. */
export function splitStatements(text: string): string[] {
  const statements: string[] = []
  let from = 0
  for (const part of text.matchAll(PART)) {
    if (part[0] !== ';') continue
    statements.push(text.slice(from, part.index).trim())
    from = part.index + 1
  }
  const rest = text
    .slice(from)
    .replace(/--[^\n]*/g, '')
    .trim()
  return rest === '' ? statements : [...statements, text.slice(from).trim()]
}
