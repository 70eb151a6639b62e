import { describe, expect, it } from 'vitest'
import { compareReadings } from '../../src/depositary/compare-readings.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { readingDaysBeside } from '../../src/depositary/reading-days.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  MADE_NAMES,
  MADE_PAGE,
  type MadePage,
  type MadeRow,
  madeCsv,
  madeHtml,
  madeXml,
  utf8,
} from './made-page.ts'

const OLDER = '2004-05-20'
const NEWER = '2004-09-01'

type Form = (page: MadePage) => string

function read(text: string, day: string | null) {
  const readOn = day === null ? null : plainDate(day)
  return { reading: readDocument(utf8(text), { names: MADE_NAMES, readOn }), day: readOn }
}

function compare(
  older: MadePage,
  newer: MadePage,
  options: { readonly form?: Form; readonly days?: readonly string[] } = {},
) {
  const form = options.form ?? madeCsv
  const compared = compareReadings(read(form(older), OLDER), read(form(newer), NEWER), {
    names: MADE_NAMES,
    readingDays: (options.days ?? []).map(plainDate),
  })
  if (compared.kind === 'refused') return [compared.reason]
  return compared.differences.map(({ class: name, disposition, before, after, missed_days }) => {
    const words = (row: typeof before) => (row === null ? '' : typeof row === 'string' ? row : row.join('|'))
    return `${name}; ${disposition}; ${words(before)}; ${words(after)}; ${missed_days ?? ''}`
  })
}

const without = (name: string): MadePage => ({
  ...MADE_PAGE,
  rows: MADE_PAGE.rows.filter((row) => row.name !== name),
})

function withRow(name: string, change: Partial<MadeRow>, page = MADE_PAGE): MadePage {
  return { ...page, rows: page.rows.map((row) => (row.name === name ? { ...row, ...change } : row)) }
}

function plus(name: string, ...cells: string[]): MadePage {
  const rows = [...MADE_PAGE.rows, { name, marks: '', cells }]
  return { ...MADE_PAGE, rows: rows.toSorted((one, other) => (one.name < other.name ? -1 : 1)) }
}

const LATE_ROW =
  'appeared: new row, late publication (more than 60 days before a reading that missed it); person; ; '
const LATE_CELL =
  'changed: empty cell filled, late publication (more than 60 days before a reading that missed it); person; '

describe('a row that appears', () => {
  it.each([
    ['after the last reading', '3 Jun 2004 a', '0', 'timely act; event'],
    ['on the day of the last reading', '20 May 2004 a', '0', 'timely act; event'],
    ['60 days before it', '21 Mar 2004 a', '60', 'timely act; event'],
  ])('with an act %s is an event', (_, cell, missed, words) => {
    expect(compare(MADE_PAGE, plus('Zambia', '', cell))).toEqual([
      `appeared: new row, ${words}; ; Zambia||${cell}; ${missed}`,
    ])
  })

  it('with an act 61 days before the last reading is late and waits', () => {
    expect(compare(MADE_PAGE, plus('Zambia', '', '20 Mar 2004 a'))).toEqual([
      `${LATE_ROW}Zambia||20 Mar 2004 a; 61`,
    ])
  })

  it('counts from its newest act', () => {
    expect(compare(MADE_PAGE, plus('Zambia', '1 Jun 2001', '3 Jun 2004'))).toEqual([
      'appeared: new row, timely act; event; ; Zambia|1 Jun 2001|3 Jun 2004; 0',
    ])
  })

  it('is late where a reading between the two versions, which found no change, had missed it', () => {
    expect(
      compare(MADE_PAGE, plus('Zambia', '', '3 Jun 2004 a'), { days: ['2004-05-20', '2004-08-15'] }),
    ).toEqual([`${LATE_ROW}Zambia||3 Jun 2004 a; 73`])
  })

  it('without any date waits', () => {
    expect(compare(MADE_PAGE, plus('Zambia', '', ''))).toEqual([
      'appeared: row without any date; person; ; Zambia||; ',
    ])
  })

  it.each([
    ['a letter that the heading does not explain', 'Zambia', '3 Jun 2004 x'],
    ['an act after the reading', 'Zambia', '2 Sep 2004 a'],
    ['brackets round the act', 'Zambia', '[3 Jun 2004 a]'],
  ])('with %s waits', (_, name, cell) => {
    expect(compare(MADE_PAGE, plus(name, '', cell))).toEqual([
      `appeared: new row, timely act; person; ; ${name}||${cell}; 0`,
    ])
  })

  it('under a name nobody registered goes by its class: tables of any treaty are compared, and nothing is written', () => {
    expect(compare(MADE_PAGE, plus('Atlantis', '', '3 Jun 2004 a'))).toEqual([
      'appeared: new row, timely act; event; ; Atlantis||3 Jun 2004 a; 0',
    ])
  })

  it('with the day of an act that another row has just lost waits: it may be the same act in the wrong row', () => {
    const newer = { ...plus('Zambia', '', '12 May 2004 a') }
    const moved = { ...newer, rows: newer.rows.filter((row) => row.name !== 'Zimbabwe') }
    expect(compare(MADE_PAGE, moved)).toEqual([
      'vanished; person; Zimbabwe||12 May 2004 a; ; ',
      'appeared: new row, timely act; person; ; Zambia||12 May 2004 a; 8',
    ])
  })

  it('for a State that has one already waits', () => {
    expect(compare(MADE_PAGE, plus('Zimbabwe', '', '3 Jun 2004 a'))).toEqual([
      'appeared: new row, timely act; person; ; Zimbabwe||3 Jun 2004 a; 0',
    ])
  })
})

