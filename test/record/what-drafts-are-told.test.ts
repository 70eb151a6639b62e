import { describe, expect, it } from 'vitest'
import { describeProblem } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { correctionProblems, type Named } from '../../src/record/correction.ts'
import { draftProblems } from '../../src/record/draft-problems.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft } from './draft.ts'

const HASH = '0123456789abcdef'.repeat(4)

function told(given: Parameters<typeof draft>[0]): string[] {
  return draftProblems(draft(given)).map(describeProblem)
}

function undated(given: Partial<EventDraft> = {}): string[] {
  const act = { action_date: null, day_known: 'undated', earliest: plainDate('2016-06-16') } as const
  return told({ ...act, ...given })
}

describe('who writes a draft is told', () => {
  it.each<[string, () => string[], string]>([
    [
      'of an empty text',
      () => told({ source: '' }),
      'source: "" is not accepted; expected a text that is not empty.',
    ],
    [
      'of half a letter, without it',
      () => told({ note: 'a\ud800' }),
      'note: "a\ufffd" is not accepted; expected well-formed Unicode without the character 0.',
    ],
    [
      'of a day that is missing',
      () => told({ action_date: null, known_on: '2003-07-01' }),
      'action_date: is missing; expected the day of the act.',
    ],
    [
      'of a first day beside the day',
      () => told({ earliest: plainDate('2003-01-01') }),
      'earliest: "2003-01-01" is not accepted; expected nothing where the day is known.',
    ],
    [
      'of a last day beside the day',
      () => told({ latest: plainDate('2003-12-31') }),
      'earliest: "2003-12-31" is not accepted; expected nothing where the day is known.',
    ],
    [
      'of a day of an act without one',
      () => undated({ action_date: plainDate('2017-01-01') }),
      'action_date: "2017-01-01" is not accepted; expected nothing for an undated act.',
    ],
    [
      'of a day of effect of an act without a day',
      () => undated({ effect_date: plainDate('2017-01-01') }),
      'effect_date: "2017-01-01" is not accepted; expected nothing for an undated act.',
    ],
    [
      'of a first day that is missing',
      () => undated({ earliest: null, latest: plainDate('2017-01-01') }),
      'earliest: is missing; expected the earliest day of an undated act.',
    ],
    [
      'of days in the wrong order',
      () => undated({ latest: plainDate('2016-06-15') }),
      'latest: "2016-06-15" is not accepted; expected a day not before 2016-06-16.',
    ],
    [
      'of a derived day without its arithmetic',
      () => told({ day_known: 'derived' }),
      'derivation: is missing; expected the arithmetic of a derived day.',
    ],
    [
      'of arithmetic for a day that was read',
      () => told({ derivation: 'x' }),
      'derivation: "x" is not accepted; expected nothing where the day was read.',
    ],
    [
      'of a correction of nothing',
      () => told({ action: 'correction' }),
      'corrects: is missing; expected the id of an event for correction and retraction, and for them only.',
    ],
    [
      'of an act that corrects',
      () => told({ corrects: 'other' }),
      'corrects: "other" is not accepted; expected the id of an event for correction and retraction, and for them only.',
    ],
    [
      'of an act of nobody',
      () => told({ participant: null }),
      'participant: is missing; expected the participant whose act it is.',
    ],
    [
      'of a retraction without a day',
      () => undated({ action: 'retraction', corrects: 'other' }),
      'day_known: "undated" is not accepted; expected a day for a correction or retraction.',
    ],
    [
      'of totals beside an act',
      () => told({ parties: 40, signatories: 39 }),
      'parties: "39, 40" is not accepted; expected whole numbers for asserted_headline, and for it only.',
    ],
    [
      'of a total that is no whole number',
      () => told({ action: 'asserted_headline', parties: 1.5 }),
      'parties: "1.5" is not accepted; expected whole numbers for asserted_headline, and for it only.',
    ],
    ...[`${HASH}0`, `x${HASH.slice(1)}`, `x${HASH}`, HASH.toUpperCase(), HASH.slice(1)].map(
      (document): [string, () => string[], string] => [
        `of the document ${document.slice(0, 3)}… of ${document.length}`,
        () => told({ document }),
        `document: "${document}" is not accepted; expected a SHA-256 in 64 hexadecimal digits.`,
      ],
    ),
  ])('%s', (_, found, expected) => {
    expect(found()).toEqual([expected])
  })

  it('nothing of what is right at the edge', () => {
    expect(told({ document: HASH })).toEqual([])
    expect(told({ action: 'asserted_headline', parties: 0 })).toEqual([])
    expect(undated({ latest: plainDate('2016-06-16') })).toEqual([])
    const notice = { participant: null, corrects: 'headline', known_on: '2005-01-01' } as const
    expect(told({ ...notice, action: 'correction' })).toEqual([])
    expect(told({ ...notice, action: 'retraction' })).toEqual([])
  })
})

