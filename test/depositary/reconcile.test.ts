import { describe, expect, it } from 'vitest'
import { decide } from '../../src/depositary/decide.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { reconcile } from '../../src/depositary/reconcile.ts'
import type { EarlierDocument, ReadStatusDocument } from '../../src/depositary/record-difference.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { chain } from '../../src/record/chain.ts'
import { draftProblems } from '../../src/record/draft-problems.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { MADE_NAMES, MADE_PAGE, type MadePage, type MadeRow, madeHtml, utf8 } from './made-page.ts'
import { actDraft, MADE_ACTS, recordOf } from './made-record.ts'

const PRINTED_NAMES = MADE_PAGE.rows.map((row) => row.name)
const READ_BEFORE = plainDate('2004-05-21')
const READ_NOW = plainDate('2004-09-02')
const STAMP_NOW = '01-09-2004 09:00:00 EDT'

function document(page: MadePage, readOn = READ_NOW): ReadStatusDocument {
  const bytes = utf8(madeHtml(page))
  return {
    reading: readDocument(bytes, { names: MADE_NAMES, readOn }),
    sha256: 'd'.repeat(64),
    treaty: 'XL-7-b',
    source: 'untc-page',
    isDepositary: true,
    readOn,
  }
}

const record = recordOf(
  MADE_ACTS.map((line) => actDraft(line)),
  PRINTED_NAMES,
)
const earlier: EarlierDocument = { ...document(MADE_PAGE, READ_BEFORE), sha256: 'e'.repeat(64) }

/** The made page as it would be printed now, with rows changed and totals as given. */
function now(
  change: (rows: readonly MadeRow[]) => readonly MadeRow[],
  totals: Partial<Pick<MadePage, 'signatories' | 'parties' | 'headings'>> = {},
): MadePage {
  return { ...MADE_PAGE, stamp: STAMP_NOW, ...totals, rows: change(MADE_PAGE.rows) }
}

const cells =
  (name: string, ...printed: string[]) =>
  (rows: readonly MadeRow[]) =>
    rows.map((row) => (row.name === name ? { ...row, cells: printed } : row))
const plus =
  (name: string, ...printed: string[]) =>
  (rows: readonly MadeRow[]) => [...rows, { name, marks: '', cells: printed }]
const minus =
  (...names: string[]) =>
  (rows: readonly MadeRow[]) =>
    rows.filter((row) => !names.includes(row.name))
const named = (name: string, other: string) => (rows: readonly MadeRow[]) =>
  rows.map((row) => (row.name === name ? { ...row, name: other } : row))

function found(page: MadePage, on: RecordSnapshot = record, given: Partial<ReadStatusDocument> = {}) {
  const differences = reconcile({ ...document(page), ...given }, { record: on, earlier, recordedBy: 'watch' })
  return differences.map(
    (difference) => `${difference.class}; ${difference.participant ?? '?'}; ${difference.disposition}`,
  )
}

function decided(page: MadePage, before: EarlierDocument = earlier, on: RecordSnapshot = record) {
  const read = document(page)
  const differences = reconcile(read, { record: on, earlier: before, recordedBy: 'watch' })
  const decision = decide(read, differences, { earlier: before, treaties: record.treaties })
  if (decision.kind === 'refused') return { refused: decision.reason, events: [], waiting: [], held: [] }
  return {
    refused: null,
    held: decision.held,
    events: decision.events.map((event) => event.id),
    waiting: decision.waiting.map(({ about, differences: together }) => `${about}: ${together.length}`),
  }
}

describe('a page that says what the record holds', () => {
  it('differs in nothing, whichever order its rows have and whatever white space', () => {
    expect(found(now((rows) => rows))).toEqual([])
    expect(found(now((rows) => rows.toReversed()))).toEqual([])
  })

  it('differs in nothing once its differences are written: reading twice changes nothing', () => {
    const page = now(plus('Zambia', '', '3 Jun 2004 a'), { parties: 15 })
    const read = document(page)
    const decision = decide(read, reconcile(read, { record, earlier, recordedBy: 'watch' }), {
      earlier,
      treaties: record.treaties,
    })
    if (decision.kind === 'refused') throw new Error(decision.reason)
    const events = chain(decision.events, { head: record.head, recordedAt: '2004-09-02T00:00:00.000Z' })
    expect(found(page, { ...record, events: [...record.events, ...events] })).toEqual([])
  })
})

