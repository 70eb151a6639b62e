import type { ColumnType } from 'kysely'
import type { RecordDifference } from '../depositary/record-difference.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { PackSource } from '../pack/pack.ts'
import type { KeptProjection } from '../projection/kept-projection.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Declaration, Group, KnownGap, Participant, Treaty } from '../record/snapshot.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import type { AlertTables } from './alert-tables.ts'
import type { AuditEntry } from './audit-trail.ts'
import type { KeptCheckpoint } from './checkpoints.ts'
import type { JobRun, RunOutcome } from './job-runs.ts'
import type { SessionOf } from './officer-sessions.ts'
import type { OfficerToken } from './officer-tokens.ts'

// The tables of sql/*.sql as the code sees them. Days and instants are text (column-text.ts).

type OfPack = { readonly pack: string }
type Days = { readonly first_day: PlainDate | null; readonly last_day: PlainDate | null }
type Placed = OfPack & { readonly place: number }

export type Tables = AlertTables & {
  packs: { readonly id: string; readonly title: string; readonly position: number; readonly licence: string }
  sources: PackSource & OfPack
  groups: Group & OfPack & { readonly position: number }
  participants: Omit<Participant, 'names_also'> &
    OfPack & { readonly names_also: string[]; readonly members: string | null }
  participant_names: OfPack &
    Days & { readonly participant: string; readonly name: string; readonly note: string | null }
  memberships: OfPack &
    Days & { readonly group_id: string; readonly participant: string; readonly note: string | null }
  treaties: Omit<Treaty, 'rules'> & { readonly rules: ColumnType<unknown, string, string> }
  declarations: Placed & Declaration
  known_gaps: Placed & KnownGap
  pack_loads: {
    readonly pack: string
    readonly files_hash: string
    readonly loaded_at: string
    readonly seq: number
    readonly events: number
  }
  documents: { readonly sha256: string; readonly bytes: Uint8Array; readonly kept_at: string }
  events: RecordEvent
  record_head: { readonly only_row: boolean; readonly seq: number; readonly hash: string }
  leases: {
    readonly name: string
    readonly fence: number
    readonly holder: string | null
    readonly expires_at: string | null
  }
  jobs: { readonly name: string; readonly known_since: string; readonly progress: string | null }
  job_run_days: {
    readonly job: string
    readonly day: PlainDate
    readonly outcome: RunOutcome
    readonly runs: number
  }
  job_runs: JobRun & { readonly id: ColumnType<number, never, never> }
  officer_tokens: OfficerToken & { readonly secret_hash: string }
  audit_trail: AuditEntry
  watched_pages: Placed & WatchedSource
  page_states: {
    readonly page: string
    readonly sha256: string | null
    readonly etag: string | null
    readonly last_modified: string | null
    readonly received_at: string | null
    readonly looked_at: string | null
    readonly failures: number
    readonly not_before: string | null
    readonly due_at: string | null
    readonly failure: string | null
    readonly good_at: string | null
    readonly accepted: string | null
    readonly accepted_on: PlainDate | null
    readonly stamp: PlainDate | null
    readonly stamp_since: string | null
  }
  page_looks: {
    readonly id: ColumnType<number, never, never>
    readonly page: string
    readonly treaty: string | null
    readonly looked_at: string
    readonly found: string
    readonly said: string
    readonly document: string | null
    readonly asked: string | null
    readonly answered: string | null
    readonly status: number | null
    readonly headers: ColumnType<Readonly<Record<string, string>> | null, string | null, never>
  }
  decisions: {
    readonly id: ColumnType<number, never, never>
    readonly decision: 'accept' | 'reject' | 'correct'
    readonly decided_by: string
    readonly decided_at: string
    readonly reason: string
    readonly events: string[]
  }
  differences: {
    readonly id: ColumnType<number, never, never>
    readonly key: string
    readonly page: string
    readonly treaty: string
    readonly participant: string | null
    readonly class: string
    readonly document: string
    readonly source: string
    readonly read_on: PlainDate
    readonly difference: ColumnType<RecordDifference, string, string>
    readonly found_at: string
    readonly seen_at: string
    readonly state: 'waiting' | 'decided' | 'gone'
    readonly decision: number | null
    readonly lapsed_at: string | null
  }
  officer_sessions: SessionOf & {
    readonly id_hash: string
    readonly began_at: string
    readonly expires_at: string
  }
  checkpoint_keys: { readonly verifier: string; readonly first_used_at: string }
  checkpoints: KeptCheckpoint
  projections: KeptProjection & { readonly made_at: string }
  schema_migrations: { readonly name: string; readonly checksum: string; readonly applied_at: string }
}
