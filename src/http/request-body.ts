import type { Context } from 'hono'
import { InputError } from '../law/input-error.ts'

const LARGEST_BODY = 64 * 1024

function refuse(value: string, accepted: string): never {
  throw new InputError([{ field: 'body', value, accepted }])
}

/** The text of a request, at most 64 kB of it. Throws InputError. */
export async function bodyText(c: Context): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > LARGEST_BODY) refuse('…', 'at most 64 kB')
  const text = await c.req.text()
  return text.length > LARGEST_BODY ? refuse('…', 'at most 64 kB') : text
}

/** The JSON of a request. Throws InputError where it is none. */
export async function bodyJson(c: Context): Promise<unknown> {
  const text = await bodyText(c)
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
