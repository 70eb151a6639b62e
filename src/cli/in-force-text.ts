import type { EntryIntoForce } from '../law/evaluation.ts'

/** Since when a treaty is in force and under which article, or what it waits for, in a few words. */
export function inForceText({
  date,
  state,
  article,
}: Pick<EntryIntoForce, 'state' | 'article'> & { readonly date: string | null }): string {
  const under = article === null ? '' : `, article ${article}`
  switch (state) {
    case 'in_force':
      return `since ${date}${under}`
    case 'fixed':
      return `on ${date}${under}`
    case 'waiting_for_parent':
      return 'waits for its parent treaty'
    case 'not_met':
      return 'no'
  }
}
