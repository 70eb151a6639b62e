import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalForm } from '../../src/record/canonical-form.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { RecordEvent } from '../../src/record/event.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { verifyChain } from '../../src/record/verify.ts'
import { draft } from './draft.ts'

const AT = '2026-11-24T10:00:00.000Z'

function threeEvents(): [RecordEvent, RecordEvent, RecordEvent] {
  const drafts = ['2003-07-01', '2003-07-24', '2003-09-23'].map((day) => draft({ action_date: day }))
  const [one, two, three] = chain(drafts, { head: EMPTY_HEAD, recordedAt: AT })
  if (one === undefined || two === undefined || three === undefined)
    throw new Error('three drafts, three events')
  return [one, two, three]
}

describe('canonical form', () => {
  it('is the JSON of RFC 8785: sorted names, no blanks, every field but the hash', () => {
    const [event] = chain([draft({ note: 'Côte d’Ivoire "1"\n' })], { head: EMPTY_HEAD, recordedAt: AT })
    expect(event && canonicalForm(event)).toBe(
      '{"action":"ratification","action_date":"2003-07-01","corrects":null,"day_known":"read","derivation":null,' +
        '"document":null,"earliest":null,"effect_date":null,"id":"XVIII-12.ARM.ratification.2003-07-01",' +
        '"known_on":"2003-07-01","known_on_assumed":true,"latest":null,"note":"Côte d’Ivoire \\"1\\"\\n",' +
        '"participant":"ARM","parties":null,' +
        '"prev_hash":"0000000000000000000000000000000000000000000000000000000000000000",' +
        '"recorded_at":"2026-11-24T10:00:00.000Z","recorded_by":"test","seq":1,"signatories":null,' +
        '"source":"table","treaty":"XVIII-12"}',
    )
  })

  it('does not depend on the order in which the fields were set', () => {
    const [event] = threeEvents()
    const backwards = Object.fromEntries(Object.entries(event).toReversed())
    expect(canonicalForm({ ...event, ...backwards })).toBe(canonicalForm(event))
  })
})

describe('SHA-256', () => {
  it('of a text is that of its bytes in UTF-8, as another implementation computes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
      }),
    )
  })
})

describe('chain', () => {
  it('numbers events from the head on and ties each to the one before', () => {
    const [one, two, three] = threeEvents()
    expect([one.seq, two.seq, three.seq]).toEqual([1, 2, 3])
    expect(one.prev_hash).toBe('0'.repeat(64))
    expect(two.prev_hash).toBe(one.hash)
    expect(three.prev_hash).toBe(two.hash)
  })

  it('can be verified by another program from the documentation alone', () => {
    for (const { hash, ...event } of threeEvents()) {
      const sorted = Object.fromEntries(Object.entries(event).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      expect(createHash('sha256').update(JSON.stringify(sorted), 'utf8').digest('hex')).toBe(hash)
    }
  })
})

describe('verification', () => {
  const [one, two, three] = threeEvents()
  const head = { seq: 3, hash: three.hash }
  const table: [string, readonly RecordEvent[], { seq: number; fault: string }][] = [
    ['a changed field', [one, { ...two, note: 'x' }, three], { seq: 2, fault: 'hash' }],
    ['a dropped event', [one, three], { seq: 2, fault: 'seq' }],
    ['a dropped first event', [two, three], { seq: 1, fault: 'seq' }],
    ['two events that changed places', [two, one, three], { seq: 1, fault: 'seq' }],
    ['an event given twice', [one, two, two, three], { seq: 3, fault: 'seq' }],
    ['events cut off at the end', [one, two], { seq: 3, fault: 'missing' }],
    [
      'another history under the same numbers',
      [one, { ...two, prev_hash: three.hash }, three],
      { seq: 2, fault: 'prev_hash' },
    ],
  ]

  it('finds an untouched record intact', () => {
    expect(verifyChain([one, two, three], head)).toEqual({ intact: true, head })
    expect(verifyChain([], EMPTY_HEAD)).toEqual({ intact: true, head: EMPTY_HEAD })
  })

  it('takes a record as intact whose head nobody names, with the head that it comes to', () => {
    expect(verifyChain([one, two, three], null)).toEqual({ intact: true, head })
  })

  it.each([
    [2, { seq: 3, fault: 'head' }],
    [4, { seq: 4, fault: 'missing' }],
  ])('does not take a head with the number %d for its own, though the hash is', (seq, where) => {
    const expected = `${seq} ${three.hash}`
    const answer = { intact: false, id: null, expected, found: `3 ${three.hash}`, ...where }
    expect(verifyChain([one, two, three], { seq, hash: three.hash })).toEqual(answer)
  })

  it('says which number was expected and which was found', () => {
    expect(verifyChain([one, three], head)).toMatchObject({ id: three.id, expected: '2', found: '3' })
  })

  it.each(table)('names the first event touched by %s', (_what, events, expected) => {
    expect(verifyChain(events, head)).toMatchObject({ intact: false, ...expected })
  })

  it('finds a record whose later events were written anew, though each fits the one before', () => {
    const [other] = chain([draft({ note: 'other' })], { head: { seq: 2, hash: two.hash }, recordedAt: AT })
    expect(other && verifyChain([one, two, other], head)).toMatchObject({
      intact: false,
      seq: 3,
      fault: 'head',
    })
  })

  it('finds every change of any one field', () => {
    const fields = Object.keys(two)
    fc.assert(
      fc.property(fc.constantFrom(...fields), (field) => {
        const changed = Object.assign({}, two, { [field]: 'changed' })
        expect(verifyChain([one, changed, three], head)).toMatchObject({ intact: false, seq: 2 })
      }),
    )
  })
})
