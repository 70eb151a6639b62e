import type { ColumnType } from 'kysely'
import type { PlainDate } from '../law/plain-date.ts'
import type { PackSource } from '../pack/pack.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Declaration, Group, KnownGap, Participant, Treaty } from '../record/snapshot.ts'
import type { AuditEntry } from './audit-trail.ts'
import type { JobRun } from './job-runs.ts'
import type { OfficerToken } from './officer-tokens.ts'

// The tables of sql/*.sql as the code sees them. Days and instants are text (column-text.ts).

type OfPack = { readonly pack: string }
type Days = { readonly first_day: PlainDate | null; readonly last_day: PlainDate | null }
type Placed = OfPack & { readonly place: number }

export type Tables = {
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
  jobs: { readonly name: string; readonly known_since: string }
  job_runs: JobRun & { readonly id: ColumnType<number, never, never> }
  officer_tokens: OfficerToken & { readonly secret_hash: string }
  audit_trail: AuditEntry
  schema_migrations: { readonly name: string; readonly checksum: string; readonly applied_at: string }
}
