import type * as z from 'zod'
import type { Scope } from '../record/officer.ts'

/** An answer that is no JSON, by its media type. */
export type OtherMedia = { readonly media: string }

/** An address that is no question to the record, as the OpenAPI document describes it. */
export type DescribedRoute = {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly id: string
  readonly summary: string
  /** What a token must be good for; null for what everybody may ask. */
  readonly scope: Scope | null
  /** What may stand after the question mark, each with its description. */
  readonly query?: z.ZodObject
  readonly body: z.ZodType | null
  /** null where nothing is in it. */
  readonly answer: z.ZodType | OtherMedia | null
  readonly status: 200 | 201 | 202 | 204
}

/** What all that is read has in common. */
export const READ = { method: 'get', body: null, status: 200 } as const
