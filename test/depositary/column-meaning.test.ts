import { describe, expect, it } from 'vitest'
import { explainLetter, readHeading } from '../../src/depositary/column-meaning.ts'

const legend = (heading: string) =>
  readHeading(heading).meanings.map(
    ({ act, letter, effect }) => `${letter ?? '-'} ${act ?? '?'} ${effect ?? '?'}`,
  )

describe('a heading', () => {
  it('gives the same letters in any order', () => {
    const one = legend('Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)')
    const other = legend('Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification')
    expect(one.toSorted()).toEqual(other.toSorted())
    expect(one).toEqual([
      '- ratification consent',
      'A acceptance consent',
      'AA approval consent',
      'a accession consent',
      'd succession consent',
    ])
  })

  it('says what d is: in a signature column it is no consent', () => {
    const column = readHeading('Signature, Succession to signature(d)')
    expect(explainLetter(column, 'd').effect).toBe('signature')
    expect(explainLetter(readHeading('Accession(a), Succession(d)'), 'd').effect).toBe('consent')
  })

  it.each([
    ['Signature', ['- signature signature']],
    [
      'Approval(AA), accession(a) or succession (d)',
      ['AA approval consent', 'a accession consent', 'd succession consent'],
    ],
    ['Definitive signature(s), Acceptance(A)', ['s definitive_signature consent', 'A acceptance consent']],
    ['Signature ad referendum (s)', ['s signature_ad_referendum signature']],
    ['Provisional application(n)', ['n provisional_application neither']],
    ['Provisional application under article 23(n)', ['n provisional_application neither']],
    ['Notification of non-provisional application under article 7 (1) (b)', ['- notification neither']],
    [
      'Signature by non-regional members under Section 3 (c) (i) of resolution 07-79',
      ['- signature signature'],
    ],
    [
      'Ratification, Acceptance(A), Participation under articles 3 (2) and (3)(P)',
      ['- ratification consent', 'A acceptance consent', 'P participation consent'],
    ],
    [
      'Simplified procedure(p), Consent to be bound(P)',
      ['p simplified_procedure consent', 'P consent_to_be_bound consent'],
    ],
    ['Application', ['- application consent']],
    [
      'Ratification of the Convention as amended, Accession to the Convention as amended(a)',
      ['- ratification consent', 'a accession consent'],
    ],
    ['Consent', ['- ? ?']],
    ['Ratification, acceptance (A)', ['A ratification consent', 'A acceptance consent']],
    [
      'Ratification, acceptance or approval (A), Accession(a)',
      ['A ratification consent', 'A acceptance consent', 'A approval consent', 'a accession consent'],
    ],
    ['Signature and ratification (s)', ['s signature signature', 's ratification consent']],
    ['Ratification/acceptance', ['- ratification consent', '- acceptance consent']],
    ['Signature without reservation as to acceptance or approval (s)', ['s definitive_signature consent']],
    ['Notification of accession (a)', ['a accession consent']],
    ['Registration Number', ['- ? ?']],
  ])('%s', (heading, expected) => {
    expect(legend(heading)).toEqual(expected)
  })

  it.each(['Ratification, acceptance (A)', 'Ratification or acceptance(A)', 'Ratification acceptance(A)'])(
    'that gives one letter to several kinds of act settles none of them: %s',
    (heading) => {
      expect(explainLetter(readHeading(heading), 'A')).toEqual({ kind: 'several', effect: 'consent' })
      expect(explainLetter(readHeading(heading), '-').kind).toBe('unexplained')
    },
  )

  it('is not cut at a comma inside a meaning', () => {
    expect(
      legend(
        'Participation in the Convention by virtue of ratification, accession or succession to the Protocol',
      ),
    ).toEqual(['- participation consent'])
  })

  it('does not explain a letter it does not name, nor a missing letter where every meaning has one', () => {
    const column = readHeading('Acceptance(A), Accession(a)')
    expect(explainLetter(column, 'AA').kind).toBe('unexplained')
    expect(explainLetter(column, '-').kind).toBe('unexplained')
    expect(explainLetter(readHeading('Definitive signature, Acceptance'), '-').kind).toBe('several')
  })
})
