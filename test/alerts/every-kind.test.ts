import { describe, expect, it } from 'vitest'
import { emailOf, linksWith } from '../../src/alerts/channel-email.ts'
import { webhookPayload } from '../../src/alerts/channel-webhook.ts'
import { type Fact, type FactDetail, SUBSCRIBED_KINDS, type SubscribedKind } from '../../src/alerts/fact.ts'
import { wants } from '../../src/alerts/match-subscriptions.ts'
import type { Message } from '../../src/alerts/message.ts'
import { type Interest, USUAL_INTEREST } from '../../src/alerts/subscription.ts'
import { plainDate } from '../../src/law/plain-date.ts'

const DAY = plainDate('2003-07-01')
const TREATY = { number: 'C', slug: 'convention', short_title: 'Convention' }
const ARCADIA = { code: 'AAA', name: 'Arcadia' }
const ACT = { event: 'one', day: DAY, earliest: null, latest: null } as const
const NEAR = { date: DAY, days: 7, left: 7, article: '38(1)' } as const

/** Who a fact is about: a State, a treaty as a whole, or the program itself. */
type About = 'state' | 'treaty' | 'program'

/** Every kind, with who it is about and what a person reads. */
const KINDS: Readonly<Record<SubscribedKind, readonly [About, FactDetail, string]>> = {
  signature: [
    'state',
    { kind: 'signature', act: { ...ACT, action: 'signature' } },
    'Arcadia signed the Convention on 1 July 2003.',
  ],
  deposit: [
    'state',
    { kind: 'deposit', act: { ...ACT, action: 'accession' } },
    'Arcadia acceded to the Convention on 1 July 2003.',
  ],
  withdrawal: [
    'state',
    { kind: 'withdrawal', act: { ...ACT, action: 'withdrawal_of_instrument' } },
    'Arcadia withdrew its instrument under the Convention on 1 July 2003.',
  ],
  denunciation: [
    'state',
    { kind: 'denunciation', act: { ...ACT, action: 'denunciation' } },
    'Arcadia denounced the Convention on 1 July 2003.',
  ],
  declaration: [
    'state',
    { kind: 'declaration', act: { ...ACT, action: 'provisional_application' } },
    'Arcadia applies provisionally the Convention on 1 July 2003.',
  ],
  correction: [
    'state',
    { kind: 'correction', event: 'two', retracts: true, was: { ...ACT, action: 'accession' }, day: null },
    'The record no longer says that Arcadia acceded to the Convention on 1 July 2003.',
  ],
  to_go: [
    'treaty',
    { kind: 'to_go', counted: 39, needed: 40, remaining: 1, passed: [1], day: DAY },
    '1 to go',
  ],
  reached: ['treaty', { kind: 'reached', needed: 40, day: DAY, by: [ARCADIA] }, 'Arcadia'],
  entry_fixed: [
    'treaty',
    { kind: 'entry_fixed', date: DAY, article: '38(1)' },
    'enters into force on 1 July 2003',
  ],
  entry_near: ['treaty', { kind: 'entry_near', ...NEAR }, 'In 7 days, on 1 July 2003'],
  state_entry_fixed: ['state', { kind: 'state_entry_fixed', date: DAY, article: '38(2)' }, 'For Arcadia'],
  state_entry_near: ['state', { kind: 'state_entry_near', ...NEAR }, 'for Arcadia'],
  milestone: [
    'treaty',
    { kind: 'milestone', milestone: { what: 'states_parties', count: 40 } },
    '40 States are Parties to the Convention.',
  ],
  projection_moved: [
    'treaty',
    { kind: 'projection_moved', from: DAY, to: plainDate('2003-08-01'), moved: 31 },
    '31 days',
  ],
  signature_closing: ['treaty', { kind: 'signature_closing', date: DAY, days: 7, left: 7 }, '1 July 2003'],
  source_silent: ['program', { kind: 'source_silent', what: 'The page is silent.' }, 'The page is silent.'],
  queue_late: ['program', { kind: 'queue_late', what: '1 message waits.' }, '1 message waits.'],
  switched_off: ['program', { kind: 'switched_off', what: 'One was switched off.' }, 'One was switched off.'],
}

