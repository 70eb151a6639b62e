import { SUBSCRIBED_KINDS, type SubscribedKind } from './fact.ts'
import { listed } from './fact-words.ts'
import type { Channel, Interest } from './subscription.ts'

const KINDS: Readonly<Record<SubscribedKind, string>> = {
  signature: 'signatures',
  deposit: 'deposits',
  withdrawal: 'withdrawals',
  denunciation: 'denunciations',
  declaration: 'declarations',
  correction: 'corrections',
  to_go: 'instruments to go',
  reached: 'thresholds',
  entry_fixed: 'days of entry into force',
  entry_near: 'entries into force that come near',
  state_entry_fixed: 'days of one State',
  state_entry_near: 'days of one State that come near',
  milestone: 'milestones',
  projection_moved: 'projections',
  signature_closing: 'last days for signing',
  source_silent: 'silent sources',
  queue_late: 'late alerts',
  switched_off: 'receivers switched off',
}

/** What a subscription asks for, in a few words by which its owner tells it from others. */
export function interestWords(
  { kinds }: Pick<Interest, 'kinds'>,
  { channel, address, treaties, participants, groups }: AboutIt,
): string {
  const under = treaties.length === 0 ? '' : ` under ${listed(treaties)}`
  const who = [...participants, ...groups]
  const about = who.length === 0 ? '' : ` about ${listed(who)}`
  const to = channel === 'webhook' ? `to ${new URL(address).host}: ` : ''
  return `${to}${listed(SUBSCRIBED_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => KINDS[kind]))}${under}${about}`
}

/** A subscription as its owner is told of it, with the names of what it is narrowed to; none where it is to all. */
export type AboutIt = {
  readonly channel: Channel
  readonly address: string
  readonly treaties: readonly string[]
  readonly participants: readonly string[]
  readonly groups: readonly string[]
}
