import { describe, expect, it } from 'vitest'
import { type LawCase, rowOf, treatyLaw } from './law-case.ts'

const CONVENTION = {
  treaty: 'C',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 1 },
  period: { kind: 'days', n: 90 },
  cascade_denunciation: ['P'],
}
const PROTOCOL = { ...CONVENTION, treaty: 'P', cascade_denunciation: [] }
/** In force since 10 April 2001 for AAA, both of them. */
const BOTH = 'C AAA accession 2001-01-10\nP AAA accession 2001-01-10'

function law(lines: string, { treaty = 'C', ...more }: Partial<LawCase> & { treaty?: string } = {}) {
  return treatyLaw({ rules: [CONVENTION, PROTOCOL], acts: `${BOTH}\n${lines}`, ...more }, treaty)
}

function warnings(lines: string, treaty = 'C'): string[] {
  return law(lines, { treaty }).warnings.map(({ code, message }) => `${code} ${message}`)
}

describe('a denunciation', () => {
  it('of a treaty that is not in force for the participant has nothing to end', () => {
    const nothing = (who: string, day: string) =>
      `DENUNCIATION_WITHOUT_EFFECT ${who}: denunciation of ${day} has nothing to end`
    expect(warnings('C BBB denunciation 2002-01-01')).toEqual([nothing('BBB', '2002-01-01')])
    expect(warnings('C AAA denunciation 2001-04-09')).toEqual([nothing('AAA', '2001-04-09')])
    expect(warnings('C AAA denunciation 2001-04-10')).toEqual([])
    const waiting = { rules: [{ ...PROTOCOL, treaty: 'C', condition: { op: 'count', gte: 2 } }] }
    const acts = 'C AAA accession 2001-01-10\nC AAA denunciation 2005-01-01'
    const row = rowOf(treatyLaw({ ...waiting, acts }), 'AAA')
    expect(row).toMatchObject({ status: 'contracting', consent_date: '2001-01-10', until: null })
  })

  it('while another runs has nothing to end, and the first keeps its day', () => {
    const twice = 'C AAA denunciation 2005-01-01\nC AAA denunciation 2005-02-01'
    expect(warnings(twice)).toHaveLength(1)
    expect(rowOf(law(twice), 'AAA')).toMatchObject({ status: 'former_party', until: '2006-01-01' })
  })

  it('takes effect on the day that the depositary gives, where it gives one', () => {
    const own = 'C AAA denunciation 2005-01-01 effect=2007-03-04'
    expect(rowOf(law(own, { asOf: '2007-03-03' }), 'AAA')).toMatchObject({
      status: 'denouncing',
      until: '2007-03-04',
    })
    expect(rowOf(law(own, { asOf: '2007-03-04' }), 'AAA')).toMatchObject({
      status: 'former_party',
      earlier: [],
    })
  })

  it('that took effect is over: the next one has nothing to end, and after a return there is something again', () => {
    const gone = 'C AAA denunciation 2005-01-01\nC AAA denunciation 2006-01-01'
    expect(warnings(gone)).toEqual([
      'DENUNCIATION_WITHOUT_EFFECT AAA: denunciation of 2006-01-01 has nothing to end',
    ])
    const back = `C AAA denunciation 2005-01-01
      C AAA accession 2006-01-01
      C AAA denunciation 2008-01-01`
    const row = rowOf(law(back), 'AAA')
    expect(row).toMatchObject({ status: 'former_party', until: '2009-01-01' })
    expect(row.earlier.map(({ until }) => until)).toEqual(['2006-01-01'])
  })
})

describe('a rescission', () => {
  const nothing = (day: string) =>
    `RESCISSION_WITHOUT_EFFECT AAA: rescission of ${day} finds no denunciation to undo`

  it('undoes the denunciation that runs, and the next denunciation has its own day', () => {
    const lines = `C AAA denunciation 2005-01-01
      C AAA rescission 2005-12-31
      C AAA denunciation 2006-06-01`
    expect(warnings(lines)).toEqual([])
    expect(rowOf(law(lines, { asOf: '2006-01-01' }), 'AAA')).toMatchObject({ status: 'party', until: null })
    expect(rowOf(law(lines), 'AAA')).toMatchObject({ status: 'former_party', until: '2007-06-01' })
  })

  it('without one, or on the day on which it has taken effect, finds nothing', () => {
    expect(warnings('C AAA rescission 2005-01-01')).toEqual([nothing('2005-01-01')])
    expect(warnings('C AAA denunciation 2005-01-01\nC AAA rescission 2006-01-01')).toEqual([
      nothing('2006-01-01'),
    ])
    expect(warnings('C ZZZ rescission 2005-01-01')).toHaveLength(1)
  })

  it('a second one finds nothing', () => {
    const lines = 'C AAA denunciation 2005-01-01\nC AAA rescission 2005-02-01\nC AAA rescission 2005-03-01'
    expect(warnings(lines)).toEqual([nothing('2005-03-01')])
  })

  it('in the Protocol does not undo the denunciation of the Convention', () => {
    const lines = 'C AAA denunciation 2005-01-01\nP AAA rescission 2005-02-01'
    expect(warnings(lines, 'P')).toEqual([nothing('2005-02-01')])
    expect(rowOf(law(lines, { treaty: 'P' }), 'AAA')).toMatchObject({
      status: 'former_party',
      until: '2006-01-01',
    })
  })
})

