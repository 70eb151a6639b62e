import type { Tables } from './tables.ts'

/** A table as an export holds it: its columns in order, and the column by which its rows are sorted. Rows that others
 *  name come first. */
export type ExportedTable = {
  readonly name: Exclude<keyof Tables, 'record_head' | 'schema_migrations'>
  readonly columns: readonly string[]
  readonly order: readonly string[]
}

/** Every table of the record, but for the head, which the last event gives. Everybody may have them. */
export const EXPORTED_TABLES: readonly ExportedTable[] = [
  { name: 'packs', columns: ['id', 'title', 'position', 'licence'], order: ['id'] },
  {
    name: 'sources',
    columns: ['id', 'pack', 'kind', 'title', 'publisher', 'address', 'as_at', 'how_read'],
    order: ['id'],
  },
  { name: 'groups', columns: ['id', 'pack', 'position', 'title'], order: ['id'] },
  {
    name: 'participants',
    columns: [
      'code',
      'pack',
      'kind',
      'name',
      'names_also',
      'alpha2',
      'm49',
      'un_member_from',
      'state_from',
      'members',
    ],
    order: ['code'],
  },
  {
    name: 'participant_names',
    columns: ['pack', 'participant', 'name', 'first_day', 'last_day', 'note'],
    order: ['pack', 'participant', 'first_day', 'name'],
  },
  {
    name: 'memberships',
    columns: ['pack', 'group_id', 'participant', 'first_day', 'last_day', 'note'],
    order: ['pack', 'group_id', 'participant', 'first_day'],
  },
  {
    name: 'treaties',
    columns: [
      'number',
      'pack',
      'slug',
      'title',
      'short_title',
      'adopted',
      'position',
      'depositary_address',
      'rules',
    ],
    order: ['number'],
  },
  {
    name: 'declarations',
    columns: ['pack', 'place', 'treaty', 'participant', 'kind', 'made_at', 'article', 'summary', 'source'],
    order: ['pack', 'place'],
  },
  {
    name: 'known_gaps',
    columns: [
      'pack',
      'place',
      'treaty',
      'participant',
      'kind',
      'statement',
      'reason',
      'source',
      'missing',
      'missing_signatories',
    ],
    order: ['pack', 'place'],
  },
  {
    name: 'watched_pages',
    columns: ['address', 'pack', 'place', 'treaty', 'form', 'role', 'source', 'every_hours', 'note'],
    order: ['address'],
  },
  {
    name: 'pack_loads',
    columns: ['pack', 'files_hash', 'loaded_at', 'seq', 'events'],
    order: ['pack', 'loaded_at'],
  },
  { name: 'documents', columns: ['sha256', 'bytes', 'kept_at'], order: ['sha256'] },
  {
    name: 'events',
    columns: [
      'seq',
      'id',
      'treaty',
      'participant',
      'action',
      'action_date',
      'earliest',
      'latest',
      'effect_date',
      'known_on',
      'known_on_assumed',
      'day_known',
      'derivation',
      'corrects',
      'signatories',
      'parties',
      'source',
      'document',
      'note',
      'recorded_by',
      'recorded_at',
      'prev_hash',
      'hash',
    ],
    order: ['seq'],
  },
  { name: 'checkpoint_keys', columns: ['verifier', 'first_used_at'], order: ['verifier'] },
  { name: 'checkpoints', columns: ['size', 'note', 'signed_at'], order: ['size', 'signed_at'] },
]
