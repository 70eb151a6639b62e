import { changes } from './changes.ts'
import { check } from './check.ts'
import { event } from './event.ts'
import { events } from './events.ts'
import { gaps } from './gaps.ts'
import { group, groups } from './groups.ts'
import { latestActs } from './latest-acts.ts'
import { participant } from './participant.ts'
import { participants } from './participants.ts'
import { projection } from './projection.ts'
import type { Resource } from './resource.ts'
import { search } from './search.ts'
import { sources } from './sources.ts'
import { stateProjection } from './state-projection.ts'
import { threshold } from './threshold.ts'
import { timeline } from './timeline.ts'
import { treaties } from './treaties.ts'
import { treaty } from './treaty.ts'
import { treatyParticipant } from './treaty-participant.ts'
import { treatyParticipants } from './treaty-participants.ts'

/** Everything that can be asked of the record, in the order of documents. */
export const RESOURCES: readonly Resource[] = [
  treaties,
  treaty,
  treatyParticipants,
  treatyParticipant,
  threshold,
  timeline,
  projection,
  stateProjection,
  participants,
  participant,
  gaps,
  groups,
  group,
  sources,
  search,
  latestActs,
  changes,
  events,
  event,
  check,
]
