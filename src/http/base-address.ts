import type { Context } from 'hono'

/** The address under which readers reach the program, without a slash at its end: what is said for reading elsewhere
 *  (citations, feeds, calendars, what describes a file) begins with it. */
export type BaseOf = (c: Context) => string

/** `publicUrl`, whatever host a request names: anybody can write one there. null: the host that the request names. */
export function baseUnder(publicUrl: string | null): BaseOf {
  return publicUrl === null ? (c) => new URL(c.req.url).origin : () => publicUrl
}
