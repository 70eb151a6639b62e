import { describe, expect, it } from 'vitest'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { loadablePack } from '../../src/pack/check-pack.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import { isConsent, isSignature } from '../../src/record/consent.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'

const { folder, files } = readPackFolder(`${PACKS_FOLDER}/untoc`, 'untoc')
const { pack, notices } = loadablePack(readPack(folder, files))
const events = pack.events.map(({ value }) => value)

function countedBy(treaty: string, day: string): { signatures: number; consents: number } {
  const acts = events.filter(
    (act) => act.treaty === treaty && act.action_date !== null && act.action_date <= day,
  )
  return {
    signatures: acts.filter(isSignature).length,
    consents: acts.filter((act) => isConsent(act, [])).length,
  }
}

function undatedBy(treaty: string, day: string): string[] {
  const acts = events.filter((act) => act.treaty === treaty && act.latest !== null && act.latest <= day)
  return acts.map((act) => String(act.participant))
}

const named = (id: string): EventDraft | undefined => events.find((event) => event.id === id)

describe('the first record', () => {
  it('breaks no rule, and no Protocol act is without the Convention', () => {
    expect(notices).toEqual([])
  })

  it('quotes the paragraph on entry into force of each treaty whole, with what it says of organizations', () => {
    const organizations =
      'For the purpose of this paragraph, any instrument deposited by a regional economic integration organization shall not be counted as additional to those deposited by member States of such organization.'
    const unlessEarlier =
      ', except that it shall not enter into force before the entry into force of the Convention'
    const ninety = (treaty: string, but = '') =>
      `This ${treaty} shall enter into force on the ninetieth day after the date of deposit of the fortieth instrument of ratification, acceptance, approval or accession${but}. ${organizations}`
    expect(pack.rules.map(({ article, valid_text }) => [article, valid_text])).toEqual([
      ['38(1)', ninety('Convention')],
      ['17(1)', ninety('Protocol', unlessEarlier)],
      ['22(1)', ninety('Protocol', unlessEarlier)],
      ['18(1)', ninety('Protocol', unlessEarlier)],
    ])
  })

  it.each([
    ['XVIII-12', 147, 191],
    ['XVIII-12-a', 117, 178],
    ['XVIII-12-b', 112, 146],
    ['XVIII-12-c', 52, 120],
  ])('has of %s %i signatures and %i consents with their day', (treaty, signatures, consents) => {
    expect(countedBy(treaty, '2026-11-24')).toEqual({ signatures, consents })
  })

  // day, signatories and parties as printed; the consents with a day, and who joined by then on a day not known
  it.each([
    ['XVIII-12', '2003-07-07', 147, 40, 40, []],
    ['XVIII-12', '2003-09-25', null, 48, 48, []],
    ['XVIII-12-b', '2003-11-04', null, 40, 40, []],
    ['XVIII-12', '2005-03-04', null, 100, 100, []],
    ['XVIII-12-c', '2005-07-06', 52, 42, 42, []],
    ['XVIII-12-a', '2008-09-26', 117, 124, 124, []],
    ['XVIII-12-c', '2008-09-26', 52, 77, 77, []],
    ['XVIII-12', '2014-07-10', 147, 179, 179, []],
    ['XVIII-12-a', '2014-07-10', 117, 159, 159, []],
    ['XVIII-12-b', '2014-07-10', 112, 138, 138, []],
    ['XVIII-12-c', '2014-07-10', 52, 109, 109, []],
    ['XVIII-12', '2018-01-10', 147, 189, 188, ['PRK']],
    ['XVIII-12-a', '2018-01-10', 117, 173, 173, []],
    ['XVIII-12-b', '2018-01-10', 112, 146, 146, []],
    ['XVIII-12-c', '2018-01-10', 52, 115, 115, []],
    ['XVIII-12', '2018-10-19', null, 189, 188, ['PRK']],
    ['XVIII-12-a', '2018-10-19', null, 173, 173, []],
    ['XVIII-12-b', '2018-10-19', null, 146, 146, ['SDN']],
    ['XVIII-12-c', '2018-10-19', null, 115, 115, ['SDN']],
    ['XVIII-12-a', '2024-04-20', 117, 182, 178, ['NPL', 'PAK', 'PLW']],
    ['XVIII-12-b', '2024-04-26', 112, 152, 146, ['SDN']],
    ['XVIII-12', '2024-05-04', 147, 192, 190, ['PLW', 'PRK']],
    ['XVIII-12-c', '2024-05-04', 52, 123, 120, ['PLW', 'SDN']],
  ])(
    'holds the headline of %s on %s beside its own acts',
    (treaty, day, signatories, parties, consents, undated) => {
      expect(named(`${treaty}.asserted_headline.${day}`)).toMatchObject({ signatories, parties })
      expect(undatedBy(treaty, day).toSorted()).toEqual(undated)
      const counted = countedBy(treaty, day)
      expect(counted.consents).toBe(consents)
      if (signatories !== null) expect(counted.signatures).toBe(signatories)
    },
  )

  it.each([
    ['XVIII-12', '2003-07-01', '2003-09-29'],
    ['XVIII-12-a', '2003-09-26', '2003-12-25'],
    ['XVIII-12-b', '2003-10-30', '2004-01-28'],
    ['XVIII-12-c', '2005-04-04', '2005-07-03'],
  ])('holds what was said of %s: threshold met on %s, in force on %s', (treaty, met, force) => {
    const said = events.filter((event) => event.treaty === treaty && /^asserted_[te]/.test(event.action))
    expect(said.map(({ action, action_date }) => [action, action_date])).toEqual(
      expect.arrayContaining([
        ['asserted_threshold', met],
        ['asserted_entry_into_force', force],
      ]),
    )
    expect(said).toHaveLength(2)
  })

  it('has 14 derived days, and those derived from a day in force are thirty days before it', () => {
    const derived = events.filter(
      (event) => event.day_known === 'derived' && !event.action.startsWith('asserted'),
    )
    expect(derived).toHaveLength(14)
    const MONTHS =
      'January February March April May June July August September October November December'.split(' ')
    const inForce = derived.flatMap(({ id, derivation, action_date }) => {
      const said = /^in force (\d+) (\w+) (\d{4}) less 30 days/.exec(String(derivation))
      if (said === null) return []
      const [, day = '', month = '', year] = said
      const iso = `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
      return [{ id, day: action_date, derived: addDays(plainDate(iso), -30) }]
    })
    expect(inForce).toHaveLength(11)
    expect(inForce.filter(({ day, derived }) => day !== derived)).toEqual([])
  })

  it('has four days from the press or a ministry', () => {
    const reported = events.filter((event) => event.day_known === 'reported')
    expect(reported.map(({ participant }) => participant).toSorted()).toEqual(['IRN', 'JPN', 'KOR', 'SSD'])
  })

  it('keeps the DPRK between 16 June 2016 and 10 January 2018 and Palau between 19 October 2018 and 4 May 2024', () => {
    expect(named('XVIII-12.PRK.accession.undated')).toMatchObject({
      earliest: '2016-06-16',
      latest: '2018-01-10',
    })
    expect(named('XVIII-12.PLW.accession.undated')).toMatchObject({
      earliest: '2018-10-19',
      latest: '2024-05-04',
    })
  })

  it('does not say that Somalia has deposited', () => {
    expect(named('XVIII-12.SOM.accession.undated')).toMatchObject({ earliest: '2024-11-23', latest: null })
  })

  it('keeps both days of the successions of Montenegro', () => {
    const successions = events.filter((event) => event.action === 'succession')
    expect(successions).toHaveLength(4)
    for (const succession of successions) {
      expect(succession).toMatchObject({
        participant: 'MNE',
        action_date: '2006-10-23',
        effect_date: '2006-06-03',
      })
    }
  })

  it('has 193 Members of the United Nations, four other States and one organization', () => {
    const states = pack.participants.filter(({ value }) => value.kind === 'state')
    expect(states.filter(({ value }) => value.un_member_from !== null)).toHaveLength(193)
    expect(
      states.filter(({ value }) => value.un_member_from === null).map(({ value }) => value.code),
    ).toEqual(['COK', 'NIU', 'PSE', 'VAT'])
    expect(pack.participants.filter(({ value }) => value.kind === 'organization')).toHaveLength(1)
  })
})
