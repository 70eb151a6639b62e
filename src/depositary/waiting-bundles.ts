import { SAME_CAUSE_FROM } from './decide.ts'
import type { RecordDifference } from './record-difference.ts'

/** Something that waits: a difference, and the SHA-256 of the document it was found in. */
type Waiting = { readonly document: string; readonly difference: RecordDifference }

/** What a person decides together: everything of one State, from all documents, or everything of one cause, where it
 *  befalls three participants or more in one document. */
export type WaitingBundle<Item> = { readonly about: string; readonly items: readonly Item[] }

function whoOf({ participant, name, treaty }: RecordDifference): string {
  if (participant !== null) return participant
  return name === '' ? `the page of ${treaty}` : name
}

/** The bundles of what waits, in the order in which the first of each came. */
export function bundleWaiting<Item extends Waiting>(waiting: readonly Item[]): WaitingBundle<Item>[] {
  const causeOf = ({ document, difference }: Waiting) => `${document} ${difference.class}`
  const alike = Map.groupBy(waiting, causeOf)
  const aboutOf = (item: Item): string => {
    const whose = new Set(alike.get(causeOf(item))?.map(({ difference }) => whoOf(difference)))
    const { difference } = item
    return whose.size >= SAME_CAUSE_FROM ? `${difference.treaty} ${difference.class}` : whoOf(difference)
  }
  return [...Map.groupBy(waiting, aboutOf)].map(([about, items]) => ({ about, items }))
}