describe('a cell that changes', () => {
  it.each([
    [
      'an empty cell filled in time is an event',
      'Algeria',
      ['1 Jun 2001', '3 Jun 2004'],
      'changed: empty cell filled, timely act; event; Algeria|1 Jun 2001|; Algeria|1 Jun 2001|3 Jun 2004; 0',
    ],
    [
      'an empty cell filled late waits',
      'Algeria',
      ['1 Jun 2001', '3 Jun 2003'],
      `${LATE_CELL}Algeria|1 Jun 2001|; Algeria|1 Jun 2001|3 Jun 2003; 352`,
    ],
    [
      'an empty cell filled with an unknown letter waits',
      'Algeria',
      ['1 Jun 2001', '3 Jun 2004 x'],
      'changed: empty cell filled, timely act; person; Algeria|1 Jun 2001|; Algeria|1 Jun 2001|3 Jun 2004 x; 0',
    ],
    [
      'an empty cell filled with what is no act waits',
      'Algeria',
      ['1 Jun 2001', '31 Jun 2004'],
      'changed: letter changed, same date; person; Algeria|1 Jun 2001|; Algeria|1 Jun 2001|31 Jun 2004; ',
    ],
    [
      'a date changed waits',
      'Albania',
      ['1 Jun 2001', '3 Mar 2002'],
      'changed: date changed, same letter; person; Albania|1 Jun 2001|3 Mar 2003; Albania|1 Jun 2001|3 Mar 2002; ',
    ],
    [
      'a letter changed waits',
      'Albania',
      ['1 Jun 2001', '3 Mar 2003 a'],
      'changed: letter changed, same date; person; Albania|1 Jun 2001|3 Mar 2003; Albania|1 Jun 2001|3 Mar 2003 a; ',
    ],
    [
      'date and letter changed waits',
      'Albania',
      ['1 Jun 2001', '4 Mar 2003 a'],
      'changed: date and letter changed; person; Albania|1 Jun 2001|3 Mar 2003; Albania|1 Jun 2001|4 Mar 2003 a; ',
    ],
    [
      'a date removed waits',
      'Albania',
      ['', '3 Mar 2003'],
      'changed: date removed from cell; person; Albania|1 Jun 2001|3 Mar 2003; Albania||3 Mar 2003; ',
    ],
    [
      'a date that became unreadable waits as removed',
      'Albania',
      ['1 Jun 2001', '3 Mar 200'],
      'changed: date removed from cell; person; Albania|1 Jun 2001|3 Mar 2003; Albania|1 Jun 2001|3 Mar 200; ',
    ],
    [
      'brackets round an act wait: somebody has left',
      'Belize',
      ['', '[14 Sep 2003 a]'],
      'changed: letter changed, same date; person; Belize||14 Sep 2003 a; Belize||[14 Sep 2003 a]; ',
    ],
    [
      'a date removed beside a cell filled waits',
      'Algeria',
      ['', '3 Jun 2004'],
      'changed: date removed from cell; person; Algeria|1 Jun 2001|; Algeria||3 Jun 2004; ',
    ],
  ])('%s', (_, name, cells, expected) => {
    expect(compare(MADE_PAGE, withRow(name, { cells }))).toEqual([expected])
  })

  it.each([
    ['white space', withRow('Albania', { cells: ['1  Jun\t2001 ', ' 3 Mar 2003'] })],
    ['a footnote', withRow('Albania', { marks: '7' })],
    ['the order of rows', { ...MADE_PAGE, rows: MADE_PAGE.rows.toReversed() }],
    ['a row printed twice', { ...MADE_PAGE, rows: MADE_PAGE.rows.flatMap((row) => [row, row]) }],
    [
      'two columns exchanged with their headings',
      {
        ...MADE_PAGE,
        headings: ['Participant', MADE_PAGE.headings[2] ?? '', 'Signature'],
        rows: MADE_PAGE.rows.map((row) => ({ ...row, cells: row.cells.toReversed() })),
      },
    ],
  ])('%s is no difference', (_, newer) => {
    expect(compare(MADE_PAGE, newer)).toEqual([])
    expect(compare(MADE_PAGE, newer, { form: madeHtml })).toEqual([])
  })
})

