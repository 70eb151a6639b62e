import type * as z from 'zod'
import type { RecordView } from '../../answers/record-view.ts'
import type { Asking, PageMeans } from './asking.ts'
import type { Html } from './html.ts'

/** Parts of the site that the bar leads to. */
export const SECTIONS = ['treaties', 'states', 'gaps', 'projection', 'alerts', 'record'] as const
export type Section = (typeof SECTIONS)[number]

/** What a page says, without the frame around it. */
export type PageContent = {
  /** The fact that the page states; also the heading. */
  readonly title: string
  /** For search machines and previews; one sentence. */
  readonly description?: string
  readonly main: Html
  /** There where the address with both clocks does not keep showing it: `now` where it shows this installation as it is,
   *  whatever the clocks; `program` where it also rests on the program, which may be bettered. */
  readonly changesWith?: 'now' | 'program'
  /** There where the page is about each of its answers alike; else it is about the first, and the later ones, as of groups,
   *  may be about more. */
  readonly about?: 'each'
}

/** One page of the site. It asks the answers and writes HTML of them; nothing of the law is computed in it. */
export type Page<P extends z.ZodObject = z.ZodObject> = {
  /** Name in figures and documents. */
  readonly id: string
  /** Address with its parameters in braces. */
  readonly path: string
  readonly section: Section | null
  /** Of the path and of the query, the two clocks aside; every value is text when it comes in, an empty one counts as
   *  not given. */
  readonly parameters: P
  /** `never` where the page shows what is not in the record, such as jobs; such a page carries no tag. */
  readonly kept: 'with_record' | 'never'
  /** What else than the record the page rests on, in a few letters that change with it. */
  readonly besides?: (means: PageMeans) => Promise<string>
  /** Values that make a real page, from what the record holds; null where there is none. */
  example(view: RecordView): Readonly<Record<string, string>> | null
  /** Throws InputError for what is not accepted or not there. */
  write(asking: Asking<z.output<P>>): PageContent | Promise<PageContent>
}

/** The page as it is given: only here so that its parameters give the type of what it is asked with. */
export function page<P extends z.ZodObject>(given: Page<P>): Page<P> {
  return given
}
