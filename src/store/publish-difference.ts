import type { PublishedDifference } from '../answers/difference-shapes.ts'
import { previewEvents } from '../answers/preview-events.ts'
import { bundleWaiting } from '../depositary/waiting-bundles.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { KeptDifference } from './differences.ts'

function pageSays({ difference: { claim } }: KeptDifference): PublishedDifference['page_says'] {
  if (claim === null) return null
  const { name, words, action, action_date, withdrawn, place } = claim
  return { name, words, action, action_date, withdrawn, place: { ...place } }
}

function recordSays({ difference: { recorded } }: KeptDifference): PublishedDifference['record_says'] {
  if (recorded === null || recorded.action === 'asserted_headline') return null
  const { id, action, day, earliest, latest } = recorded
  return { id, action, day, earliest, latest }
}

/** A difference in the published form. */
export function publishDifference(one: KeptDifference, bundle: string | null): PublishedDifference {
  const { id, state, page, document, source, read_on, found_at, seen_at, difference, decision } = one
  const { class: is, treaty, participant, reason, missed_days, drafts } = difference
  return {
    ...{ id, bundle, state, class: is, treaty, participant, reason, missed_days },
    ...{ page, document, source, read_on, found_at, seen_at },
    page_says: pageSays(one),
    record_says: recordSays(one),
    would_write: drafts.map(({ action, participant: whose, action_date, effect_date, corrects }) => ({
      action,
      participant: whose,
      action_date,
      effect_date,
      corrects,
    })),
    decision: decision === null ? null : { ...decision, events: [...decision.events] },
  }
}

/** Differences in the published form, those that wait with the bundles they are decided in. */
export function publishDifferences(kept: readonly KeptDifference[]): PublishedDifference[] {
  const bundles = bundleWaiting(kept.filter(({ state }) => state === 'waiting'))
  const about = new Map(bundles.flatMap(({ about: name, items }) => items.map(({ id }) => [id, name])))
  return kept.map((one) => publishDifference(one, about.get(one.id) ?? null))
}

/** What would change in law if these differences were accepted today. */
export function consequencesOfAccepting(
  kept: readonly KeptDifference[],
  record: RecordSnapshot,
  today: PlainDate,
): NonNullable<PublishedDifference['consequences']> {
  const taken = new Set(record.events.map(({ id }) => id))
  const drafts = kept.flatMap(({ difference }) =>
    difference.drafts.map((draft): EventDraft => {
      const id = freeEventName(draft, (name) => taken.has(name))
      taken.add(id)
      return { ...draft, id, known_on: today }
    }),
  )
  if (drafts.length === 0) return []
  return previewEvents(record, drafts, today).consequences.map(({ treaty, what, before, after }) => ({
    treaty,
    what,
    before,
    after,
  }))
}