describe('each way in which a page can differ from the record', () => {
  it.each([
    ['a new act', plus('Zambia', '', '3 Jun 2004 a'), ['new act; ZMB; event']],
    ['an instrument by a signatory', cells('Algeria', '1 Jun 2001', '3 Jun 2004'), ['new act; DZA; event']],
    [
      'an act of an organization',
      cells('European Union', '6 Dec 2001', '3 Jun 2004 AA'),
      ['new act; EUE; event'],
    ],
    [
      'an act published late',
      cells('Algeria', '1 Jun 2001', '3 Jun 2003'),
      ['new act, late publication; DZA; person'],
    ],
    [
      'an act of the future',
      cells('Algeria', '1 Jun 2001', '2 Sep 2004'),
      ['date in the future; DZA; person'],
    ],
    [
      'an act before the adoption',
      cells('Algeria', '1 Jun 2001', '14 May 2001'),
      ['date before adoption; DZA; person'],
    ],
    [
      'a signature after the last day for signing',
      cells('Belize', '1 Jul 2002', '14 Sep 2003 a'),
      ['date outside the signature window; BLZ; person'],
    ],
    ['a succession', cells('Algeria', '1 Jun 2001', '3 Jun 2004 d'), ['succession; DZA; person']],
    ['a date changed', cells('Albania', '1 Jun 2001', '3 Mar 2002'), ['date corrected; ALB; person']],
    ['a kind changed', cells('Albania', '1 Jun 2001', '3 Mar 2003 a'), ['kind corrected; ALB; person']],
    [
      'both changed',
      cells('Albania', '1 Jun 2001', '4 Mar 2003 a'),
      ['date and kind corrected; ALB; person'],
    ],
    ['a cell emptied', cells('Albania', '', '3 Mar 2003'), ['vanished act; ALB; person']],
    ['a row gone', minus('Belize'), ['vanished row; BLZ; person']],
    ['brackets', cells('Belize', '', '[14 Sep 2003 a]'), ['bracketed row; BLZ; person']],
    ['a new act of one that has left', cells('Kenya', '', '3 Jun 2004 a'), ['second consent; KEN; person']],
    [
      'a day that is none',
      cells('Algeria', '1 Jun 2001', '31 Jun 2004'),
      ['act that cannot be read; DZA; person'],
    ],
    [
      'a letter nobody explains',
      cells('Algeria', '1 Jun 2001', '3 Jun 2004 x'),
      ['letter not explained; DZA; person'],
    ],
    ['another spelling of a known name', named('Türkiye', 'Turkiye'), ['renamed; TUR; ignore']],
    ['a name nobody knows', plus('Atlantis', '', '3 Jun 2004 a'), ['unknown name; ?; person']],
    [
      'a name nobody knows with the acts of one that is gone',
      named('Belize', 'British Honduras'),
      ['unknown name; BLZ; person'],
    ],
  ] as const)('%s', (_, change, expected) => {
    expect(found(now(change))).toEqual(expected)
  })

  it('an act withdrawn and the one made since, in one cell, are two differences', () => {
    const page = now(cells('Belize', '', '[14 Sep 2003 a] 3 Jun 2004 a'))
    const differences = reconcile(document(page), { record, earlier, recordedBy: 'watch' })
    expect(differences.map(({ claim }) => claim?.action_date)).toEqual(['2003-09-14', '2004-06-03'])
    expect(new Set(differences.map(({ key }) => key)).size).toBe(2)
  })

  it('two new consents of one participant, in one cell or in two, wait together', () => {
    for (const twice of ['3 Jun 2004 4 Jun 2004 a', '3 Jun 2004 3 Jun 2004 a']) {
      const page = now(cells('Algeria', '1 Jun 2001', twice), { parties: 15 })
      expect(found(page)).toEqual(['new act; DZA; event', 'new act; DZA; event'])
      expect(decided(page)).toMatchObject({ events: [], held: [], waiting: ['DZA: 2'] })
    }
  })

  it('two rows of one participant that say different things wait, every act of them', () => {
    expect(found(now(plus('Belize', '', '3 Jun 2004 a')))).toEqual([
      'participant twice; BLZ; person',
      'participant twice; BLZ; person',
    ])
  })

  it('an act under the Protocol by a State without the Convention waits', () => {
    const without = recordOf(
      MADE_ACTS.filter((line) => line !== 'XL-7 DZA accession 2001-06-01').map((line) => actDraft(line)),
      PRINTED_NAMES,
    )
    expect(found(now(cells('Algeria', '1 Jun 2001', '3 Jun 2004')), without)).toEqual([
      'protocol without convention; DZA; person',
    ])
  })

  it('a day for an act that the record knew without a day waits', () => {
    const undated = recordOf(
      MADE_ACTS.map((line) =>
        actDraft(
          line.replace('XL-7-b BLZ accession 2003-09-14', 'XL-7-b BLZ accession 2003-01-01..2003-12-31'),
        ),
      ),
      PRINTED_NAMES,
    )
    expect(
      found(
        now((rows) => rows),
        undated,
      ),
    ).toEqual(['undated act now dated; BLZ; person'])
  })

  it('an act that the record has from another source, and the depositary never printed, is no vanished row', () => {
    const more = recordOf(
      [...MADE_ACTS, 'XL-7-b ZMB accession 2004-06-03'].map((line) => actDraft(line)),
      PRINTED_NAMES,
    )
    expect(
      found(
        now((rows) => rows),
        more,
      ),
    ).toEqual(['two sources disagree; ZMB; person'])
  })

  it('an act recorded after the day of the page is not missed by it', () => {
    const later = recordOf(
      [...MADE_ACTS, 'XL-7-b ZMB accession 2004-09-02'].map((line) => actDraft(line)),
      PRINTED_NAMES,
    )
    expect(
      found(
        now((rows) => rows),
        later,
      ),
    ).toEqual([])
  })

  it('what only a second source says never becomes an event', () => {
    expect(found(now(cells('Algeria', '1 Jun 2001', '3 Jun 2004')), record, { isDepositary: false })).toEqual(
      ['two sources disagree; DZA; person'],
    )
  })

  it('a heading that loses a meaning and a total that shrinks are said of the whole page', () => {
    const headings = ['Participant', 'Signature', 'Ratification, Acceptance(A), Approval(AA), Accession(a)']
    const page = now(minus('Montenegro', 'Serbia'), { parties: 12, headings })
    expect(found(page).slice(0, 2)).toEqual(['header changed; ?; person', 'count that shrinks; ?; person'])
  })
})