describe('a row that is gone', () => {
  it('waits: no State leaves by silence', () => {
    expect(compare(MADE_PAGE, without('Belize'))).toEqual(['vanished; person; Belize||14 Sep 2003 a; ; '])
  })

  it('is a rename where the same cells stand under another name of the same State', () => {
    expect(compare(withRow('Türkiye', { name: 'Turkey' }), MADE_PAGE)).toEqual([
      'rename; ignore; Turkey; Türkiye; ',
    ])
  })

  it('is a rename where the same cells stand under a name nobody has registered yet', () => {
    expect(compare(MADE_PAGE, withRow('Belize', { name: 'British Honduras' }))).toEqual([
      'rename; ignore; Belize; British Honduras; ',
    ])
  })

  it('is a rename where only a hyphen came', () => {
    expect(compare(MADE_PAGE, withRow('Viet Nam', { name: 'Viet-Nam' }))).toEqual([
      'rename; ignore; Viet Nam; Viet-Nam; ',
    ])
  })

  it('renamed and changed at once waits', () => {
    const newer = withRow('Türkiye', { name: 'Turkey', cells: ['11 Dec 2001', '3 Jun 2004'] })
    expect(compare(MADE_PAGE, newer)).toEqual([
      'rename; ignore; Türkiye; Turkey; ',
      'changed: empty cell filled, timely act; person; Türkiye|11 Dec 2001|; Turkey|11 Dec 2001|3 Jun 2004; 0',
    ])
  })

  it('is no rename between two known States, however alike: Congo is not the Democratic Republic of the Congo', () => {
    const older = without('Congo')
    const newer = withRow('Democratic Republic of the Congo', { name: 'Congo' }, older)
    expect(compare(older, newer)).toEqual([
      'vanished; person; Democratic Republic of the Congo||28 Oct 2003 a; ; ',
      `${LATE_ROW}Congo||28 Oct 2003 a; 205`,
    ])
  })

  it('is no rename where two rows fit', () => {
    const pair = {
      ...MADE_PAGE,
      rows: [
        { name: 'Atlantis', marks: '', cells: ['', '3 Mar 2003 a'] },
        { name: 'Lemuria', marks: '', cells: ['', '3 Mar 2003 a'] },
      ],
    }
    const newer = { ...pair, rows: pair.rows.map((row) => ({ ...row, name: `New ${row.name}` })) }
    expect(compare(pair, newer).map((line) => line.split(';')[0])).toEqual([
      'vanished',
      'vanished',
      'appeared: new row, late publication (more than 60 days before a reading that missed it)',
      'appeared: new row, late publication (more than 60 days before a reading that missed it)',
    ])
  })
})

