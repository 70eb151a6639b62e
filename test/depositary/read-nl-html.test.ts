import { describe, expect, it } from 'vitest'
import { readNlHtml } from '../../src/depositary/read-nl-html.ts'
import { reconcile } from '../../src/depositary/reconcile.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { MADE_CLAIMS, utf8 } from './made-page.ts'
import { actDraft, MADE_ACTS, recordOf } from './made-record.ts'
import { claimsOf, readMade } from './said.ts'

function pageOf(rows: readonly string[][], headings: readonly string[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return `<!DOCTYPE html><html><body><table><tr><th>Depositary</th></tr></table><h2>Parties</h2>
<table class="list"><thead>${line(headings, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table></body></html>`
}

const ENGLISH = ['Party', 'Signature', 'Ratification', 'Type*', 'Entry into force', 'Renunciation']
const DUTCH = ['Partij', 'Ondertekening', 'Ratificatie', 'Type*', 'In werking', 'Opzegging']

describe('the page of parties of the treaty database of the Netherlands', () => {
  it.each([
    ['English', ENGLISH, 'A'],
    ['Dutch', DUTCH, 'T'],
  ])('is read by its %s headings, and the day in force is no act', (_, headings, accession) => {
    const rows = [
      ['Albania', '12-12-2001', '02-02-2003', 'R', '04-03-2003', ''],
      ['Kenya', '', '05-01-2004', accession, '04-02-2004', ''],
    ]
    const { page } = readNlHtml(pageOf(rows, headings))
    expect(page?.listed).toEqual([
      { code: null, name: 'Albania', action: 'signature', date: '2001-12-12' },
      { code: null, name: 'Albania', action: 'ratification', date: '2003-02-02' },
      { code: null, name: 'Kenya', action: 'accession', date: '2004-01-05' },
    ])
  })

  it('is read where the letter stands beside the day', () => {
    const rows = [
      ['Albania', '12-12-2001', '28-09-2003 (R)'],
      ['Kenya', '', '05-01-2004 (Su)'],
      ['Togo', 'NK', ''],
    ]
    const { page } = readNlHtml(pageOf(rows, ['Party', 'Signature', 'Ratification']))
    expect(page?.listed.map(({ name, action, date }) => `${name} ${action} ${date}`)).toEqual([
      'Albania signature 2001-12-12',
      'Albania ratification 2003-09-28',
      'Kenya succession 2004-01-05',
    ])
  })

  it('keeps what is no day for a person', () => {
    const rows = [['Albania', '12-13-2001', '02-02-03 (R)']]
    const reading = readMade(utf8(pageOf(rows, ENGLISH)))
    expect(reading.verdict).toBe('status_table')
    expect(claimsOf(reading)).toEqual(['ALB signature ?', 'ALB ? ?'])
    expect(reading.claims.every(({ held }) => held.includes('cell_unreadable'))).toBe(true)
  })

  it.each([
    ['is empty', pageOf([], ENGLISH)],
    ['is cut off', pageOf([['Albania', '', '02-02-2003']], ENGLISH).replace(/<\/tbody>.*$/s, '')],
  ])('is refused where its table %s', (_, text) => {
    expect(readMade(utf8(text))).toMatchObject({ verdict: 'refused', claims: [] })
  })

  it('is never more than a second opinion: what differs waits, one letter for three kinds does not differ', () => {
    const record = recordOf(MADE_ACTS.map((line) => actDraft(line)))
    const said = new Map<string, string[]>()
    for (const claim of MADE_CLAIMS) {
      const [code = '', action = '', day = ''] = claim.split(' ')
      said.set(code, [...(said.get(code) ?? []), `${action} ${day}`])
    }
    const approved = MADE_CLAIMS.find((claim) => / (?:approval|acceptance) /.test(claim))
    expect(approved).toBeDefined()
    const [code = '', , day = ''] = String(approved).split(' ')
    const [year, month, date] = day.split('-')
    const reading = readMade(utf8(pageOf([[code, '', `${date}-${month}-${year} (R)`]], ENGLISH)))
    const known = {
      ...reading,
      claims: reading.claims.map((claim) => ({ ...claim, participant: code, held: [] })),
    }
    const document = {
      ...{ reading: known, sha256: 'd'.repeat(64), treaty: 'XL-7-b', source: 'nl', isDepositary: false },
      readOn: plainDate('2004-09-02'),
    }
    const found = reconcile(document, { record, earlier: null, recordedBy: 'watch' })
    expect(found.filter(({ participant, claim }) => participant === code && claim !== null)).toEqual([])
    expect(new Set(found.map((each) => each.class))).toEqual(new Set(['two sources disagree']))
    expect(found.every(({ drafts, disposition }) => drafts.length === 0 && disposition === 'person')).toBe(
      true,
    )
  })
})
