const LONGEST = 4_000

/** A text for a log, on one line whatever is in it: line ends, and what else steers a terminal, are written as
 *  escapes. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}
