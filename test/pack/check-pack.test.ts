import { describe, expect, it } from 'vitest'
import { describeProblem, InputError } from '../../src/law/input-error.ts'
import { checkPack, loadablePack } from '../../src/pack/check-pack.ts'
import { NOTHING_LOADED } from '../../src/pack/loaded-before.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import { SMALL_PACK, smallPack, withLines } from './small-pack.ts'

type Changes = Parameters<typeof smallPack>[0]

function problemsWith(changes: Changes): string[] {
  const read = readPack('small', smallPack(changes))
  const found = read.pack === null ? [] : checkPack(read.pack).problems
  return [...read.problems, ...found].map(describeProblem)
}

/** The small pack with further acts, which stand on line 7 and after. */
function acts(...lines: readonly string[]): Changes {
  return { 'events.csv': withLines('events.csv', ...lines) }
}

function replaced(name: string, from: string, to: string): Changes {
  const text = SMALL_PACK[name]
  if (text === undefined || !text.includes(from)) throw new Error(`no "${from}" in ${name}`)
  return { [name]: text.replace(from, to) }
}

describe('a pack', () => {
  const { pack, notices } = loadablePack(readPack('small', smallPack()))
  const byId = new Map(pack.events.map(({ value }) => [value.id, value]))

  it('names its acts by treaty, participant, action and day', () => {
    expect(pack.events.map(({ value }) => value.id)).toEqual([
      'C.AAA.signature.2000-12-12',
      'C.AAA.ratification.2001-06-05',
      'P.AAA.ratification.2002-01-01',
      'C.BBB.accession.2003-07-01',
      'C.BBB.asserted_threshold.2003-07-01',
      'C.UUU.approval.2004-05-21',
      'C.asserted_headline.2014-07-10',
      'C.CCC.accession.undated',
      'P.BBB.accession.undated',
    ])
  })

  it('takes the day of the act for the day it was known, and says so, where no other is given', () => {
    expect(byId.get('C.AAA.signature.2000-12-12')).toMatchObject({
      known_on: '2000-12-12',
      known_on_assumed: true,
    })
    expect(byId.get('C.BBB.accession.2003-07-01')).toMatchObject({
      known_on: '2003-07-03',
      known_on_assumed: false,
    })
    expect(byId.get('C.CCC.accession.undated')).toMatchObject({
      known_on: '2018-01-10',
      known_on_assumed: true,
    })
  })

  it('keeps an act without a day between its earliest and latest, or without a latest', () => {
    const common = { action_date: null, day_known: 'undated' }
    expect(byId.get('C.CCC.accession.undated')).toMatchObject({
      ...common,
      earliest: '2016-06-16',
      latest: '2018-01-10',
    })
    expect(byId.get('P.BBB.accession.undated')).toMatchObject({
      ...common,
      earliest: '2024-11-23',
      latest: null,
    })
  })

  it('keeps the place of each row', () => {
    expect(pack.events.find(({ value }) => value.id === 'C.UUU.approval.2004-05-21')?.place).toEqual({
      file: 'small/events.csv',
      line: 5,
    })
  })

  it('has nothing to say of a protocol act that follows the act under the convention', () => {
    expect(notices).toEqual([])
  })

  it('is loaded with a notice where the consent to the convention is missing', () => {
    const files = smallPack(acts('P,CCC,accession,2005-01-01,,,read,,table,'))
    const { notices: found } = loadablePack(readPack('small', files))
    expect(found).toEqual([
      {
        place: { file: 'small/events.csv', line: 7 },
        message: 'CCC under P: no consent to C by that day; the act is kept and waits for it',
      },
    ])
  })

  it('may have a second consent after a denunciation', () => {
    const lines = [
      'C,AAA,denunciation,2010-01-01,,,read,,table,',
      'C,AAA,accession,2012-01-01,,,read,,table,',
    ]
    expect(problemsWith(acts(...lines))).toEqual([])
  })

  it('gives a second act of one name a number', () => {
    const lines = [
      'C,AAA,denunciation,2010-01-01,,,read,,table,',
      'C,AAA,denunciation,2010-01-01,,,read,,press,',
    ]
    const { pack: found } = readPack('small', smallPack(acts(...lines)))
    const ids = found?.events.map(({ value }) => value.id).filter((id) => id.includes('denunciation'))
    expect(ids).toEqual(['C.AAA.denunciation.2010-01-01', 'C.AAA.denunciation.2010-01-01~2'])
  })

  it('may lack the files that it does not need', () => {
    const without = { 'declarations.csv': null, 'gaps.csv': null, 'names.csv': null, 'undated.csv': null }
    expect(problemsWith(without)).toEqual([])
  })
})

