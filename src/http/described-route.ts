import type * as z from 'zod'
import type { RecordView } from '../answers/record-view.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Scope } from '../record/officer.ts'

/** An answer of another media type than JSON's own; `shape` where it is JSON all the same. */
export type OtherMedia = { readonly media: string; readonly shape?: z.ZodType }

/** The record and the day that an example is of. */
export type ExampleAt = { readonly view: RecordView; readonly today: PlainDate }

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
  /** An answer as it can be, by a record that holds anything. */
  readonly example?: (at: ExampleAt) => unknown
  /** When there is nothing at the address, where that can be though its path names nothing. */
  readonly missing?: string
  /** Why it may be refused to everybody. */
  readonly refused?: string
  readonly status: 200 | 201 | 202 | 204
}

/** What all that is read has in common. */
export const READ = { method: 'get', body: null, status: 200 } as const
