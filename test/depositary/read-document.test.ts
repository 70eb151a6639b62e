import { describe, expect, it } from 'vitest'
import { summariseReading } from '../../src/depositary/document-summary.ts'
import { caseBytes } from './cases.ts'
import {
  latin1,
  MADE_CLAIMS,
  MADE_PAGE,
  type MadePage,
  madeCsv,
  madeHtml,
  madeXml,
  utf8,
} from './made-page.ts'
import { claimsOf, readMade } from './said.ts'

const codes = (bytes: Uint8Array) => [...new Set(readMade(bytes).warnings.map((warning) => warning.code))]

/** The made page with one row written otherwise. */
function withRow(name: string, change: Partial<MadePage['rows'][number]>): MadePage {
  return {
    ...MADE_PAGE,
    rows: MADE_PAGE.rows.map((row) => (row.name === name ? { ...row, ...change } : row)),
  }
}

describe('one page in three forms', () => {
  it.each([
    ['XML', latin1(madeXml(MADE_PAGE))],
    ['XML in utf-8', utf8(madeXml(MADE_PAGE, 'utf-8'))],
    ['HTML', utf8(madeHtml(MADE_PAGE))],
    ['HTML of 2012', utf8(madeHtml(MADE_PAGE, 'ctl00_ContentPlaceHolder1_'))],
    ['comma-separated values', utf8(madeCsv(MADE_PAGE))],
  ])('says the same as %s', (_, bytes) => {
    expect(claimsOf(readMade(bytes))).toEqual(MADE_CLAIMS)
  })

  it.each([
    ['XML', latin1(madeXml(MADE_PAGE))],
    ['HTML', utf8(madeHtml(MADE_PAGE))],
  ])('gives its number, its totals and the footnotes of its rows as %s', (_, bytes) => {
    const reading = readMade(bytes)
    expect(reading.treaty).toBe('XL-7-b')
    expect(reading.title).toBe(MADE_PAGE.title)
    expect(reading.concluded).toBe('2001-05-15')
    expect(reading.headline).toEqual({ signatories: 12, parties: 14 })
    expect(reading.headline_agrees).toEqual({ signatories: true, parties: true })
    const noted = reading.claims.filter((claim) => claim.footnotes.length > 0)
    expect(noted.map((claim) => [claim.participant, ...claim.footnotes])).toEqual([
      ['ARG', 1],
      ['ARG', 1],
      ['DNK', 2, 3],
      ['DNK', 2, 3],
      ['KEN', 4],
    ])
  })

  it('has the day of its stamp as HTML, day first', () => {
    expect(readMade(utf8(madeHtml(MADE_PAGE))).as_at).toBe('2004-05-20')
  })

  it('says the same with its columns in another order, headings and cells together', () => {
    const swap = ([first, second, third]: readonly string[]) => [first ?? '', third ?? '', second ?? '']
    const swapped = {
      ...MADE_PAGE,
      headings: swap(MADE_PAGE.headings),
      rows: MADE_PAGE.rows.map((row) => ({ ...row, cells: row.cells.toReversed() })),
    }
    expect(claimsOf(readMade(utf8(madeHtml(swapped)))).toSorted()).toEqual(MADE_CLAIMS.toSorted())
  })
})

describe('the number of the treaty on a web page', () => {
  const html = madeHtml(MADE_PAGE)
  const titled = (title: string, page = html) => readMade(utf8(page.replace(/7\. b Protocol/, title))).treaty

  it.each([
    ['7. b Protocol', 'XL-7-b'],
    ['7 . b Protocol', 'XL-7-b'],
    ['7 b. Protocol', 'XL-7-b'],
    ['7-b. Protocol', 'XL-7-b'],
    ['7. United Nations Protocol', 'XL-7'],
    ['7 . Protocol', 'XL-7'],
    ['2. 12a Revised Protocol', 'XL-2-12a'],
    ['Protocol', null],
  ])('"%s" is %s', (title, number) => {
    expect(titled(title)).toBe(number)
  })

  it('has the letter of its subchapter', () => {
    expect(
      titled(
        '15. Protocol',
        html.replace('CHAPTER XL LIGHTHOUSES', 'CHAPTER XI TRANSPORT A. Customs Matters'),
      ),
    ).toBe('XI-A-15')
  })

  it('is taken from the form of the page where the title has none, and from neither where they disagree', () => {
    const form = html.replace(
      '<body>',
      '<body><form action="ViewDetails.aspx?src=TREATY&amp;mtdsg_no=XL-7-b&amp;chapter=30">',
    )
    expect(titled('Protocol', form)).toBe('XL-7-b')
    expect(titled('7. c Protocol', form)).toBe(null)
    expect(titled('7. b Protocol', form)).toBe('XL-7-b')
  })
})

