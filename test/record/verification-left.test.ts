import { describe, expect, it } from 'vitest'
import { readVerificationLeft, type VerificationLeft } from '../../src/record/verification-left.ts'

const BROKEN: NonNullable<VerificationLeft['broken']> = {
  intact: false,
  seq: 3,
  id: 'C.AAA.signature.2001-01-01',
  fault: 'hash',
  expected: 'aa',
  found: 'bb',
}
const LEFT: VerificationLeft = { fits: { seq: 0, hash: '00' }, document: null, documents: 0, broken: null }

const read = (kept: object) => readVerificationLeft(JSON.stringify(kept))

describe('what is left of a verification', () => {
  it.each<VerificationLeft>([
    LEFT,
    { fits: { seq: 12, hash: 'ff' }, document: 'ab', documents: 7, broken: null },
    { ...LEFT, broken: BROKEN },
    { ...LEFT, broken: { ...BROKEN, seq: 0, id: null } },
    { ...LEFT, broken: { ...BROKEN, fault: 'seq' } },
    { ...LEFT, broken: { ...BROKEN, fault: 'prev_hash' } },
    { ...LEFT, broken: { ...BROKEN, fault: 'missing' } },
    { ...LEFT, broken: { ...BROKEN, fault: 'head' } },
    { ...LEFT, broken: { ...BROKEN, fault: 'document' } },
  ])('is read as it was kept: %j', (left) => {
    expect(read(left)).toEqual(left)
  })

  it.each<[string, object]>([
    ['nothing', {}],
    ['an event before the first', { ...LEFT, fits: { seq: -1, hash: '00' } }],
    ['half an event', { ...LEFT, fits: { seq: 1.5, hash: '00' } }],
    ['fewer documents than none', { ...LEFT, documents: -1 }],
    ['a field of another version', { ...LEFT, since: 'then' }],
    ['another field of what fits', { ...LEFT, fits: { seq: 1, hash: '00', id: 'x' } }],
    ['a fault that is none', { ...LEFT, broken: { ...BROKEN, intact: true } }],
    ['a fault before the first event', { ...LEFT, broken: { ...BROKEN, seq: -1 } }],
    ['an unknown fault', { ...LEFT, broken: { ...BROKEN, fault: 'elsewhere' } }],
    ['a fault with a further field', { ...LEFT, broken: { ...BROKEN, page: 1 } }],
  ])('with %s is of another version: it is begun anew', (_what, kept) => {
    expect(read(kept)).toBeNull()
  })
})
