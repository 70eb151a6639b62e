import { sql, type Transaction } from 'kysely'
import { parseEachRule, type Rule } from '../law/rule.ts'
import { parentsOf } from '../law/rule-references.ts'
import type { LoadedBefore } from '../pack/loaded-before.ts'
import type { Pack } from '../pack/pack.ts'
import type { EventDraft } from '../record/event.ts'
import type { Tables } from './tables.ts'

async function namesIn(trx: Transaction<Tables>, from: { table: string; column: string }, pack: string) {
  const found = await sql<{ name: string }>`
    select ${sql.ref(from.column)} as name from ${sql.table(from.table)} where pack <> ${pack}`.execute(trx)
  return new Set(found.rows.map(({ name }) => name))
}

async function rulesOfOthers(trx: Transaction<Tables>, pack: string): Promise<Rule[]> {
  const rows = await trx.selectFrom('treaties').select('rules').where('pack', '<>', pack).execute()
  const written = rows.flatMap(({ rules }) => (Array.isArray(rules) ? rules : []))
  return parseEachRule(written, { file: 'table treaties' })
}

/** The acts under treaties of other packs that are parents of one of this pack. */
async function actsUnderParents(trx: Transaction<Tables>, pack: Pack): Promise<EventDraft[]> {
  const own = new Set(pack.treaties.map(({ number }) => number))
  const parents = [...new Set(pack.rules.flatMap(parentsOf))].filter((number) => !own.has(number))
  if (parents.length === 0) return []
  return trx.selectFrom('events').selectAll().where('treaty', 'in', parents).execute()
}

/** What the packs on record, but for this one itself, have brought. */
export async function loadedBefore(trx: Transaction<Tables>, pack: Pack): Promise<LoadedBefore> {
  const participants = await trx
    .selectFrom('participants')
    .select(['code', 'alpha2', 'kind', 'members'])
    .where('pack', '<>', pack.id)
    .execute()
  const packs = await trx.selectFrom('packs').select('id').where('id', '<>', pack.id).execute()
  return {
    packs: new Set(packs.map(({ id }) => id)),
    participants: new Map(participants.map(({ code, alpha2 }) => [code, alpha2])),
    groups: await namesIn(trx, { table: 'groups', column: 'id' }, pack.id),
    sources: await namesIn(trx, { table: 'sources', column: 'id' }, pack.id),
    treaties: await namesIn(trx, { table: 'treaties', column: 'number' }, pack.id),
    slugs: await namesIn(trx, { table: 'treaties', column: 'slug' }, pack.id),
    rules: await rulesOfOthers(trx, pack.id),
    organizations: participants.filter(({ kind }) => kind === 'organization'),
    memberships: await trx
      .selectFrom('memberships')
      .select(['group_id as group', 'participant', 'first_day as from', 'last_day as to'])
      .where('pack', '<>', pack.id)
      .execute(),
    acts: await actsUnderParents(trx, pack),
  }
}