describe('a page with every quirk of the real ones', () => {
  const reading = readMade(caseBytes('quirks.en.xml'))

  it('is read after ten bytes are mended', () => {
    expect(reading.mended.map((mend) => mend.was).toSorted()).toEqual(
      ['&', '&', '&', '0x13', '0x13', '0x19', '0x1C', '0x1C', '0x1D', '0x1D'].toSorted(),
    )
    expect(reading.title).toBe('Convention on the \u201cKeeping\u201d of Lighthouses at Sea')
  })

  it('gives number, totals and columns as printed', () => {
    const { file, treaty, headline_agrees, tables } = summariseReading('quirks', { sha256: '', reading })
    expect({ file, treaty, headline_agrees, tables }).toEqual({
      file: 'quirks',
      treaty: 'XL-B-8',
      headline_agrees: { signatories: true, parties: true },
      tables: [
        {
          rows: 6,
          columns: [
            {
              heading: 'Signature, Succession to signature(d)',
              filled: 3,
              bracketed: 0,
              letters: { '-': 2, d: 1 },
            },
            { heading: 'Provisional application(n)', filled: 1, bracketed: 0, letters: { n: 1 } },
            {
              heading: 'Approval(AA), Accession(a), Succession(d), Ratification',
              filled: 4,
              bracketed: 1,
              letters: { '-': 1, AA: 1, a: 1, d: 1 },
            },
          ],
          rows_with_consent: 4,
          rows_with_footnote: 2,
        },
      ],
    })
  })

  it('makes these claims and no others: provisional application and a succession to signature are no consent', () => {
    expect(claimsOf(reading)).toEqual([
      'ALB signature 2002-10-07',
      'ALB ratification 2003-04-22',
      'CIV provisional_application 2003-02-01',
      'DNK signature 2002-10-08',
      'DNK approval 2003-11-09',
      'KEN ratification 2002-12-17 ended',
      'LAO accession 2003-11-14 ended',
      'LAO accession 2005-01-05',
      'MNE succession_to_signature 2006-10-23',
      'MNE succession 2006-10-23',
    ])
  })

  it('says where each claim stands', () => {
    expect(reading.claims[1]?.place).toEqual({ table: 1, row: 1, column: 4 })
  })
})

describe('one row that is wrong', () => {
  it.each([
    ['a day that is none', withRow('Belize', { cells: ['', '31 Feb 2003'] }), 'cell_unreadable', 'BLZ ? ?'],
    [
      'a letter that no heading explains',
      withRow('Belize', { cells: ['', '3 May 2004 x'] }),
      'letter_unexplained',
      'BLZ ? 2004-05-03',
    ],
    [
      'two letters run together',
      withRow('Belize', { cells: ['', '3 May 2004 aA'] }),
      'letter_unexplained',
      'BLZ ? 2004-05-03',
    ],
    [
      'an accession before the treaty',
      withRow('Belize', { cells: ['', '14 May 2001 a'] }),
      'act_before_conclusion',
      'BLZ accession 2001-05-14',
    ],
    [
      'an act after the stamp',
      withRow('Belize', { cells: ['', '21 May 2004 a'] }),
      'act_in_the_future',
      'BLZ accession 2004-05-21',
    ],
    [
      'a name nobody registered',
      withRow('Belize', { name: 'Atlantis' }),
      'name_unknown',
      '? accession 2003-09-14',
    ],
    [
      'a name of another State before 2000',
      withRow('Serbia', { name: 'Yugoslavia', cells: ['', '3 Mar 1999 d'] }),
      'name_of_another_state',
      '? succession 1999-03-03',
    ],
  ] as const)('with %s is held and said, and stops no other', (_, page, code, line) => {
    const reading = readMade(utf8(madeHtml(page)))
    const held = reading.claims.filter((claim) => claim.held.includes(code))
    expect(reading.verdict).toBe('status_table')
    expect(claimsOf(reading)).toContain(line)
    expect(held).toHaveLength(1)
    expect(reading.warnings.map((warning) => warning.code)).toContain(code)
    expect(reading.claims.filter((claim) => claim.held.length === 0)).toHaveLength(MADE_CLAIMS.length - 2)
  })

  it('with more cells than the heading is held: which cell is which is not known', () => {
    const page = withRow('Belize', { cells: ['', '', '14 Sep 2003 a'] })
    expect(codes(utf8(madeCsv(page)))).toContain('row_misshapen')
  })

  it('printed twice is read once', () => {
    const page = {
      ...MADE_PAGE,
      rows: MADE_PAGE.rows.flatMap((row) => (row.name === 'Albania' ? [row, row] : [row])),
    }
    expect(claimsOf(readMade(utf8(madeHtml(page))))).toEqual(MADE_CLAIMS)
    expect(codes(utf8(madeHtml(page)))).toContain('same_row_twice')
  })

  it('beside another of the same State that says something else holds both', () => {
    const other = { name: 'Albania', marks: '', cells: ['1 Jun 2001', '3 Mar 2004'] }
    const reading = readMade(utf8(madeCsv({ ...MADE_PAGE, rows: [...MADE_PAGE.rows, other] })))
    const held = reading.claims.filter((claim) => claim.held.includes('participant_twice'))
    expect(held.map((claim) => claim.place.row)).toEqual([1, 1, 22, 22])
  })
})

