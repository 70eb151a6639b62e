import type { NameRegistry } from '../depositary/participant-names.ts'
import type { ReadStatusDocument } from '../depositary/record-difference.ts'
import { saysTheSame } from '../depositary/same-content.ts'
import { type Settled, type Settlement, settledUnder } from './differences.ts'
import { readDocument as readKept } from './documents.ts'
import { readStatusDocument } from './read-status-document.ts'
import type { Store } from './store.ts'

/** The decisions that still hold for a document: a rejection only while its page says the same as when it was made. */
export async function settledNow(
  store: Store,
  {
    page,
    treaty,
    sha256,
    reading,
  }: Pick<ReadStatusDocument, 'treaty' | 'sha256' | 'reading'> & { readonly page: string },
  names: NameRegistry,
): Promise<Settled> {
  const settled = await settledUnder(store.db, treaty)
  const same = new Map([[sha256, true]])
  const holds = async ({ kind, page: on, document, readOn }: Settlement): Promise<boolean> => {
    if (kind !== 'reject' || on !== page) return true
    const known = same.get(document)
    if (known !== undefined) return known
    const bytes = await readKept(store.db, document)
    const is = bytes !== null && saysTheSame(reading, await readStatusDocument(bytes, { names, readOn }))
    same.set(document, is)
    return is
  }
  const held = new Map<string, Settlement>()
  for (const [key, settlement] of settled) {
    if (await holds(settlement)) held.set(key, settlement)
  }
  return held
}
