import { describe, expect, it } from 'vitest'
import { caseBytes } from './cases.ts'
import { latin1, MADE_PAGE, madeCsv, madeHtml, madeXml, utf8 } from './made-page.ts'
import { claimsOf, readMade } from './said.ts'

const XML = madeXml(MADE_PAGE)
const HTML = madeHtml(MADE_PAGE)

/** The document cut just after a full row, with the end tags put back. */
function cutAfterRow(xml: string, rows: number): string {
  const end = xml.split('</Row>', rows + 1).join('</Row>').length
  return `${xml.slice(0, end)}</Row></Rows></Tbody></TGroup></Table></Participants></Treaty></Document>`
}

const swappedCells = {
  ...MADE_PAGE,
  rows: MADE_PAGE.rows.map((row) => ({ ...row, cells: row.cells.toReversed() })),
}

describe('bytes that are no status table', () => {
  it.each([
    ['an outage page with status 200', caseBytes('outage.html'), 'outage'],
    ['an outage told in plain words', utf8('503 Service Unavailable'), 'outage'],
    ['an empty body', new Uint8Array(), 'refused'],
    ['blanks only', utf8(' \r\n '), 'refused'],
    ['a login page', caseBytes('login.html'), 'other_page'],
    ['a captcha page with a table that begins with Participant', caseBytes('captcha.html'), 'other_page'],
    ['another XML', caseBytes('another-feed.xml'), 'other_page'],
    ['words', utf8('Not found'), 'other_page'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), 'refused'],
    ['the header without a table', caseBytes('header-only.en.xml'), 'no_table'],
    ['a page without its table', utf8(HTML.replace('tblgrid', 'tblother')), 'no_table'],
    // Made pages are of chapter thirty, in Roman numerals, which the depositary does not have.
    ['a table whose rows are gone', caseBytes('empty-table.en.xml'), 'refused'],
    ['a cut XML', latin1(XML.slice(0, 3000)), 'refused'],
    ['an XML cut inside a cell', latin1(XML.slice(0, XML.indexOf('14 Sep 2003') + 5)), 'refused'],
    ['an XML cut after a row and closed again', latin1(cutAfterRow(XML, 9)), 'refused'],
    ['a cut page', utf8(HTML.slice(0, HTML.indexOf('Japan'))), 'refused'],
    ['a heading renamed', latin1(XML.replace('Ratification, ', 'Consent, ')), 'refused'],
    ['a heading gone', latin1(XML.replace('<Entry colname="2">Signature</Entry>', '')), 'refused'],
    ['cells exchanged under their headings', latin1(madeXml(swappedCells)), 'refused'],
    ['a column twice', utf8(HTML.replaceAll('>Signature<', '>Signature</td><td>Signature<')), 'refused'],
    ['a table of something else', caseBytes('no-status-table.csv'), 'refused'],
    ['a quoted cell that never ends', utf8('Participant,"Signature\nAlbania,1 Jun 2001\n'), 'refused'],
    ['entities declared to explode', caseBytes('laughs.xml'), 'refused'],
    ['ten thousand nested tables', utf8(`<html>${'<table><tr><td>'.repeat(10_000)}`), 'refused'],
    [
      'a table of three thousand rows',
      utf8(`Participant,Signature\n${'Albania,1 Jun 2001\n'.repeat(3000)}`),
      'refused',
    ],
    ['noughts among the letters', utf8('Participant,Signature\nAlb\0ania,1 Jun 2001\n'), 'refused'],
    ['more than 8 MB', new Uint8Array(9 * 1024 * 1024).fill(60), 'refused'],
  ])('%s: makes no claim', (_, bytes, verdict) => {
    const reading = readMade(bytes)
    expect(reading.verdict).toBe(verdict)
    expect(reading.claims).toEqual([])
    expect(reading.reason).not.toBeNull()
  })

  it.each([
    ['a replacement character', utf8(HTML.replace('Côte', 'C\ufffdte'))],
    ['letters of another encoding', utf8(HTML.replace('Côte', 'CÃ´te'))],
  ])('a name with %s refuses the document: no participant is ever made of it', (_, bytes) => {
    expect(readMade(bytes)).toMatchObject({ verdict: 'refused', tables: [], claims: [] })
  })
})

describe('bytes that say the wrong thing of themselves', () => {
  const expected = claimsOf(readMade(utf8(HTML)))

  it.each([
    ['iso-8859-1 declared as utf-8', latin1(madeXml(MADE_PAGE, 'utf-8'))],
    ['utf-8 declared as iso-8859-1', utf8(XML)],
    ['iso-8859-1 declared as utf-16', latin1(madeXml(MADE_PAGE, 'utf-16'))],
  ])('%s are read by what they are, and it is said', (_, bytes) => {
    const reading = readMade(bytes)
    expect(claimsOf(reading)).toEqual(expected)
    expect(reading.warnings.map((warning) => warning.code)).toContain('encoding_misdeclared')
  })

  it('a mark at the start changes nothing', () => {
    expect(claimsOf(readMade(utf8(`\ufeff${madeCsv(MADE_PAGE)}`)))).toEqual(expected)
  })
})

describe('a page with other tables', () => {
  it('is read by the one whose id ends in tblgrid', () => {
    expect(HTML).toContain('tblTerritories')
    expect(claimsOf(readMade(utf8(HTML))).filter((line) => line.includes('2004-01-01'))).toEqual([])
  })

  it('with two participant tables is refused', () => {
    expect(readMade(utf8(HTML.replace('tblTerritories', 'x_tblgrid'))).verdict).toBe('refused')
  })
})