/** The made page with one piece of its text written otherwise. */
function instead(page: string, was: string, is: string): Uint8Array {
  expect(page.split(was)).toHaveLength(2)
  return utf8(page.replace(was, is))
}

const xml = () => madeXml(MADE_PAGE, 'utf-8')
const html = () => madeHtml(MADE_PAGE)
const heldOf = (bytes: Uint8Array, code: string) =>
  readMade(bytes)
    .claims.filter(({ held }) => held.some((each) => each === code))
    .map(({ participant }) => participant)

describe('markup in a cell', () => {
  it.each([
    ['a raised mark', 'Albania</Entry>', 'Albania<superscript>9</superscript></Entry>'],
    ['a raised mark of another name', 'Albania</Entry>', 'Albania<Sup>9</Sup></Entry>'],
    ['a raised mark after the act', '3 Mar 2003</Entry>', '3 Mar 2003<sup>9</sup></Entry>'],
    ['slanted words', '3 Mar 2003</Entry>', '<i>3 Mar 2003</i></Entry>'],
    ['an element of any name', '3 Mar 2003</Entry>', '<Date>3 <Month>Mar</Month> 2003</Date></Entry>'],
    ['a comment', '3 Mar 2003</Entry>', '3 Mar<!-- 4 --> 2003</Entry>'],
    ['characters as data', '3 Mar 2003</Entry>', '<![CDATA[3 Mar]]> 2003</Entry>'],
    ['a line break', '3 Mar 2003</Entry>', '3 Mar<br/>2003</Entry>'],
  ])('of the XML is read as what it is: %s', (_, was, is) => {
    const bytes = instead(xml(), was, is)
    expect(claimsOf(readMade(bytes))).toEqual(MADE_CLAIMS)
    expect(heldOf(bytes, 'row_misshapen')).toEqual([])
    const marked = is.includes('9')
    expect(readMade(bytes).claims.some(({ footnotes }) => footnotes.includes(9))).toBe(marked)
  })

  it('of the XML that is a heading is read with the heading', () => {
    const bytes = instead(xml(), '>Signature</Entry>', '><b>Signature</b></Entry>')
    expect(claimsOf(readMade(bytes))).toEqual(MADE_CLAIMS)
  })

  it.each([
    ['rows without an element round them', /<\/?Rows>/g, ''],
    [
      'headings with one',
      /<Thead>|<\/Thead>/g,
      (tag: string) => (tag === '<Thead>' ? '<Thead><Rows>' : '</Rows></Thead>'),
    ],
  ])('of the XML: %s say the same', (_, pattern, is) => {
    expect(
      claimsOf(
        readMade(
          utf8(xml().replace(/(<Thead>.*<\/Tbody>)/s, (table) => table.replace(pattern, is as string))),
        ),
      ),
    ).toEqual(MADE_CLAIMS)
  })

  it.each([
    [
      'a table within a cell',
      '3 Mar 2003</Entry>',
      '3 Mar 2003<Table><Row><Entry>4 Apr 2003</Entry></Row></Table></Entry>',
    ],
    ['a cell within a cell', '3 Mar 2003</Entry>', '<Entry>3 Mar 2003</Entry></Entry>'],
    ['struck-out words', '3 Mar 2003</Entry>', '<del>3 Mar 2003</del></Entry>'],
  ])('of the XML that is no simple words waits: %s', (_, was, is) => {
    expect(heldOf(instead(xml(), was, is), 'cell_unreadable')).toEqual(['ALB'])
  })

  it.each([
    ['words between the cells', '>3 Mar 2003</Entry>', '>3 Mar 2003</Entry>4 Apr 2003'],
    ['an element that is no cell', '>3 Mar 2003</Entry>', '>3 Mar 2003</Entry><Cell>4 Apr 2003</Cell>'],
    [
      'a table in the name',
      '>Albania</Entry>',
      '>Albania<Table><Row><Entry>Belize</Entry></Row></Table></Entry>',
    ],
  ])('of the XML that makes a row unclear holds it: %s', (_, was, is) => {
    expect(heldOf(instead(xml(), was, is), 'row_misshapen').length).toBeGreaterThan(0)
  })

  it.each([
    [
      'a table within a cell',
      '3 Mar\t 2003</td>',
      '3 Mar 2003<table><tr><td>4 Apr 2003</td></tr></table></td>',
    ],
    ['an act in a table of its own', '3 Mar\t 2003</td>', '<table><tr><td>3 Mar 2003</td></tr></table></td>'],
    ['struck-out words', '3 Mar\t 2003</td>', '<s>3 Mar 2003</s></td>'],
    ['a choice', '3 Mar\t 2003</td>', '<select><option>3 Mar 2003</option></select></td>'],
  ])('of a web page that is no simple words waits: %s', (_, was, is) => {
    expect(heldOf(instead(html(), was, is), 'cell_unreadable')).toEqual(['ALB'])
  })

  it('of a web page that stands in no cell of the table lets nothing of it be read', () => {
    const reading = readMade(instead(html(), '3 Mar\t 2003</td>', '3 Mar\t 2003</td>4 Apr 2003'))
    expect([reading.verdict, reading.claims.length]).toEqual(['refused', 0])
    const element = readMade(instead(html(), '3 Mar\t 2003</td>', '3 Mar\t 2003</td><b>4 Apr 2003</b>'))
    expect(element.verdict).toBe('refused')
  })

  it('of a web page that makes a heading unclear lets nothing of it be read', () => {
    const reading = readMade(
      instead(html(), '<td>Signature</td>', '<td>Signature<table><tr><td>Consent</td></tr></table></td>'),
    )
    expect([reading.verdict, reading.claims.length]).toEqual(['refused', 0])
  })
})

