import { describe, expect, it } from 'vitest'
import { reasonsOf, rowOf, treatyLaw } from './law-case.ts'

const RULE = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
}

function law(acts: string) {
  return treatyLaw({ rules: [RULE], acts })
}

/** What is said of the State CCC, beside two accessions that meet the threshold on 10 February 2001. */
function toldOf(acts: string): string[] {
  const others = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10'
  return law(`${others}\n${acts}`).warnings.map(({ code, message }) => `${code} ${message}`)
}

describe('an instrument that is taken back', () => {
  it('after the threshold was met with it, before the treaty is in force, is for a lawyer', () => {
    const { warnings, threshold } = law(`T AAA accession 2001-01-10
      T BBB accession 2001-02-10
      T BBB withdrawal_of_instrument 2001-03-01`)
    expect(threshold.met_on).toBe('2001-02-10')
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'LEGAL_REVIEW BBB: instrument withdrawn on 2001-03-01, after the threshold was met on 2001-02-10',
    ])
  })

  it('is for no lawyer where the threshold was met without it', () => {
    expect(toldOf('T CCC accession 2001-02-20\nT CCC withdrawal_of_instrument 2001-03-01')).toEqual([])
  })

  const nothing = ['WITHDRAWAL_WITHOUT_EFFECT CCC: withdrawal of 2001-03-01 takes nothing back']
  it.each<[string, string]>([
    ['of whom none was deposited', ''],
    ['which is deposited the day after', 'T CCC accession 2001-03-02'],
    ['whose succession is notified only later', 'T CCC succession 2001-06-01 effect=2001-02-20'],
    ['which was taken back already', 'T CCC accession 2001-02-20\nT CCC withdrawal_of_instrument 2001-02-21'],
  ])('%s is still there', (_, acts) => {
    expect(toldOf(`${acts}\nT CCC withdrawal_of_instrument 2001-03-01`)).toEqual(nothing)
  })

  it.each<[string, string[]]>([
    ['2001-05-20', []],
    ['2001-05-21', ['WITHDRAWAL_WITHOUT_EFFECT CCC: withdrawal of 2001-05-21 takes nothing back']],
  ])('on %s can be so only before the treaty is in force for the State, 21 May 2001', (day, told) => {
    expect(toldOf(`T CCC accession 2001-02-20\nT CCC withdrawal_of_instrument ${day}`)).toEqual(told)
  })

  it('on the day of its deposit counts no more, and one of a later day does', () => {
    const found = law(`T AAA accession 2001-01-10
      T CCC accession 2001-02-20
      T CCC withdrawal_of_instrument 2001-02-20
      T CCC accession 2001-03-01`)
    expect(reasonsOf(found, 'CCC')).toEqual(['withdrawn', 'counted'])
    expect(found.threshold.met_on).toBe('2001-03-01')
    expect(rowOf(found, 'CCC')).toMatchObject({ consent_date: '2001-03-01' })
  })

  it('leaves a succession that has taken effect and is notified only later', () => {
    const found = law(`T CCC accession 2001-02-20
      T CCC succession 2001-06-01 effect=2001-02-21
      T CCC withdrawal_of_instrument 2001-03-01`)
    expect(rowOf(found, 'CCC')).toMatchObject({ consent: 'succession', consent_date: '2001-06-01' })
  })
})

describe('under a treaty that asks for consent to another', () => {
  const PARENT = { ...RULE, treaty: 'P', condition: { op: 'count', gte: 3 }, denunciation: { kind: 'none' } }
  const CHILD = { ...RULE, eligible: { parent: 'P', needs: 'consented' } }
  const child = (acts: string, gte = 3) =>
    treatyLaw({ rules: [CHILD, { ...PARENT, condition: { op: 'count', gte } }], acts }, 'T')
  const consents = 'P AAA accession 2000-01-01\nP BBB accession 2000-01-01'
  const instruments = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10'

  it('an instrument without it can be taken back also after the threshold was met', () => {
    const { threshold, warnings } = child(`${consents}\n${instruments}
      T CCC accession 2001-02-20
      T CCC withdrawal_of_instrument 2001-03-01`)
    expect(threshold.met_on).toBe('2001-02-10')
    expect(warnings).toEqual([])
  })

  it('a consent that was taken back later had stood until then', () => {
    const found = child(`${consents}\n${instruments}\nP AAA withdrawal_of_instrument 2001-03-01`)
    expect(found.threshold.met_on).toBe('2001-02-10')
  })

  it.each([
    ['2001-02-05', '2001-03-01'],
    ['2001-03-01', '2001-02-05'],
  ])(
    'what was taken back on %s, without the consent from %s on, counts until the earlier day',
    (own, other) => {
      const acts = `${consents}\n${instruments}
      T AAA withdrawal_of_instrument ${own}
      P AAA withdrawal_of_instrument ${other}`
      expect(child(acts).threshold.met_on).toBeNull()
    },
  )
})
