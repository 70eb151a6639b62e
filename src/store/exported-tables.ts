import { PROJECTION_COLUMNS } from './kept-projections.ts'
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

/** Tables that only a backup holds, because not everybody may see them or because they are about the program and not
 *  about the record. */
export const PRIVATE_TABLES: readonly ExportedTable[] = [
  {
    name: 'projections',
    columns: [...PROJECTION_COLUMNS, 'made_at'],
    order: ['as_of', 'treaty', 'milestone', 'method'],
  },
  { name: 'jobs', columns: ['name', 'known_since'], order: ['name'] },
  {
    name: 'job_runs',
    columns: [
      'id',
      'job',
      'scheduled_for',
      'missed',
      'fence',
      'run_by',
      'started_at',
      'ended_at',
      'outcome',
      'did',
    ],
    order: ['id'],
  },
  {
    name: 'officer_tokens',
    columns: [
      'id',
      'name',
      'scopes',
      'secret_hash',
      'created_at',
      'created_by',
      'expires_at',
      'revoked_at',
      'revoked_by',
    ],
    order: ['id'],
  },
  {
    name: 'audit_trail',
    columns: ['id', 'at', 'officer', 'token', 'act', 'subject', 'details'],
    order: ['id'],
  },
  {
    name: 'page_states',
    columns: [
      'page',
      'sha256',
      'etag',
      'last_modified',
      'received_at',
      'looked_at',
      'failures',
      'not_before',
      'due_at',
      'failure',
      'good_at',
      'accepted',
      'accepted_on',
      'stamp',
      'stamp_since',
    ],
    order: ['page'],
  },
  {
    name: 'page_looks',
    columns: [
      'id',
      'page',
      'treaty',
      'looked_at',
      'found',
      'said',
      'document',
      'asked',
      'answered',
      'status',
      'headers',
    ],
    order: ['id'],
  },
  {
    name: 'decisions',
    columns: ['id', 'decision', 'decided_by', 'decided_at', 'reason', 'events'],
    order: ['id'],
  },
  {
    name: 'differences',
    columns: [
      'id',
      'key',
      'page',
      'treaty',
      'participant',
      'class',
      'document',
      'source',
      'read_on',
      'difference',
      'found_at',
      'seen_at',
      'state',
      'decision',
      'lapsed_at',
    ],
    order: ['id'],
  },
]

/** Tables that are made anew and never carried over, each with why. */
export const TABLES_LEFT_OUT: Readonly<Record<string, string>> = {
  record_head: 'The last event gives it.',
  schema_migrations: 'The program that reads a backup makes the schema.',
  leases: 'Nobody holds anything in a database that was just made.',
}