describe('values under other words for the participants', () => {
  it.each(['Participants', 'Participant 1', 'Participant <superscript>1, 2</superscript>', 'State', 'Party'])(
    'are read: %s',
    (heading) => {
      const page = { ...MADE_PAGE, headings: [heading, ...MADE_PAGE.headings.slice(1)] }
      expect(claimsOf(readMade(utf8(madeCsv(page))))).toEqual(MADE_CLAIMS)
    },
  )

  it('are no table of participants where no heading names an act', () => {
    expect(readMade(utf8('Country,Capital\nAlbania,Tirana\n')).verdict).toBe('other_page')
  })
})

describe('what real tables print and nobody may mend', () => {
  it('an accession by a State that signed is taken, with a note', () => {
    const reading = readMade(utf8(madeHtml(withRow('Albania', { cells: ['1 Jun 2001', '3 Mar 2003 a'] }))))
    expect(claimsOf(reading)[1]).toBe('ALB accession 2003-03-03')
    expect(reading.claims[1]?.held).toEqual([])
    expect(reading.warnings.map((warning) => warning.code)).toContain('accession_by_signatory')
  })

  it('a ratification by a State that never signed is taken, with a note', () => {
    const page = { ...withRow('Albania', { cells: ['', '3 Mar 2003'] }), signatories: 11 }
    const reading = readMade(utf8(madeHtml(page)))
    expect(claimsOf(reading)[0]).toBe('ALB ratification 2003-03-03')
    expect(reading.claims[0]?.held).toEqual([])
    expect(reading.warnings.map((warning) => warning.code)).toContain('ratification_without_signature')
  })
})

describe('the totals a page prints', () => {
  it.each([
    ['12', 12],
    ['<b>12</b>', 12],
    ['12 (twelve)', 12],
    ['1,012', null],
    ['12 or 13', null],
    ['twelve', null],
    ['12.5', null],
  ])('are read with words round them, and never guessed: %s', (printed, total) => {
    const text = madeXml(MADE_PAGE, 'utf-8').replace('<Signatories>12<', `<Signatories>${printed}<`)
    expect(readMade(utf8(text)).headline.signatories).toBe(total)
  })

  it('that are one off leave the table to be read, and say so', () => {
    const reading = readMade(latin1(madeXml({ ...MADE_PAGE, parties: 15 })))
    expect(reading.verdict).toBe('status_table')
    expect(reading.headline_agrees).toEqual({ signatories: true, parties: false })
    expect(reading.warnings.map((warning) => warning.code)).toContain('headline_disagrees')
  })

  it('that are far off mean that the table was read wrong: it makes no claim', () => {
    const reading = readMade(latin1(madeXml({ ...MADE_PAGE, parties: 27 })))
    expect(reading.verdict).toBe('refused')
    expect(reading.claims).toEqual([])
  })
})

describe('a list with an act a line', () => {
  it('makes a claim a line, and says which lines wait', () => {
    const reading = readMade(caseBytes('list.csv'))
    expect(reading.treaty).toBe('XL-7-b')
    expect(claimsOf(reading)).toEqual([
      'ALB signature 2001-06-01',
      'ALB ratification 2003-03-03',
      'MNE succession 2006-10-23',
      '? accession 2004-01-01',
      'DNK accession ?',
    ])
    expect(reading.claims.map((claim) => claim.held)).toEqual([
      [],
      [],
      [],
      ['name_unknown'],
      ['cell_unreadable'],
    ])
  })
})
