const ESCAPE = String.fromCharCode(27)
/** Bold, colours, and back. */
const LOOK = new RegExp(`${ESCAPE}\\[\\d{1,2}m`, 'u')
const STEERING = new RegExp(`${LOOK.source}|\\r\\n|\\p{Cc}`, 'gu')
const KEPT: readonly string[] = ['\n', '\t', '\r\n']

/** A text as a terminal may have it: what came from a document or a file and would move the cursor, rename the window or
 *  hide what stands before it is written as an escape, which in JSON still means the same. Bold and colours are kept
 *  where they are wanted. */
export function terminalText(text: string, { colour }: { readonly colour: boolean }): string {
  return text.replace(STEERING, (found) => {
    if (KEPT.includes(found) || (colour && found.length > 2)) return found
    const [sign = '', ...rest] = found
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}`
  })
}
