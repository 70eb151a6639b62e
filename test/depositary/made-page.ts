import { registryOf } from '../../src/depositary/participant-names.ts'
import { plainDate } from '../../src/law/plain-date.ts'

/** A status page of an invented treaty: real names of States, invented days. Everything a test needs to know of it is
 *  here, so that no reader has to be trusted to say what it holds. */
export type MadeRow = { readonly name: string; readonly marks: string; readonly cells: readonly string[] }

export type MadePage = {
  readonly section: string
  readonly subsection: string
  readonly title: string
  readonly conclusion: string
  readonly signatories: number
  readonly parties: number
  readonly stamp: string
  readonly headings: readonly string[]
  readonly rows: readonly MadeRow[]
}

const row = (name: string, signature: string, consent: string, marks = ''): MadeRow => ({
  name,
  marks,
  cells: [signature, consent],
})

/** 12 signatories, 14 parties: four ratifications, one acceptance, one approval, six accessions, two successions; one
 *  accession in brackets; the newest act, Zimbabwe's, is of 12 May 2004. */
export const MADE_PAGE: MadePage = {
  section: '7',
  subsection: 'b',
  title: 'Protocol on the Safe Keeping of Lighthouses',
  conclusion: 'Geneva, 15 May 2001',
  signatories: 12,
  parties: 14,
  stamp: '20-05-2004 03:15:34 EDT',
  headings: [
    'Participant',
    'Signature',
    'Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)',
  ],
  rows: [
    row('Albania', '1 Jun 2001', '3 Mar 2003'),
    row('Algeria', '1 Jun 2001', ''),
    row('Argentina', '17 Jul 2001', '19 Nov 2002', '1'),
    row('Austria', '1 Jun 2001', '2 Feb 2004 AA'),
    row('Belize', '', '14 Sep 2003 a'),
    row('Congo', '4 Dec 2001', ''),
    row("Côte d'Ivoire", '', '25 Oct 2003 a'),
    row('Democratic Republic of the Congo', '', '28 Oct 2003 a'),
    row('Denmark', '5 Dec 2001', '30 Sep 2003', '2,3'),
    row('European Union', '6 Dec 2001', ''),
    row('Gambia', '7 Dec 2001', '5 May 2003'),
    row('Iran (Islamic Republic of)', '8 Dec 2001', ''),
    row('Japan', '9 Dec 2001', '11 Jun 2003 A'),
    row('Kenya', '', '[5 Jan 2004 a]', '4'),
    row("Lao People's Democratic Republic", '', '26 Sep 2003 a'),
    row('Montenegro', '', '23 Oct 2003 d'),
    row('Republic of Korea', '10 Dec 2001', ''),
    row('Serbia', '', '12 Mar 2003 d'),
    row('Türkiye', '11 Dec 2001', ''),
    row('Viet Nam', '', '8 Jun 2003 a'),
    row('Zimbabwe', '', '12 May 2004 a'),
  ],
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The page as the depositary's XML prints it: marks are markup as text, decoys stand before and after the table. */
export function madeXml(page: MadePage, encoding = 'iso-8859-1'): string {
  const entry = (text: string) => (text === '' ? '<Entry />' : `<Entry>${escaped(text)}</Entry>`)
  const head = page.headings.map(
    (heading, index) => `<Entry colname="${index + 1}">${escaped(heading)}</Entry>`,
  )
  const rows = page.rows.map(({ name, marks, cells }) => {
    const printed = marks === '' ? name : `${name}<superscript>${marks}</superscript>`
    return `            <Row>${entry(printed)}${cells.map(entry).join('')}</Row>\r\n`
  })
  return `<?xml version="1.0" encoding="${encoding}"?>
<Document>
  <Treaty>
    <Header>
      <Chapter><Header>CHAPTER XL</Header><Name>LIGHTHOUSES</Name></Chapter>
      <ExternalData>
        <Numsect>${page.section}</Numsect>
        <Subnumsect>${page.subsection}</Subnumsect>
        <Subtitlesect>${escaped(page.title)}</Subtitlesect>
        <Conclusion>${page.conclusion}</Conclusion>
        <Status><Signatories>${page.signatories}</Signatories><Parties>${page.parties}</Parties></Status>
      </ExternalData>
    </Header>
    <SpecialTables><Table><Rows><Row><Column>Participant</Column><Column>Denmark</Column></Row></Rows></Table></SpecialTables>
    <Participants>
      <Table>
        <TGroup cols="3">
          <Thead><Row>${head.join('')}</Row></Thead>
          <Tbody>
            <Rows>
${rows.join('')}            </Rows>
          </Tbody>
        </TGroup>
      </Table>
    </Participants>
    <TerritorialApplications><Application><Participant>Denmark</Participant></Application></TerritorialApplications>
  </Treaty>
</Document>
`
}

/** The page as the depositary's web site prints it, with a table of territories before the participants. */
export function madeHtml(
  page: MadePage,
  prefix = 'ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_',
): string {
  const cell = (text: string) =>
    `<td>${text === '' ? '&nbsp;' : escaped(text.replace(/ (\d{4})/, '\t $1'))}</td>`
  const name = ({ name: printed, marks }: MadeRow) =>
    `<td><a class="noteIndex" href="#EndDec">${escaped(printed)}</a>${marks === '' ? '' : `<sup>${marks}</sup>`}</td>`
  const rows = page.rows.map((each) => `<tr>${name(each)}${each.cells.map(cell).join('')}</tr>\n`)
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>UNTC</title></head><body>
<span>STATUS AS AT : ${page.stamp}</span>
<table><tr><td id="${prefix}rptHead_ctl00_tcText">CHAPTER XL LIGHTHOUSES</td></tr>
<tr><td id="${prefix}rptTreaty_ctl00_tcTreaty">${page.section}. ${page.subsection} ${escaped(page.title)}</td></tr>
<tr><td id="${prefix}rptTreaty_ctl00_tcText">${page.conclusion}</td></tr>
<tr><td id="${prefix}rptStatus_ctl00_tcText">Signatories : ${page.signatories}. Parties : ${page.parties}</td></tr></table>
<table id="${prefix}tblTerritories"><tr><td>Participant</td><td>Date of receipt</td></tr>
<tr><td>Denmark</td><td>1 Jan 2004</td></tr></table>
<table id="${prefix}tblgrid"><tr>${page.headings.map((heading) => `<td>${escaped(heading)}</td>`).join('')}</tr>
${rows.join('')}</table>
</body></html>
`
}

/** The grid of the page alone, as comma-separated values without footnote marks. */
export function madeCsv(page: MadePage): string {
  const cell = (text: string) => (text.includes(',') ? `"${text}"` : text)
  const lines = [page.headings, ...page.rows.map(({ name, cells }) => [name, ...cells])]
  return lines.map((line) => `${line.map(cell).join(',')}\n`).join('')
}

/** The bytes of a text in iso-8859-1. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

const CODES: Readonly<Record<string, string>> = {
  Albania: 'ALB',
  Algeria: 'DZA',
  Argentina: 'ARG',
  Austria: 'AUT',
  Belize: 'BLZ',
  Congo: 'COG',
  "Côte d'Ivoire": 'CIV',
  'Democratic Republic of the Congo': 'COD',
  Denmark: 'DNK',
  'European Union': 'EUE',
  Gambia: 'GMB',
  'Iran (Islamic Republic of)': 'IRN',
  Japan: 'JPN',
  Kenya: 'KEN',
  "Lao People's Democratic Republic": 'LAO',
  Montenegro: 'MNE',
  'Netherlands (Kingdom of the)': 'NLD',
  'Cabo Verde': 'CPV',
  "Democratic People's Republic of Korea": 'PRK',
  'Republic of Korea': 'KOR',
  'Saint Lucia': 'LCA',
  Türkiye: 'TUR',
  'Viet Nam': 'VNM',
  Zambia: 'ZMB',
  Zimbabwe: 'ZWE',
}

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  TUR: ['Turkey'],
  NLD: ['Netherlands'],
  CPV: ['Cape Verde'],
  COD: ['Zaire'],
  EUE: ['European Community'],
}

/** Names enough for the page, and some that are easily taken for one another. */
export const MADE_NAMES = registryOf(
  [
    ...Object.entries(CODES).map(([name, code]) => ({
      code,
      name,
      names_also: ALIASES[code] ?? [],
      un_member_from: null,
    })),
    { code: 'SRB', name: 'Serbia', names_also: [], un_member_from: plainDate('2000-11-01') },
  ],
  [{ participant: 'SRB', name: 'Yugoslavia', from: plainDate('2000-11-01') }],
)

/** What the page says, worked out by hand: participant, act, day, in the order of the table. */
export const MADE_CLAIMS: readonly string[] = [
  'ALB signature 2001-06-01',
  'ALB ratification 2003-03-03',
  'DZA signature 2001-06-01',
  'ARG signature 2001-07-17',
  'ARG ratification 2002-11-19',
  'AUT signature 2001-06-01',
  'AUT approval 2004-02-02',
  'BLZ accession 2003-09-14',
  'COG signature 2001-12-04',
  'CIV accession 2003-10-25',
  'COD accession 2003-10-28',
  'DNK signature 2001-12-05',
  'DNK ratification 2003-09-30',
  'EUE signature 2001-12-06',
  'GMB signature 2001-12-07',
  'GMB ratification 2003-05-05',
  'IRN signature 2001-12-08',
  'JPN signature 2001-12-09',
  'JPN acceptance 2003-06-11',
  'KEN accession 2004-01-05 ended',
  'LAO accession 2003-09-26',
  'MNE succession 2003-10-23',
  'KOR signature 2001-12-10',
  'SRB succession 2003-03-12',
  'TUR signature 2001-12-11',
  'VNM accession 2003-06-08',
  'ZWE accession 2004-05-12',
]
