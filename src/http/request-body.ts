import type { Context } from 'hono'
import { InputError } from '../law/input-error.ts'

const LARGEST_BODY = 64 * 1024
/** Lists and objects within each other; nothing that is asked for needs more than three. */
const MOST_NESTED = 16

function refuse(value: string, accepted: string): never {
  throw new InputError([{ field: 'body', value, accepted }])
}

/** The text of a request, at most 64 kB of it. Throws InputError. */
export async function bodyText(c: Context): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > LARGEST_BODY) refuse('…', 'at most 64 kB')
  const text = await c.req.text()
  return text.length > LARGEST_BODY ? refuse('…', 'at most 64 kB') : text
}

/** Whether more lists and objects stand within each other than whatever looks at them could go into. Each letter is read
 *  once, whatever is sent. */
function isNestedTooDeep(json: string): boolean {
  let depth = 0
  let inText = false
  for (let place = 0; place < json.length; place += 1) {
    const sign = json[place]
    if (inText && sign === '\\') place += 1
    else if (sign === '"') inText = !inText
    else if (inText) continue
    else if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth > MOST_NESTED) return true
  }
  return false
}

/** The JSON of a request, nested 16 deep at most. Throws InputError where it is none. */
export async function bodyJson(c: Context): Promise<unknown> {
  const text = await bodyText(c)
  if (isNestedTooDeep(text)) {
    refuse(text.slice(0, 80), `lists and objects within each other, ${MOST_NESTED} deep at most`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(text.slice(0, 80), 'a JSON object')
    throw error
  }
}

/** The fields of a form. Throws InputError. */
export async function bodyForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await bodyText(c))
}
