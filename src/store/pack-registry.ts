import { type Kysely, sql } from 'kysely'
import { InputError, type InputProblem } from '../law/input-error.ts'
import type { Pack, Place } from '../pack/pack.ts'
import { followRegistry } from './follow-registry.ts'
import type { Tables } from './tables.ts'

/** A pack, with the folder that stands before its files' names in messages. */
export type NamedPack = { readonly folder: string; readonly pack: Pack }

async function writeKeyedRows(db: Kysely<Tables>, { folder, pack }: NamedPack): Promise<void> {
  const owner = { pack: pack.id, folder }
  const place: Place = { file: `${folder}/pack.json`, line: 1 }
  const problems: InputProblem[] = []
  const sources = pack.sources.map((row) => ({
    place: row.place,
    row: { ...row.value, pack: pack.id } satisfies Tables['sources'],
  }))
  problems.push(...(await followRegistry(db, owner, { table: 'sources', key: 'id', rows: sources })))
  const groups = pack.groups.map((row, index) => ({
    place: row.place,
    row: { ...row.value, pack: pack.id, position: index + 1 } satisfies Tables['groups'],
  }))
  problems.push(...(await followRegistry(db, owner, { table: 'groups', key: 'id', rows: groups })))
  const participants = pack.participants.map((row) => ({
    place: row.place,
    row: {
      ...row.value,
      names_also: [...row.value.names_also],
      pack: pack.id,
    } satisfies Tables['participants'],
  }))
  problems.push(
    ...(await followRegistry(db, owner, { table: 'participants', key: 'code', rows: participants })),
  )
  const treaties = pack.treaties.map((treaty) => ({
    place,
    row: { ...treaty, rules: JSON.stringify(treaty.rules) },
  }))
  problems.push(...(await followRegistry(db, owner, { table: 'treaties', key: 'number', rows: treaties })))
  if (problems.length > 0) throw new InputError(problems)
}

/** Rows that no other row names are written anew each time, so that they are just what the files say. */
async function replaceListedRows(db: Kysely<Tables>, { pack }: NamedPack): Promise<void> {
  for (const table of [
    'participant_names',
    'memberships',
    'declarations',
    'known_gaps',
    'watched_pages',
  ] as const) {
    await db.deleteFrom(table).where('pack', '=', pack.id).execute()
  }
  const names = pack.names.map(({ value: { from, to, ...name } }) => ({
    ...name,
    pack: pack.id,
    first_day: from,
    last_day: to,
  }))
  if (names.length > 0) await db.insertInto('participant_names').values(names).execute()
  const memberships = pack.memberships.map(({ value: { group, from, to, ...membership } }) => ({
    ...membership,
    pack: pack.id,
    group_id: group,
    first_day: from,
    last_day: to,
  }))
  if (memberships.length > 0) await db.insertInto('memberships').values(memberships).execute()
  const declarations = pack.declarations.map(({ value }, index) => ({
    ...value,
    pack: pack.id,
    place: index + 1,
  }))
  if (declarations.length > 0) await db.insertInto('declarations').values(declarations).execute()
  const gaps = pack.gaps.map(({ value }, index) => ({ ...value, pack: pack.id, place: index + 1 }))
  if (gaps.length > 0) await db.insertInto('known_gaps').values(gaps).execute()
  const watched = pack.watch.map(({ value }, index) => ({ ...value, pack: pack.id, place: index + 1 }))
  if (watched.length > 0) await db.insertInto('watched_pages').values(watched).execute()
}

/** Writes everything of a pack that is no event: it follows the files. Throws InputError where a source, group,
 *  participant or treaty on record is gone from them, or is given otherwise by another pack. */
export async function writeRegistry(db: Kysely<Tables>, named: NamedPack): Promise<void> {
  const { id, title, position, licence } = named.pack
  await sql`insert into packs (id, title, position, licence) values (${id}, ${title}, ${position}, ${licence})
    on conflict (id) do update set title = excluded.title, position = excluded.position,
      licence = excluded.licence`.execute(db)
  await writeKeyedRows(db, named)
  await replaceListedRows(db, named)
}