describe('what would be written', () => {
  const draftsOf = (page: MadePage) =>
    reconcile(document(page), { record, earlier, recordedBy: 'watch' }).flatMap(
      (difference) => difference.drafts,
    )

  it('of a late act: the day of the act, known from the day of this reading', () => {
    const [draft] = draftsOf(now(cells('Algeria', '1 Jun 2001', '3 Jun 2003')))
    expect(draft).toMatchObject({
      id: 'XL-7-b.DZA.ratification.2003-06-03',
      action_date: '2003-06-03',
      known_on: '2004-09-02',
      known_on_assumed: false,
      document: 'd'.repeat(64),
      recorded_by: 'watch',
    })
    expect(draft === undefined ? null : draftProblems(draft)).toEqual([])
  })

  it('of a changed day: a correction that names the act', () => {
    const [draft] = draftsOf(now(cells('Albania', '1 Jun 2001', '3 Mar 2002')))
    expect(draft).toMatchObject({
      action: 'correction',
      corrects: 'XL-7-b.ALB.ratification.2003-03-03',
      action_date: '2002-03-03',
      note: 'the depositary prints "3 Mar 2002"',
    })
    expect(draft === undefined ? null : draftProblems(draft)).toEqual([])
  })

  it('of a changed kind: a retraction, and the act anew', () => {
    const drafts = draftsOf(now(cells('Albania', '1 Jun 2001', '3 Mar 2003 a')))
    expect(drafts.map((draft) => [draft.action, draft.corrects])).toEqual([
      ['retraction', 'XL-7-b.ALB.ratification.2003-03-03'],
      ['accession', null],
    ])
    expect(drafts.flatMap(draftProblems)).toEqual([])
  })

  it('of a row gone, of brackets, of an unknown name: nothing, acceptance alone settles nothing', () => {
    expect(draftsOf(now(minus('Belize')))).toEqual([])
    expect(draftsOf(now(cells('Belize', '', '[14 Sep 2003 a]')))).toEqual([])
    expect(draftsOf(now(plus('Atlantis', '', '3 Jun 2004 a')))).toEqual([])
  })
})