describe('headings', () => {
  const consent = (heading: string): MadePage => ({
    ...MADE_PAGE,
    headings: ['Participant', 'Signature', heading],
  })
  const before = MADE_PAGE.headings.join('|')

  it.each([
    'Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification',
    'Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d), Definitive signature(s)',
  ])('with the same meanings or more are noise: %s', (heading) => {
    expect(compare(MADE_PAGE, consent(heading))).toEqual([
      `header; ignore; ${before}; Participant|Signature|${heading}; `,
    ])
  })

  it('that lose a meaning wait, and everything in the document with them', () => {
    const heading = 'Ratification, Acceptance(A), Approval(AA), Accession(a)'
    const newer = { ...plus('Zambia', '', '3 Jun 2004 a'), headings: ['Participant', 'Signature', heading] }
    expect(compare(MADE_PAGE, newer)).toEqual([
      `header; person; ${before}; Participant|Signature|${heading}; `,
      'appeared: new row, timely act; person; ; Zambia||3 Jun 2004 a; 0',
    ])
  })

  it('with a column more are noise, and its first act is an event', () => {
    const newer = {
      ...MADE_PAGE,
      headings: [...MADE_PAGE.headings, 'Provisional application(n)'],
      rows: MADE_PAGE.rows.map((row) => ({
        ...row,
        cells: [...row.cells, row.name === 'Congo' ? '3 Jun 2004 n' : ''],
      })),
    }
    expect(compare(MADE_PAGE, newer)).toEqual([
      `header; ignore; ${before}; ${newer.headings.join('|')}; `,
      'changed: empty cell filled, timely act; event; Congo|4 Dec 2001|; Congo|4 Dec 2001||3 Jun 2004 n; 0',
    ])
  })
})

describe('two documents', () => {
  it('give their differences in the order heading, renames, gone, come, changed, each by name', () => {
    const heading = 'Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification'
    const changed = withRow(
      'Albania',
      { cells: ['1 Jun 2001', '4 Mar 2003'] },
      plus('Zambia', '', '3 Jun 2004 a'),
    )
    const renamed = withRow('Türkiye', { name: 'Turkey' }, changed)
    const newer = {
      ...renamed,
      headings: ['Participant', 'Signature', heading],
      rows: renamed.rows.filter((row) => row.name !== 'Belize'),
    }
    expect(compare(MADE_PAGE, newer).map((line) => line.split(';')[0])).toEqual([
      'header',
      'rename',
      'vanished',
      'appeared: new row, timely act',
      'changed: date changed, same letter',
    ])
  })

  it('in the wrong order are refused: nothing is undone by an older one', () => {
    const compared = compareReadings(read(madeCsv(MADE_PAGE), NEWER), read(madeCsv(MADE_PAGE), OLDER), {
      names: MADE_NAMES,
      readingDays: [],
    })
    expect(compared.kind).toBe('refused')
  })

  it('of two treaties are refused', () => {
    expect(compare(MADE_PAGE, { ...MADE_PAGE, subsection: 'c' }, { form: madeXml })).toEqual([
      'they are of two treaties, XL-7-b and XL-7-c',
    ])
  })

  it('of which one is cut are refused: an empty table is never 14 withdrawals', () => {
    expect(compare(MADE_PAGE, { ...MADE_PAGE, rows: [] }, { form: madeXml })[0]).toContain(
      'no table to compare',
    )
  })

  it('of which one disagrees with its own total keep everything for a person', () => {
    expect(compare(MADE_PAGE, { ...plus('Zambia', '', '3 Jun 2004 a') }, { form: madeXml })).toEqual([
      'appeared: new row, timely act; person; ; Zambia||3 Jun 2004 a; 0',
    ])
    expect(
      compare(MADE_PAGE, { ...plus('Zambia', '', '3 Jun 2004 a'), parties: 15 }, { form: madeXml }),
    ).toEqual(['appeared: new row, timely act; event; ; Zambia||3 Jun 2004 a; 0'])
  })

  it('without any day are compared by the newest act of the older, which was read no earlier', () => {
    const undated = (page: MadePage) => read(madeXml(page), null)
    const compared = compareReadings(
      undated(MADE_PAGE),
      undated({ ...plus('Zambia', '', '3 Mar 2003 a'), parties: 15 }),
      {
        names: MADE_NAMES,
        readingDays: [],
      },
    )
    expect(compared).toMatchObject({ differences: [{ missed_days: 436, disposition: 'person' }] })
  })

  it('of a known series are compared with all its readings in mind', () => {
    expect(readingDaysBeside(['2013-07-06', '2014-03-19'].map(plainDate))).toContain('2014-01-27')
    expect(readingDaysBeside([plainDate('2013-07-06'), plainDate('2013-07-07')])).toEqual([])
    expect(readingDaysBeside([])).toEqual([])
  })
})