describe('a denunciation that carries another treaty with it', () => {
  const denounced = 'C AAA denunciation 2005-01-01'

  it('ends what was deposited before its day of effect; what comes on that day is new', () => {
    const from = (day: string) =>
      rowOf(
        law(`C BBB accession 2001-01-10\nC BBB denunciation 2005-01-01\nP BBB accession ${day}`, {
          treaty: 'P',
        }),
        'BBB',
      )
    expect(from('2005-06-01')).toMatchObject({ status: 'former_party', until: '2006-01-01' })
    expect(from('2006-01-01')).toMatchObject({ status: 'party', entry_into_force: '2006-04-01', until: null })
  })

  it('lets a consent lapse that is not in force by then: there was no participation', () => {
    const lines = 'C BBB accession 2001-01-10\nC BBB denunciation 2005-01-01\nP BBB accession 2005-12-01'
    const before = rowOf(law(lines, { treaty: 'P', asOf: '2005-12-31' }), 'BBB')
    expect(before).toMatchObject({ status: 'contracting', until: null })
    const after = rowOf(law(lines, { treaty: 'P' }), 'BBB')
    expect(after).toMatchObject({ status: 'none', consent: null, earlier: [] })
  })

  it('of the two that run the first to take effect holds, its own or the carried one', () => {
    const ends = (lines: string) => {
      const early = rowOf(law(lines, { treaty: 'P', asOf: '2005-06-30' }), 'AAA')
      const late = rowOf(law(lines, { treaty: 'P' }), 'AAA')
      expect(early.status).toBe('denouncing')
      expect(late.status).toBe('former_party')
      return [early.until, late.until]
    }
    expect(ends(`${denounced}\nP AAA denunciation 2005-03-01`)).toEqual(['2006-01-01', '2006-01-01'])
    expect(ends(`${denounced}\nP AAA denunciation 2004-12-01`)).toEqual(['2005-12-01', '2005-12-01'])
    expect(ends(denounced)).toEqual(['2006-01-01', '2006-01-01'])
  })

  it('of two treaties: the first of both ends it', () => {
    const rules = [CONVENTION, { ...CONVENTION, treaty: 'D' }, PROTOCOL]
    const acts = (first: string, second: string) => `${BOTH}\nD AAA accession 2001-01-10
      ${first} AAA denunciation 2005-01-01\n${second} AAA denunciation 2005-05-01`
    for (const [first, second] of [
      ['C', 'D'],
      ['D', 'C'],
    ] as const) {
      const row = rowOf(treatyLaw({ rules, acts: acts(first, second) }, 'P'), 'AAA')
      expect(row).toMatchObject({ status: 'former_party', until: '2006-01-01' })
    }
  })

  it('says nothing of a participant who denounced nothing, nor of the treaty itself', () => {
    const lines = `${denounced}\nP BBB accession 2002-01-01`
    expect(rowOf(law(lines, { treaty: 'P' }), 'BBB').status).toBe('party')
    const backwards = 'P AAA denunciation 2005-01-01'
    expect(rowOf(law(backwards), 'AAA')).toMatchObject({ status: 'party', until: null })
  })
})

describe('rules that look at each other', () => {
  it('carry denunciations both ways', () => {
    const rules = [CONVENTION, { ...PROTOCOL, cascade_denunciation: ['C'] }]
    for (const [denounced, other] of [
      ['C', 'P'],
      ['P', 'C'],
    ] as const) {
      const acts = `${BOTH}\n${denounced} AAA denunciation 2005-01-01`
      for (const treaty of [denounced, other]) {
        expect(rowOf(treatyLaw({ rules, acts }, treaty), 'AAA')).toMatchObject({
          status: 'former_party',
          until: '2006-01-01',
        })
      }
    }
  })

  it('are gone through until nothing changes: a chain given in the wrong order', () => {
    // Each is in force once all parties to the one after it have joined.
    const names = ['A', 'B', 'C', 'D']
    const rules = names.map((treaty, at) => ({
      ...PROTOCOL,
      treaty,
      period: { kind: 'none' },
      condition:
        at === names.length - 1
          ? { op: 'count', gte: 1 }
          : { op: 'fraction', of: `parties_to:${names[at + 1]}`, gte: [1, 1] },
    }))
    const acts = names.map((treaty) => `${treaty} AAA accession 2001-01-10`).join('\n')
    const force = (treaty: string) => treatyLaw({ rules, acts }, treaty).entry_into_force.date
    expect(names.map(force)).toEqual(names.map(() => '2001-01-10'))
  })
})
