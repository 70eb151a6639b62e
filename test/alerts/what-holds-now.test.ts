import { expect, it } from 'vitest'
import type { Fact, FactDetail } from '../../src/alerts/fact.ts'
import { factSentence } from '../../src/alerts/fact-words.ts'
import { type Message, wordsOf } from '../../src/alerts/message.ts'
import { recallsOf, standingOnce } from '../../src/alerts/recall.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))
const AT = '2026-01-20T12:00:00.000Z'

type Draft = Parameters<typeof draft>[0]

async function write(store: Store, ...events: Draft[]): Promise<void> {
  const act = { treaty: 'P', participant: 'BBB', action_date: '2026-01-10', known_on: '2026-01-20' } as const
  const drafts = events.map((event) => draft({ ...act, ...event }))
  await appendEvents(store, drafts, { recordedAt: () => AT })
}

/** The sentences of each mail to a reader of these kinds, after each write. */
async function told(
  kinds: readonly ('deposit' | 'to_go' | 'reached' | 'correction' | 'entry_fixed')[],
  writes: readonly (readonly Draft[])[],
) {
  const store = await stores.small()
  await using mail = await mailServer()
  const means = meansTo(mail.url)
  const { id } = await ask(store, 'reader@example.org', AT, { interest: { kinds, to_go: [] } })
  await activateSubscription(store.db, id, AT)
  for (const events of writes) {
    await write(store, ...events)
    await deliverAt(store, means, AT)
  }
  means.close()
  return mail.arrived.map(({ mail: { text } }) =>
    String(text)
      .split('\n\n')
      .slice(0, -1)
      .map((part) => part.split('\n')[0]),
  )
}

const THIRD = { id: 'third', action: 'ratification' } as const

it('a threshold that was not reached after all is taken back with how many are to go', async () => {
  const gone = { id: 'gone', action: 'retraction', corrects: 'third', action_date: '2026-01-20' } as const
  const [first, recall] = await told(['reached'], [[THIRD], [gone]])
  const reached =
    'The threshold of 2 instruments of the Protocol was reached on 10 January 2026, by the instrument of Borduria.'
  expect(first).toEqual([reached])
  expect(recall).toEqual([
    'This corrects our message no. 1.',
    expect.stringMatching(
      /^We told you: ".*" This does not hold\. 1 of the 2 instruments that the Protocol needs are deposited, as of .*: 1 to go\.$/,
    ),
  ])
})

it('what a recall says now is taken back in turn when it does not hold either, whatever was asked for', async () => {
  const gone = { id: 'gone', action: 'retraction', corrects: 'third', action_date: '2026-01-20' } as const
  const counts = { participant: 'AAA', corrects: 'P.AAA.ratification.2002-01-01' } as const
  const moved = { ...counts, id: 'moved', action: 'correction', action_date: '2002-01-03' } as const
  const none = { ...counts, id: 'none', action: 'retraction', action_date: '2026-01-20' } as const
  const undone = { ...none, id: 'undone', corrects: 'moved' } as const
  const all = await told(['reached'], [[THIRD], [gone], [moved], [undone, none]])
  const oneOn = (day: string) =>
    `1 of the 2 instruments that the Protocol needs are deposited, as of ${day}: 1 to go.`
  expect(all.slice(2)).toEqual([
    [
      'This corrects our message no. 2.',
      `We told you: "${oneOn('1 January 2002')}" This does not hold. ${oneOn('3 January 2002')}`,
    ],
    // How many are to go where none counts is no statement that could be taken back: it is not said.
    ['This corrects our message no. 3.', `We told you: "${oneOn('3 January 2002')}" This does not hold.`],
  ])
})