function factOf(kind: SubscribedKind): Fact {
  const [about, detail] = KINDS[kind]
  const treaty = about === 'program' ? null : TREATY
  const isOfState = about === 'state'
  // "1 to go" bears the name of who brought it about, and is about the treaty all the same.
  const participant = isOfState || kind === 'to_go' ? ARCADIA : null
  return { key: kind, about: kind, treaty, participant, groups: isOfState ? ['north'] : [], detail }
}

function messageOf(fact: Fact): Message {
  return {
    mark: 'mark',
    subscription: 'sub_test',
    numbers: [1],
    kind: 'alert',
    facts: [fact],
    corrects: [],
    toContact: false,
    asksFor: null,
    offBecause: null,
    queuedAt: '2003-07-01T12:00:00.000Z',
    checkedAt: null,
  }
}

/** What an interest is narrowed to, and about whom a fact still comes through. */
const NARROWED: readonly (readonly [string, Partial<Interest>, Readonly<Record<About, boolean>>])[] = [
  ['nothing', {}, { state: true, treaty: true, program: true }],
  ['its treaty', { treaties: ['C'] }, { state: true, treaty: true, program: true }],
  ['another treaty', { treaties: ['P'] }, { state: false, treaty: false, program: true }],
  ['its State', { participants: ['AAA'] }, { state: true, treaty: false, program: true }],
  ['another State', { participants: ['BBB'] }, { state: false, treaty: false, program: true }],
  ['its group', { groups: ['north'] }, { state: true, treaty: false, program: true }],
  ['another group', { groups: ['south'] }, { state: false, treaty: false, program: true }],
  [
    'its State and the treaty as a whole',
    { participants: ['AAA'], treaty_wide: true },
    { state: true, treaty: true, program: true },
  ],
  [
    'another State and the treaty as a whole',
    { participants: ['BBB'], treaty_wide: true },
    { state: false, treaty: true, program: true },
  ],
  [
    'another group and the treaty as a whole',
    { groups: ['south'], treaty_wide: true },
    { state: false, treaty: true, program: true },
  ],
  [
    'its treaty and another State',
    { treaties: ['C'], participants: ['BBB'] },
    { state: false, treaty: false, program: true },
  ],
  [
    'another treaty, its State and the treaty as a whole',
    { treaties: ['P'], participants: ['AAA'], treaty_wide: true },
    { state: false, treaty: false, program: true },
  ],
]

describe.each(SUBSCRIBED_KINDS)('a fact of the kind %s', (kind) => {
  const fact = factOf(kind)
  const [about, , words] = KINDS[kind]

  it.each(NARROWED)('narrowed to %s', (_name, more, expected) => {
    expect(wants({ ...USUAL_INTEREST, kinds: [kind], ...more }, fact)).toBe(expected[about])
    const others = SUBSCRIBED_KINDS.filter((other) => other !== kind)
    expect(wants({ ...USUAL_INTEREST, kinds: others, ...more }, fact)).toBe(false)
  })

  it('reads the same in a mail’s text, in its HTML and in a webhook', () => {
    const message = messageOf(fact)
    const sender = { from: 'alerts@example.org', publicUrl: 'https://treaties.example.org' }
    const links = linksWith('secret', sender.publicUrl)
    const mail = emailOf(message, { to: 'reader@example.org', sender, links })
    const { facts } = webhookPayload(message).data as { facts: { kind: string; sentence: string }[] }
    expect(facts).toMatchObject([{ kind, sentence: expect.stringContaining(words) }])
    const sentence = String(facts[0]?.sentence)
    expect(mail.text.split('\n')[0]).toBe(sentence)
    expect(mail.html).toContain(`<p>${sentence}`)
    expect(mail.subject.length).toBeGreaterThan(5)
    const leads = /https:\S+\/(?:record|treaties)\/\S+/.test(mail.text)
    expect(leads).toBe(about !== 'program')
  })
})