describe('the decision', () => {
  it('takes the good and keeps the strange: one row gone holds that row only', () => {
    const page = now((rows) => cells('Algeria', '1 Jun 2001', '3 Jun 2004')(minus('Belize')(rows)))
    expect(decided(page)).toEqual({
      refused: null,
      held: ['2 of 20 rows differ, and not all of them by acts since the last reading'],
      events: [],
      waiting: ['BLZ: 1', 'DZA: 1'],
    })
  })

  it('takes a busy day whole, where all that is new was done since the last reading', () => {
    const page = now(
      (rows) =>
        cells(
          'Algeria',
          '1 Jun 2001',
          '3 Jun 2004',
        )(cells('Congo', '4 Dec 2001', '3 Jun 2004')(cells('Türkiye', '11 Dec 2001', '3 Jun 2004')(rows))),
      { parties: 17 },
    )
    expect(decided(page)).toEqual({
      refused: null,
      held: [],
      events: [
        'XL-7-b.DZA.ratification.2004-06-03',
        'XL-7-b.COG.ratification.2004-06-03',
        'XL-7-b.TUR.ratification.2004-06-03',
      ],
      waiting: [],
    })
  })

  it('keeps everything where the totals of the page disagree with its table', () => {
    const page = now(cells('Algeria', '1 Jun 2001', '3 Jun 2004'))
    expect(decided(page)).toMatchObject({
      held: ['its own totals disagree with its table'],
      events: [],
      waiting: ['DZA: 1'],
    })
  })

  it('keeps everything where four rows are gone, and shows them as one bundle', () => {
    const page = now(minus('Belize', 'Montenegro', 'Serbia', 'Viet Nam'), { parties: 10 })
    const decision = decided(page)
    expect(decision.held).toContain('4 rows or acts are gone')
    expect(decision.waiting).toEqual([': 1', 'vanished row: 4'])
  })

  it('does not take an act with the day that another row has just lost', () => {
    const page = now((rows) => plus('Zambia', '', '12 May 2004 a')(cells('Zimbabwe', '', '')(rows)))
    const decision = decided(page)
    expect(decision.events).toEqual([])
  })

  it.each([
    ['of another treaty', { ...now((rows) => rows), subsection: 'c' }, 'it is about XL-7-c, not XL-7-b'],
    [
      'with an older stamp',
      { ...MADE_PAGE, stamp: '19-05-2004 09:00:00 EDT' },
      'its stamp of 2004-05-19 is older than 2004-05-20: nothing is undone by an older document',
    ],
  ])('refuses a page %s', (_, page, reason) => {
    expect(decided(page).refused).toBe(reason)
  })

  it('does not take an act of a participant whose spelling has just changed', () => {
    const page = now(
      (rows) => named('Türkiye', 'Turkey')(cells('Türkiye', '11 Dec 2001', '3 Jun 2004')(rows)),
      {
        parties: 15,
      },
    )
    expect(found(page)).toEqual(['renamed; TUR; ignore', 'new act; TUR; event'])
    expect(decided(page)).toMatchObject({ held: [], events: [], waiting: ['TUR: 1'] })
  })

  it('refuses what is no status table', () => {
    const login = {
      ...document(MADE_PAGE),
      reading: readDocument(utf8('<html>Sign in</html>'), { names: MADE_NAMES, readOn: READ_NOW }),
    }
    expect(decide(login, [], { earlier, treaties: [] }).kind).toBe('refused')
  })

  it('keeps everything where the stamp is the last one accepted and the bytes are others', () => {
    const page = {
      ...now(cells('Algeria', '1 Jun 2001', '19 May 2004'), { parties: 15 }),
      stamp: MADE_PAGE.stamp,
    }
    expect(decided(page).held).toEqual([
      'its stamp of 2004-05-20 is the last one accepted, its bytes are others',
    ])
  })
})