it('who asked only for days that come near hears when the day that a recall named does not hold', () => {
  const treaty = { number: 'P', slug: 'protocol', short_title: 'Protocol' }
  const fixed = (day: string): Fact => {
    const detail = { kind: 'entry_fixed', date: plainDate(day), article: null } as const
    return {
      key: `entry:P:${day}`,
      about: `entry:P:${day}`,
      ...{ treaty, participant: null, groups: [], detail },
    }
  }
  const detail = {
    kind: 'entry_near',
    date: plainDate('2026-04-10'),
    days: 30,
    left: 30,
    article: null,
  } as const
  const near: Fact = { ...fixed('2026-04-10'), key: 'near:30:entry:P:2026-04-10', detail }
  const [first] = recallsOf([{ id: 1, times: 1, fact: near }], { facts: [fixed('2026-04-12')] })
  expect(first?.fact.about).toBe('entry:P:2026-04-12')
  const again = recallsOf([{ id: 2, times: 1, fact: first?.fact ?? expect.fail('no recall') }], { facts: [] })
  expect(again.map(({ fact }) => factSentence(fact))).toEqual([
    'We told you: "The date is fixed: the Protocol enters into force on 12 April 2026." This does not hold.',
  ])
})

it('a number that a message told and a recall said is taken back once', () => {
  const treaty = { number: 'P', slug: 'protocol', short_title: 'Protocol' }
  const toGo = (counted: number, passed: readonly number[]): Fact => {
    const remaining = 40 - counted
    const day = plainDate('2026-01-20')
    const detail = { kind: 'to_go', counted, needed: 40, remaining, passed, day } as const
    const key = `to_go:P:${remaining}:${day}`
    return { key, about: key, treaty, participant: null, groups: [], detail }
  }
  const [first] = recallsOf([{ id: 2, times: 1, fact: toGo(3, [37]) }], {
    facts: [],
    now: new Map([['P', toGo(2, [38])]]),
  })
  const both = [toGo(2, [39, 38]), first?.fact ?? expect.fail('no recall')]
  const lost = both.map((fact, id) => ({ id, times: 1, fact }))
  const recalls = recallsOf(lost, { facts: [], now: new Map([['P', toGo(1, [39])]]) })
  expect(recalls).toHaveLength(2)
  expect(standingOnce(recalls.map(({ fact }) => fact))).toHaveLength(1)
})

it('"so many to go" is taken back with how many are to go now, said once for all that it stands for', () => {
  const treaty = { number: 'P', slug: 'protocol', short_title: 'Protocol' }
  const day = plainDate('2026-01-20')
  const toGo = (counted: number): FactDetail => {
    const remaining = 40 - counted
    return { kind: 'to_go', counted, needed: 40, remaining, passed: [remaining], day }
  }
  const fact = (detail: FactDetail): Fact => {
    const key = JSON.stringify(detail)
    return { key, about: key, treaty, participant: null, groups: [], detail }
  }
  const told = [37, 38, 39].map((counted, id) => ({ id, times: 1, fact: fact(toGo(counted)) }))
  const recalls = recallsOf(told, { facts: [], now: new Map([['P', fact(toGo(38))]]) })
  const message: Message = {
    ...{ mark: 'mark', subscription: 'sub_test', numbers: [4], kind: 'recall' },
    facts: recalls.map((recall) => recall.fact),
    corrects: [1, 2, 3].map((number) => ({ number, mark: `mark-${number}` })),
    ...{ toContact: false, asksFor: null, offBecause: null, queuedAt: AT, checkedAt: null },
  }
  const { paragraphs } = wordsOf(message, { publicUrl: 'https://treaties.example.org', link: '' })
  const said = (counted: number) =>
    `We told you: "${counted} of the 40 instruments that the Protocol needs are deposited, as of 20 January 2026: ${40 - counted} to go." This does not hold.`
  expect(paragraphs.map(({ text }) => text)).toEqual([
    'This corrects our message nos. 1, 2, 3.',
    said(37),
    said(38),
    `${said(39)} 38 of the 40 instruments that the Protocol needs are deposited, as of 20 January 2026: 2 to go.`,
  ])
})