describe('who corrects is told', () => {
  const act = draft({ id: 'act' })
  const first = draft({ id: 'first', action: 'correction', corrects: 'act', known_on: '2004-01-01' })
  const gone = draft({ id: 'gone', action: 'retraction', corrects: 'act', known_on: '2004-02-01' })
  const headline = draft({ id: 'headline', action: 'asserted_headline', participant: null, parties: 40 })

  function problems(given: Parameters<typeof draft>[0], ...events: readonly EventDraft[]): string[] {
    const named: Named = {
      find: (id) => events.find((event) => event.id === id) ?? null,
      about: (id) => events.filter((event) => event.corrects === id),
    }
    const correcting = draft({
      id: 'new',
      action: 'correction',
      corrects: 'act',
      known_on: '2005-01-01',
      ...given,
    })
    return correctionProblems(correcting, named).map(describeProblem)
  }

  it.each<[string, () => string[], string]>([
    [
      'that nothing has that id',
      () => problems({}, headline),
      'corrects: "act" is not accepted; expected the id of an event on record.',
    ],
    [
      'that it is a retraction',
      () => problems({ corrects: 'gone' }, act, gone),
      'corrects: "gone" is not accepted; expected an event that is no retraction.',
    ],
    [
      'that it is retracted',
      () => problems({}, act, gone),
      'corrects: "act" is not accepted; expected an event that is not retracted.',
    ],
    [
      'of which treaty it is',
      () => problems({ treaty: 'other' }, act),
      'treaty: "other" is not accepted; expected XVIII-12.',
    ],
    [
      'of whom it is',
      () => problems({ participant: 'AZE' }, act),
      'participant: "AZE" is not accepted; expected ARM.',
    ],
    [
      'that it is of nobody',
      () => problems({ corrects: 'headline' }, headline),
      'participant: "ARM" is not accepted; expected nothing.',
    ],
    [
      'when it became known',
      () => problems({ known_on: '2003-06-30' }, act),
      'known_on: "2003-06-30" is not accepted; expected a day not before 2003-07-01, when the event became known.',
    ],
    [
      'which correction has that day already',
      () => problems({ known_on: '2004-01-01' }, act, first),
      'known_on: "2004-01-01" is not accepted; expected another day than that of the correction first, or, on the same day, that one retracted first.',
    ],
  ])('%s', (_, found, expected) => {
    expect(found()).toEqual([expected])
  })

  it('of everything that does not fit at once', () => {
    expect(problems({ treaty: 'other', participant: 'AZE', known_on: '2003-06-30' }, act)).toHaveLength(3)
  })

  it('nothing where an act corrects nothing, or a retraction comes on the day of a correction', () => {
    expect(problems({ action: 'accession', corrects: null }, act)).toEqual([])
    expect(problems({ action: 'retraction', known_on: '2004-01-01' }, act, first)).toEqual([])
    expect(problems({ known_on: '2003-07-01' }, act)).toEqual([])
  })

  it('not of a retraction of another correction on that day', () => {
    const off = draft({ id: 'off', action: 'retraction', corrects: 'first', known_on: '2005-01-01' })
    expect(problems({}, act, first, off)).toEqual([])
  })
})
