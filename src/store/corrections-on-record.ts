import { sql, type Transaction } from 'kysely'
import { InputError } from '../law/input-error.ts'
import { correctionProblems, type Named } from '../record/correction.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import type { Tables } from './tables.ts'

/** Every event that stands in one row of corrections with one of `ids`. */
async function related(trx: Transaction<Tables>, ids: readonly string[]): Promise<RecordEvent[]> {
  const found = await sql<RecordEvent>`
    with recursive named as (
      select id, corrects from events where id = any(${ids}::text[])
      union
      select event.id, event.corrects from events as event join named on event.id = named.corrects
    ), about as (
      select id, corrects from named
      union
      select event.id, event.corrects from events as event join about on event.corrects = about.id
    )
    select events.* from events join about using (id)`.execute(trx)
  return found.rows
}

/** Throws InputError when a correction or retraction among the drafts breaks a rule, given what is on record and
 *  the drafts before it. */
export async function refuseBadCorrections(
  trx: Transaction<Tables>,
  drafts: readonly EventDraft[],
): Promise<void> {
  const ids = drafts.map(({ corrects }) => corrects).filter((id) => id !== null)
  if (ids.length === 0) return
  const byId = new Map<string, EventDraft>()
  const about = new Map<string, EventDraft[]>()
  const add = (event: EventDraft): void => {
    byId.set(event.id, event)
    if (event.corrects === null) return
    const known = about.get(event.corrects)
    if (known === undefined) about.set(event.corrects, [event])
    else known.push(event)
  }
  for (const event of await related(trx, ids)) add(event)
  const named: Named = { find: (id) => byId.get(id) ?? null, about: (id) => about.get(id) ?? [] }
  const problems = drafts.flatMap((draft) => {
    const found = correctionProblems(draft, named)
    add(draft)
    return found.map((problem) => ({ ...problem, field: `${draft.id} ${problem.field}` }))
  })
  if (problems.length > 0) throw new InputError(problems)
}
