import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Html, html, inPieces, raw } from '../../../src/http/pages/html.ts'

describe('HTML of pages', () => {
  test('text is escaped wherever it stands, pieces and lists of pieces stand as they are', () => {
    const inner = html`<b>${'a & b'}</b>`
    expect(html`<p title="${'"<'}">${[inner, raw('<i></i>'), null, undefined, 3, 'é']}</p>`.text).toBe(
      '<p title="&quot;&lt;"><b>a &amp; b</b><i></i>3&#233;</p>',
    )
  })

  test('the pieces of a long page are its text, and none is much longer than the others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 120 }), (words) => {
        const page = html`<ul>${words.map((word) => html`<li>${word}${'x'.repeat(200)}</li>`)}</ul>`
        const pieces = inPieces(page)
        expect(pieces.join('')).toBe(page.text)
        expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20_000)
      }),
      { numRuns: 20 },
    )
  })

  test('a piece that stands twice is the same twice, also once its text was asked for', () => {
    const piece = html`<i>${'<'}</i>`
    const both = html`${piece}${piece}`
    expect(both.text).toBe('<i>&lt;</i><i>&lt;</i>')
    expect(html`${piece}`.text).toBe('<i>&lt;</i>')
    expect(piece).toBeInstanceOf(Html)
  })
})
