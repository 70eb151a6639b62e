import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { correctionProblems, type Named } from '../../src/record/correction.ts'
import { draftProblems } from '../../src/record/draft-problems.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft } from './draft.ts'

function onRecord(...events: readonly EventDraft[]): Named {
  return {
    find: (id) => events.find((event) => event.id === id) ?? null,
    about: (id) => events.filter((event) => event.corrects === id),
  }
}

const ACT = draft({ id: 'act' })
const CORRECTION = draft({ id: 'first', action: 'correction', corrects: 'act', known_on: '2004-01-01' })
const RETRACTION = draft({ id: 'gone', action: 'retraction', corrects: 'act', known_on: '2004-02-01' })
const RECORD = onRecord(ACT, CORRECTION)

const correcting = (given: Parameters<typeof draft>[0] = {}) =>
  draft({ id: 'new', action: 'correction', corrects: 'act', known_on: '2005-01-01', ...given })

describe('a correction', () => {
  it.each([
    ['of an act', correcting(), RECORD],
    ['of a correction of it', correcting({ corrects: 'first' }), RECORD],
    [
      'known on the day of one that was retracted',
      correcting({ known_on: '2004-01-01' }),
      onRecord(
        ACT,
        CORRECTION,
        draft({ id: 'off', action: 'retraction', corrects: 'first', known_on: '2004-03-01' }),
      ),
    ],
    ['that is a retraction of a correction', correcting({ action: 'retraction', corrects: 'first' }), RECORD],
    [
      'that gives an undated act its day',
      correcting(),
      onRecord(
        draft({ id: 'act', action_date: null, day_known: 'undated', earliest: plainDate('2003-06-01') }),
      ),
    ],
  ])('%s is taken', (_what, event, record) => {
    expect(correctionProblems(event, record)).toEqual([])
  })

  it.each([
    ['of nothing on record', correcting({ corrects: 'none' }), RECORD, 'corrects'],
    ['of a retraction', correcting({ corrects: 'gone' }), onRecord(ACT, RETRACTION), 'corrects'],
    ['of a retracted act', correcting(), onRecord(ACT, RETRACTION), 'corrects'],
    ['under another treaty', correcting({ treaty: 'XVIII-12-a' }), RECORD, 'treaty'],
    ['of another participant', correcting({ participant: 'AZE' }), RECORD, 'participant'],
    ['known before what it corrects', correcting({ known_on: '2003-06-30' }), RECORD, 'known_on'],
    ['known on the same day as another', correcting({ known_on: '2004-01-01' }), RECORD, 'known_on'],
    [
      'of a correction, known on the day of that one',
      correcting({ corrects: 'first', known_on: '2004-01-01' }),
      RECORD,
      'known_on',
    ],
    [
      'that retracts a second time',
      correcting({ action: 'retraction' }),
      onRecord(ACT, RETRACTION),
      'corrects',
    ],
  ])('%s is refused', (_what, event, record, field) => {
    expect(correctionProblems(event, record).map((problem) => problem.field)).toEqual([field])
  })
})

describe('a draft', () => {
  const undated = (given: Partial<EventDraft>) =>
    draft({ action_date: null, day_known: 'undated', earliest: plainDate('2016-06-16'), ...given })

  it.each([
    ['a plain act', draft()],
    ['an undated act', undated({ latest: plainDate('2018-01-10') })],
    ['an undated act that may be still to come', undated({ latest: null })],
    [
      'a derived day with its arithmetic',
      draft({ day_known: 'derived', derivation: 'in force less 30 days' }),
    ],
    ['a headline', draft({ action: 'asserted_headline', participant: null, parties: 40 })],
    ['an assertion that credits nobody', draft({ action: 'asserted_threshold', participant: null })],
  ])('%s is taken', (_what, event) => {
    expect(draftProblems(event)).toEqual([])
  })

  it.each([
    ['no day', draft({ action_date: null, known_on: '2003-07-01' }), 'action_date'],
    ['a day and a span', draft({ earliest: plainDate('2003-01-01') }), 'earliest'],
    ['a span that ends before it begins', undated({ latest: plainDate('2016-06-15') }), 'latest'],
    ['no earliest day', undated({ earliest: null }), 'earliest'],
    [
      'a headline without the day on which it was stated',
      undated({ action: 'asserted_headline', participant: null, parties: 40 }),
      'earliest',
    ],
    [
      'a threshold stated on no day',
      undated({ action: 'asserted_threshold', participant: null, latest: plainDate('2018-01-10') }),
      'earliest',
    ],
    ['a day although undated', undated({ action_date: plainDate('2017-01-01') }), 'action_date'],
    ['a derived day without arithmetic', draft({ day_known: 'derived' }), 'derivation'],
    ['arithmetic for a day that was read', draft({ derivation: 'x' }), 'derivation'],
    ['a correction of nothing', draft({ action: 'correction' }), 'corrects'],
    ['an act that corrects', draft({ corrects: 'other' }), 'corrects'],
    ['an act of nobody', draft({ participant: null }), 'participant'],
    ['totals of an act', draft({ parties: 40 }), 'parties'],
    ['a headline without totals', draft({ action: 'asserted_headline' }), 'parties'],
    ['a negative total', draft({ action: 'asserted_headline', parties: -1 }), 'parties'],
    ['half a character', draft({ note: '\ud800' }), 'note'],
    ['the character 0', draft({ note: 'a\0b' }), 'note'],
    ['an empty id', draft({ id: '' }), 'id'],
    ['a document that is no hash', draft({ document: 'abc' }), 'document'],
  ])('with %s is refused', (_what, event, field) => {
    expect(draftProblems(event).map((problem) => problem.field)).toEqual([field])
  })
})
