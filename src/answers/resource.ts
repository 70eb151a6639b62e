import type * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { RecordView } from './record-view.ts'

/** A value whose arrays and objects nobody changes. */
export type Fixed<T> = T extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Fixed<T[Key]> }
    : T

export type Cell = string | number | boolean | null

/** One column of the form as CSV. */
export type Column = {
  readonly name: string
  readonly meaning: string
  /** For example `day`, `instruments`, `code`; null where the value has none. */
  readonly unit: string | null
}

/** An answer as rows of cells. */
export type CsvForm<A> = {
  readonly columns: readonly Column[]
  /** One row of cells, in the order of the columns, for each row of the answer. */
  rows(answer: A): Iterable<readonly Cell[]>
}

export type Question<P> = {
  readonly view: RecordView
  readonly today: PlainDate
  readonly clocks: Clocks
  readonly parameters: P
  /** There where `known_at` was given, and not taken to be today. */
  readonly knownAtGiven?: true
}

/** What an answer is computed from, apart from its parameters: two questions for which all of it is the same have the
 *  same answer. */
export type RestsOn = {
  /** Treaties whose law on the day matters. */
  readonly treaties: readonly Treaty[]
  /** Whether the members of groups on the day matter, and not only the names. */
  readonly groups: boolean
  /** Whether the answer says what could happen from the day of as_of on, while a threshold is not met. */
  readonly fromDay?: boolean
}

/** One thing that can be asked of the record: the same for addresses, commands and documents. Nothing in it knows
 *  how it is asked. */
export type Resource<P extends z.ZodObject = z.ZodObject, A extends z.ZodObject = z.ZodObject> = {
  /** Name in OpenAPI (`operationId`) and in figures. */
  readonly id: string
  /** Address with its parameters in braces, without the ending that names a form. */
  readonly path: string
  readonly summary: string
  readonly description: string
  /** Of the path and of the query, the two clocks aside; every value is text when it comes in. */
  readonly parameters: P
  /** The answer without what every answer carries. */
  readonly answer: A
  /** Whether another version of the program may answer the same question differently, as a fitted model does: such an
   *  answer is never said to stay for good. */
  readonly changesWithProgram?: true
  /** Name of the long list in the answer, if it has one. */
  readonly list?: string
  readonly csv?: CsvForm<Fixed<z.output<A>>>
  /** Parameters of an example, from what the record holds. */
  example(view: RecordView): Readonly<Record<string, string>>
  /** Path parameters as the canonical address has them. Throws InputError for what does not exist. */
  canonical(view: RecordView, parameters: z.output<P>): Readonly<Record<string, string>>
  /** null where the answer depends on the record itself and is not remembered. */
  restsOn(view: RecordView, parameters: z.output<P>): RestsOn | null
  /** The treaties that the answer is about, where they are not those that it rests on. Throws InputError. */
  about?(view: RecordView, parameters: z.output<P>): readonly Treaty[]
  /** Marks all that the answer is made of, where that is less than the whole law of its treaties on the day: two
   *  questions with the same parameters and the same mark have the same answer. */
  markOf?(question: Question<z.output<P>>): string
  /** Parameters by which the next page differs from this one; null where there is none. Throws InputError. */
  next?(question: Question<z.output<P>>): Readonly<Record<string, string>> | null
  /** Throws InputError. */
  respond(question: Question<z.output<P>>): Fixed<z.output<A>>
}

/** The resource as it is given: only here so that its schemas give the types of its functions. */
export function resource<P extends z.ZodObject, A extends z.ZodObject>(
  given: Resource<P, A>,
): Resource<P, A> {
  return given
}
