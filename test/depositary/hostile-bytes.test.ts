import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MADE_PAGE, madeXml, utf8 } from './made-page.ts'
import { readMade } from './said.ts'

const XML = madeXml({ ...MADE_PAGE, rows: [] })
const ROW_PLACE = XML.indexOf('<Rows>') + '<Rows>'.length

/** The made page with these rows in its table and nothing else. */
function withRows(rows: string): Uint8Array {
  return utf8(`${XML.slice(0, ROW_PLACE)}${rows}${XML.slice(ROW_PLACE)}`)
}

describe('whatever the bytes', () => {
  it.each([
    ['a page of nested blocks', utf8(`<html>${'<div>'.repeat(50_000)}${'<p>'.repeat(50_000)}`)],
    ['a page of marks that never end', utf8(`<html>${'<b><i>'.repeat(50_000)}${'<p>'.repeat(50_000)}`)],
    ['a page of flat elements', utf8(`<html>${'<p>x</p>'.repeat(150_000)}`)],
    ['comments without end', utf8('<!-- x -->'.repeat(50_000))],
    ['a comment that never closes', utf8('<!--'.repeat(50_000))],
    ['a hundred thousand bare ampersands', withRows(`<Row><Entry>${'&'.repeat(100_000)}</Entry></Row>`)],
    ['nested markup as text in a name', withRows(`<Row><Entry>${'&lt;b&gt;'.repeat(50_000)}</Entry></Row>`)],
    ['a name of footnote numbers', withRows(`<Row><Entry>${'1 , '.repeat(50_000)}</Entry></Row>`)],
    [
      'a cell of a hundred thousand acts',
      withRows(`<Row><Entry>Chad</Entry><Entry>${'1 Jan 2003 '.repeat(100_000)}</Entry></Row>`),
    ],
    ['a hundred thousand rows', withRows('<Row><Entry>Chad</Entry><Entry/></Row>'.repeat(100_000))],
    [
      'a list of a hundred thousand lines',
      utf8(`participant,action,action_date\n${'CHN,signature,2001-01-01\n'.repeat(100_000)}`),
    ],
    ['a quoted value that never ends', utf8(`Participant,Signature\n"${'a'.repeat(500_000)}`)],
  ])('%s is answered, and makes no claim', (_, bytes) => {
    const { claims } = readMade(bytes)
    expect(claims.filter((claim) => claim.held.length === 0)).toEqual([])
  })

  it('nothing is ever thrown', () => {
    const start = fc.constantFrom(
      '',
      '<?xml version="1.0"?>',
      '<html>',
      'Participant,Signature\n',
      '\ufeff',
      '<Document>',
    )
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 400 }), (words, bytes) => {
        const text = new Uint8Array([...utf8(words), ...bytes])
        expect(readMade(text).verdict).toBeTypeOf('string')
      }),
      { numRuns: 3000 },
    )
  })
})
