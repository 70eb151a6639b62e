import { emailOf, linksWith, type Mail } from '../alerts/channel-email.ts'
import type { Fact } from '../alerts/fact.ts'
import { wants } from '../alerts/match-subscriptions.ts'
import { USUAL_INTEREST, USUAL_KINDS } from '../alerts/subscription.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { type DatedFact, factsBackwards } from './record-facts.ts'

export type PreviewGiven = {
  readonly today: PlainDate
  /** Where the pages are, without a slash at the end. */
  readonly publicUrl: string
}

const NO_MARK = '00000000-0000-0000-0000-000000000000'
const NO_SECRET = 'shown-in-your-own-mail-only'

/** What is usually told of the newest day that brought anything of the kind; empty while there is none. */
function newestTold(view: RecordView, today: PlainDate): readonly DatedFact[] {
  const told: DatedFact[] = []
  for (const one of factsBackwards(view, { today, kinds: USUAL_KINDS })) {
    const [first] = told
    if (first !== undefined && one.day !== first.day) break
    if (wants(USUAL_INTEREST, one.fact)) told.push(one)
  }
  return told
}

/** What the newest event brought that is usually told: the act, and on a day of one act what the law says since. */
function newestMessage(
  view: RecordView,
  today: PlainDate,
): { readonly facts: Fact[]; readonly day: PlainDate } | null {
  const told = newestTold(view, today)
  const [first] = told
  if (first === undefined) return null
  const isAlone = told.filter(({ event }) => event !== null).length < 2
  return { facts: (isAlone ? told : [first]).map(({ fact }) => fact), day: first.day }
}

/** The message that a new subscriber would have had last, by the words and the form in which it would be sent; its
 *  secrets are left open. null while the record has nothing to tell. */
export function previewAlert(view: RecordView, { today, publicUrl }: PreviewGiven): Mail | null {
  const newest = newestMessage(view, today)
  if (newest === null) return null
  const { hostname } = new URL(publicUrl)
  return emailOf(
    {
      mark: NO_MARK,
      subscription: 'sub_preview',
      numbers: [1],
      kind: 'alert',
      facts: newest.facts,
      corrects: [],
      toContact: false,
      asksFor: null,
      offBecause: null,
      queuedAt: `${newest.day}T12:00:00.000Z`,
      checkedAt: null,
    },
    {
      to: `you@${hostname}`,
      sender: { from: `alerts@${hostname}`, publicUrl },
      links: linksWith(NO_SECRET, publicUrl),
    },
  )
}