it('a threshold that was reached on another day is said once, as what holds now', async () => {
  const moved = { id: 'moved', action: 'correction', corrects: 'third', action_date: '2026-01-12' } as const
  const [, recall] = await told(['deposit', 'reached', 'entry_fixed', 'correction'], [[THIRD], [moved]])
  expect(new Set(recall).size).toBe(recall?.length)
  const whole = recall?.join('\n') ?? ''
  for (const once of [
    'was reached on 12 January 2026',
    'The record now says that Borduria',
    'enters into force on 12 April 2026',
  ]) {
    expect(whole.split(once), once).toHaveLength(2)
  }
})

it('a correction that was wrong is retracted and made again on the same day', async () => {
  const mends = (id: string, day: string) =>
    ({ id, action: 'correction', corrects: 'third', action_date: day }) as const
  await expect(
    told(['deposit'], [[THIRD], [mends('a', '2026-01-11')], [mends('b', '2026-01-12')]]),
  ).rejects.toThrow('or, on the same day, that one retracted first')
  const undone = { id: 'undone', action: 'retraction', corrects: 'a' } as const
  const all = await told(
    ['deposit'],
    [[THIRD], [mends('a', '2026-01-11')], [undone, mends('b', '2026-01-12')]],
  )
  expect(all).toHaveLength(3)
  expect(all[2]?.join('\n')).toContain(
    'The record now says that Borduria deposited its ratification of the Protocol on 12 January 2026',
  )
})

it('a webhook has what holds now as a fact of its own, and in one sentence only', async () => {
  const store = await stores.small()
  await using hook = await webhookReceiver()
  const means = meansTo(null)
  const interest = { kinds: ['deposit', 'correction', 'reached'] } as const
  const { id } = await ask(store, `${hook.origin}/in`, AT, { interest })
  await activateSubscription(store.db, id, AT)
  await write(store, THIRD)
  await deliverAt(store, means, AT)
  await write(store, { id: 'moved', action: 'correction', corrects: 'third', action_date: '2026-01-12' })
  await deliverAt(store, means, AT)
  means.close()
  const facts = hook.posted[1]?.payload.data.facts ?? expect.fail('no recall')
  expect(facts.map(({ kind }) => kind)).toEqual(['recall', 'recall', 'correction', 'reached'])
  const whole = facts.map(({ sentence }) => sentence).join('\n')
  expect(whole.split('was reached on 12 January 2026')).toHaveLength(2)
  expect(whole.split('The record now says that Borduria')).toHaveLength(2)
})

it.each([
  [['reached']],
  [['state_entry_fixed']],
  [['entry_fixed', 'reached', 'to_go', 'state_entry_fixed', 'deposit', 'correction']],
] as const)('a program that follows the keys of %j keeps nothing that does not hold', async (kinds) => {
  const store = await stores.small()
  await using hook = await webhookReceiver()
  const means = meansTo(null)
  const { id } = await ask(store, `${hook.origin}/in`, AT, { interest: { kinds, to_go: [] } })
  await activateSubscription(store.db, id, AT)
  const act = { corrects: 'third', action_date: '2026-01-12' }
  for (const event of [
    { id: 'third' },
    { ...act, id: 'moved', action: 'correction' as const },
    { ...act, id: 'gone', action: 'retraction' as const },
  ]) {
    await write(store, event)
    await deliverAt(store, means, AT)
  }
  means.close()
  const stands = new Set<string>()
  let most = 0
  for (const { payload } of hook.posted) {
    for (const fact of payload.data.facts as readonly { key: string; takes_back?: string; kind: string }[]) {
      if (fact.takes_back !== undefined) stands.delete(fact.takes_back)
      else if (fact.kind !== 'correction') stands.add(fact.key)
      most = Math.max(most, stands.size)
    }
  }
  expect(most).toBeGreaterThan(0)
  expect([...stands]).toEqual([])
})