describe('what is wrong with a pack is said with file, line and field', () => {
  it.each<[string, Changes, string]>([
    [
      'unknown participant',
      acts('C,ZZZ,accession,2005-01-01,,,read,,table,'),
      'small/events.csv:7: participant: "ZZZ" is not accepted; expected a code in participants.csv, here or in a pack that it needs.',
    ],
    [
      'unknown source',
      acts('C,CCC,signature,2001-01-01,,,read,,rumour,'),
      'small/events.csv:7: source: "rumour" is not accepted; expected an id in sources.csv, here or in a pack that it needs.',
    ],
    [
      'unknown treaty',
      acts('X,AAA,accession,2005-01-01,,,read,,table,'),
      'small/events.csv:7: treaty: "X" is not accepted; expected the number of a treaty of this pack.',
    ],
    [
      'a day that is none',
      acts('C,CCC,accession,2003-02-30,,,read,,table,'),
      'small/events.csv:7: action_date: "2003-02-30" is not accepted; expected a calendar day as YYYY-MM-DD.',
    ],
    [
      'a day in another form',
      acts('C,CCC,accession,03/07/2003,,,read,,table,'),
      'small/events.csv:7: action_date: "03/07/2003" is not accepted; expected a calendar day as YYYY-MM-DD.',
    ],
    [
      'a signature when signature was closed',
      acts('C,CCC,signature,2002-12-13,,,read,,table,'),
      'small/events.csv:7: action_date: "2002-12-13" is not accepted; expected a day on which signature was open (2000-12-12 to 2000-12-15, 2000-12-16 to 2002-12-12).',
    ],
    [
      'a signature before signature opened',
      acts('C,CCC,signature,2000-12-11,,,read,,table,'),
      'small/events.csv:7: action_date: "2000-12-11" is not accepted; expected a day on which signature was open (2000-12-12 to 2000-12-15, 2000-12-16 to 2002-12-12).',
    ],
    [
      'an act before the adoption',
      acts('C,BBB,withdrawal_of_instrument,2000-11-14,,,read,,table,'),
      'small/events.csv:7: action_date: "2000-11-14" is not accepted; expected a day not before the adoption (2000-11-15).',
    ],
    [
      'two consents',
      acts('C,AAA,accession,2005-01-01,,,read,,table,'),
      'small/events.csv:7: action: "accession" is not accepted; expected no second consent of AAA under C (ratification 2001-06-05, line 3).',
    ],
    [
      'a consent beside an undated one',
      acts('C,CCC,accession,2020-01-01,,,read,,table,'),
      'small/events.csv:7: action: "accession" is not accepted; expected no second consent of CCC under C (accession day not known, line 2).',
    ],
    [
      'two signatures',
      acts('C,AAA,signature,2001-01-01,,,read,,table,'),
      'small/events.csv:7: action: "signature" is not accepted; expected no second signature of AAA under C (signature 2000-12-12, line 2).',
    ],
    [
      'an organization before any of its members',
      acts('P,UUU,approval,2001-12-31,,,read,,table,'),
      'small/events.csv:7: action: "approval" is not accepted; expected an instrument of a member State before that of the organization.',
    ],
    [
      'a State that does what only an organization can do',
      acts('C,CCC,formal_confirmation,2005-01-01,,,read,,table,'),
      'small/events.csv:7: action: "formal_confirmation" is not accepted; expected an act that a State can do: only an organization can do formal_confirmation.',
    ],
    [
      'a denunciation with effect before it was received',
      acts('C,AAA,denunciation,2005-01-01,2004-12-31,,read,,table,'),
      'small/events.csv:7: effect_date: "2004-12-31" is not accepted; expected a day not before 2005-01-01, on which the denunciation was received.',
    ],
    [
      'an unknown action',
      acts('C,CCC,joined,2005-01-01,,,read,,table,'),
      'small/events.csv:7: action: "joined" is not accepted; expected one of signature, definitive_signature, ratification, acceptance, approval, accession, formal_confirmation, succession, provisional_application, declared_sole, withdrawal_of_instrument, denunciation, rescission.',
    ],
    [
      'a derived day without its arithmetic',
      acts('C,CCC,accession,2005-01-01,,,derived,,table,'),
      'small/events.csv:7: derivation: is missing; expected the arithmetic of a derived day.',
    ],
    [
      'an act of nobody',
      acts('C,,accession,2005-01-01,,,read,,table,'),
      'small/events.csv:7: participant: is missing; expected a value.',
    ],
    [
      'a row that is too short',
      acts('C,AAA'),
      'small/events.csv:7: row: "2 cells" is not accepted; expected 10 cells, as in the header.',
    ],
    [
      'an earliest day after the latest',
      replaced('undated.csv', '2018-01-10', '2016-06-15'),
      'small/undated.csv:2: latest: "2016-06-15" is not accepted; expected a day not before 2016-06-16.',
    ],
    [
      'an act that may be to come and no day on which it was known',
      replaced('undated.csv', '2024-11-25', ''),
      'small/undated.csv:3: known_on: is missing; expected a day, since the row has no latest.',
    ],
    [
      'a headline without totals',
      replaced('asserted.csv', '2014-07-10,1,3', '2014-07-10,,'),
      'small/asserted.csv:3: parties: is missing; expected printed totals for asserted_headline, and for it only.',
    ],
    [
      'a total that is no number',
      replaced('asserted.csv', '2014-07-10,1,3', '2014-07-10,1,three'),
      'small/asserted.csv:3: parties: "three" is not accepted; expected a whole number.',
    ],
    [
      'an unknown column',
      { 'groups.csv': 'group,title,colour\nunion,Union,red\n' },
      'small/groups.csv:1: column: "colour" is not accepted; expected one of group, title.',
    ],
    [
      'a missing column',
      { 'groups.csv': 'group\nunion\n' },
      'small/groups.csv:1: column: is missing; expected a column named title.',
    ],
    [
      'a row that joins the first list without saying when it became known',
      {
        'pack.json': String(SMALL_PACK['pack.json']).replace(
          '"licence"',
          '"rows_without_known_on":6,"licence"',
        ),
        'events.csv': withLines('events.csv', 'C,CCC,signature,2001-02-03,,,read,,table,'),
      },
      'small/pack.json:1: rows_without_known_on: "7 such rows" is not accepted; expected 6 rows without known_on, those of the first list; a row added later says when it became known.',
    ],
    [
      'a participant given twice',
      { 'participants.csv': withLines('participants.csv', 'AAA,state,Arkady,,,,,,') },
      'small/participants.csv:6: participant: "AAA" is not accepted; expected each once (it is on line 2 too).',
    ],
    [
      'a name that two participants bear',
      { 'participants.csv': withLines('participants.csv', 'DDD,state,Arcady,,,,,,') },
      'small/participants.csv:6: names_also: "Arcady" is not accepted; expected a name that is not also one of AAA.',
    ],
    [
      'a group that is not listed',
      { 'memberships.csv': withLines('memberships.csv', 'league,AAA,,,') },
      'small/memberships.csv:4: group: "league" is not accepted; expected an id in groups.csv, here or in a pack that it needs.',
    ],
    [
      'a membership that ends before it begins',
      { 'memberships.csv': withLines('memberships.csv', 'union,CCC,2001-01-02,2001-01-01,') },
      'small/memberships.csv:4: to: "2001-01-01" is not accepted; expected a day not before 2001-01-02.',
    ],
    [
      'a file that belongs to no pack',
      { 'acts.csv': '' },
      'small/acts.csv: file: "acts.csv" is not accepted; expected pack.json, rules.json, events.csv, undated.csv, asserted.csv, participants.csv, names.csv, groups.csv, memberships.csv, sources.csv, declarations.csv, gaps.csv, watch.csv.',
    ],
    ['no events', { 'events.csv': null }, 'small/events.csv: file: is missing; expected a readable file.'],
    [
      'an unclosed quote',
      acts('C,"CCC,accession'),
      'small/events.csv:7: text: "CSV_QUOTE_NOT_CLOSED" is not accepted; expected comma-separated values (RFC 4180).',
    ],
    [
      'a slug with blanks',
      replaced('pack.json', '"slug":"protocol"', '"slug":"the protocol"'),
      'small/pack.json:1: treaties.1.slug: "the protocol" is not accepted; expected small letters, digits and hyphens.',
    ],
    [
      'a rule without an article',
      replaced('rules.json', ',"article":"1(1)"', ''),
      'small/rules.json:1: C: article: is missing; expected the article that each rule rests on.',
    ],
  ])('%s', (_what, changes, expected) => {
    expect(problemsWith(changes)).toContain(expected)
  })

  it('all at once, and nothing of the pack is to be had', () => {
    const changes = {
      ...acts('C,VVV,accession,2003-02-30,,,read,,table,', 'C,YYY,accession,2005-01-01,,,read,,rumour,'),
      'undated.csv':
        'treaty,participant,action,earliest,latest,source\nC,ZZZ,accession,2016-06-16,2018-01-10,press\n',
    }
    const loading = () => loadablePack(readPack('small', smallPack(changes)))
    expect(loading).toThrow(InputError)
    expect(problemsWith(changes).map((problem) => problem.split(' is not')[0])).toEqual([
      'small/events.csv:7: action_date: "2003-02-30"',
      'small/events.csv:8: participant: "YYY"',
      'small/events.csv:8: source: "rumour"',
      'small/undated.csv:2: participant: "ZZZ"',
    ])
  })

  it('a treaty that an earlier pack has brought', () => {
    const { pack } = readPack('small', smallPack())
    const before = { ...NOTHING_LOADED, treaties: new Set(['C']) }
    expect(pack && checkPack(pack, before).problems.map(describeProblem)).toEqual([
      'small/pack.json:1: number: "C" is not accepted; expected a name that no other treaty bears.',
    ])
  })

  it('two letters that belong to a participant of an earlier pack', () => {
    const { pack } = readPack('small', smallPack())
    const before = { ...NOTHING_LOADED, participants: new Map([['ZZZ', 'XB']]) }
    expect(pack && checkPack(pack, before).problems.map(describeProblem)).toEqual([
      'small/participants.csv:3: alpha2: "XB" is not accepted; expected letters that are not also those of ZZZ.',
    ])
  })

  it('takes participants and sources from an earlier pack', () => {
    const { pack } = readPack('small', smallPack({ 'participants.csv': null, 'names.csv': null }))
    const participants = new Map(['AAA', 'BBB', 'CCC', 'UUU'].map((code) => [code, null]))
    const before = { ...NOTHING_LOADED, participants }
    expect(pack && checkPack(pack, before).problems).toEqual([])
  })
})
