import { describe, expect, it } from 'vitest'
import { describeProblem } from '../../src/law/input-error.ts'
import { checkPack } from '../../src/pack/check-pack.ts'
import { checkFolders, inLoadingOrder, loadablePacks } from '../../src/pack/loadable-packs.ts'
import { NOTHING_LOADED, withPack } from '../../src/pack/loaded-before.ts'
import type { PackFolder } from '../../src/pack/pack.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import { SMALL_PACK, smallPack } from './small-pack.ts'

type Json = { [name: string]: Json } & Json[]

function jsonOf(name: string): Json {
  return JSON.parse(String(SMALL_PACK[name]))
}

/** The JSON file with one value put at a path, one value a line. */
function withValue(name: string, path: readonly (string | number)[], value: unknown): string {
  const json = jsonOf(name)
  const last = path.at(-1)
  if (last === undefined) throw new Error('a path is needed')
  const around = path.slice(0, -1).reduce((inner, step) => Reflect.get(inner, step), json)
  Reflect.set(around, last, value)
  return JSON.stringify(json, null, 2)
}

const SMALL: PackFolder = { folder: 'small', files: smallPack() }

/** A pack that leans on the small one and names a treaty D, with files given otherwise. */
function second(changes: Readonly<Record<string, string | null>> = {}): PackFolder {
  const [treaty] = jsonOf('pack.json')['treaties'] ?? []
  const [rule] = jsonOf('rules.json')
  const about = { ...jsonOf('pack.json'), id: 'second', position: 2, needs: ['small'] }
  const files = {
    'pack.json': JSON.stringify({ ...about, treaties: [{ ...treaty, slug: 'd', number: 'D' }] }, null, 2),
    'rules.json': JSON.stringify([{ ...rule, treaty: 'D' }], null, 2),
    'events.csv':
      'treaty,participant,action,action_date,day_known,source\nD,AAA,signature,2001-01-01,read,table\n',
    ...changes,
  }
  return { folder: 'second', files: new Map(Object.entries(files).filter((file) => file[1] !== null)) }
}

function secondWith(name: 'pack.json' | 'rules.json', path: (string | number)[], value: unknown): PackFolder {
  const json = JSON.parse(String(second().files.get(name)))
  const around = path.slice(0, -1).reduce((inner, step) => Reflect.get(inner, step), json)
  Reflect.set(around, path.at(-1) ?? '', value)
  return second({ [name]: JSON.stringify(json, null, 2) })
}

function problemsOf(...folders: readonly PackFolder[]): string[] {
  return checkFolders(folders, []).flatMap(({ problems }) => problems.map(describeProblem))
}

/** The line on which the text stands. */
function lineOf(text: string | undefined, part: string): number {
  if (text === undefined || !text.includes(part)) throw new Error(`no ${part} in the text`)
  return text.slice(0, text.indexOf(part)).split('\n').length
}

describe('a row of acts', () => {
  it('has everything that is wrong with it told in one reading', () => {
    const events =
      'treaty,participant,action,action_date,day_known,known_on,source\nD,AAA,signature,2001-01-01,heard,2001-02-30,\n'
    const told = problemsOf(SMALL, second({ 'events.csv': events }))
    expect(told.map((line) => line.split(' ', 2).join(' ')).sort()).toEqual([
      'second/events.csv:2: day_known:',
      'second/events.csv:2: known_on:',
      'second/events.csv:2: source:',
    ])
  })

  it('has what is wrong in the rows told beside a column that there is not, and not where a column is missing', () => {
    const row = 'signature,2001-01-01,heard,table,red'
    const header = 'action,action_date,day_known,source,colour'
    const told = problemsOf(SMALL, second({ 'events.csv': `treaty,participant,${header}\nD,AAA,${row}\n` }))
    expect(told.map((line) => line.split(' ', 3).join(' '))).toEqual([
      'second/events.csv:1: column: "colour"',
      'second/events.csv:2: day_known: "heard"',
    ])
    const short = problemsOf(SMALL, second({ 'events.csv': `treaty,${header}\nD,${row}\n` }))
    expect(short.map((line) => line.split(' ', 3).join(' '))).toEqual([
      'second/events.csv:1: column: "colour"',
      'second/events.csv:1: column: is',
    ])
  })
})

describe('a row of an act', () => {
  it('cannot have been known before it was done', () => {
    const events =
      'treaty,participant,action,action_date,day_known,known_on,source\nD,AAA,accession,2028-02-20,read,2026-03-01,table\n'
    expect(problemsOf(SMALL, second({ 'events.csv': events }))).toEqual([
      'second/events.csv:2: action_date: "2028-02-20" is not accepted; expected a day up to 2026-03-01, from which it was known.',
    ])
  })
})

describe('a pack that leans on another', () => {
  it('is checked with its participants, groups, organizations and sources', () => {
    expect(problemsOf(SMALL, second())).toEqual([])
    const early =
      'treaty,participant,action,action_date,day_known,source\nD,UUU,approval,2001-01-01,read,table\n'
    expect(problemsOf(SMALL, second({ 'events.csv': early }))).toEqual([
      'second/events.csv:2: action: "approval" is not accepted; expected an instrument of a member State before that of the organization.',
    ])
  })

  it('is loaded after it, wherever it is named', () => {
    expect(inLoadingOrder([second(), SMALL]).map(({ folder }) => folder)).toEqual(['small', 'second'])
    expect(loadablePacks([second(), SMALL]).map(({ id }) => id)).toEqual(['small', 'second'])
  })

  it('says only what it needs where that is missing', () => {
    const text = second().files.get('pack.json')
    expect(problemsOf(second())).toEqual([
      `second/pack.json:${lineOf(text, '"small"')}: needs: "small" is not accepted; expected the id of a pack that is loaded before.`,
    ])
  })

  it('may have a treaty of the other as parent, and then waits for the consent to it', () => {
    const under = { parent: 'C', needs: 'consented' }
    const events = 'treaty,participant,action,action_date,day_known,source\n'
    const folder = (row: string): PackFolder => {
      const rules = secondWith('rules.json', [0, 'eligible'], under).files.get('rules.json')
      return second({ 'rules.json': String(rules), 'events.csv': `${events}${row}\n` })
    }
    const notices = (row: string) => checkFolders([SMALL, folder(row)], [])[1]?.notices
    expect(notices('D,AAA,ratification,2001-07-01,read,table')).toEqual([])
    expect(notices('D,AAA,ratification,2001-06-04,read,table')).toHaveLength(1)
  })
})

describe('a bad pack is refused with file, line and field', () => {
  it.each<[string, PackFolder, string, string]>([
    [
      'an unknown field in pack.json',
      secondWith('pack.json', ['colour'], 'red'),
      '"colour"',
      'second/pack.json:LINE: colour: "red" is not accepted; expected one of id, title, position, licence,',
    ],
    [
      'an unknown field of a treaty',
      secondWith('pack.json', ['treaties', 0, 'shortname'], 'D'),
      '"shortname"',
      'second/pack.json:LINE: treaties.0.shortname: "D" is not accepted; expected one of slug, number,',
    ],
    [
      'an unknown field of a rule',
      secondWith('rules.json', [0, 'colour'], 'red'),
      '"colour"',
      'second/rules.json:LINE: D: colour: "red" is not accepted; expected one of id, treaty, scope, article,',
    ],
    [
      'an unknown field of a condition',
      secondWith('rules.json', [0, 'condition', 'least'], 2),
      '"least"',
      'second/rules.json:LINE: D: condition.least: "2" is not accepted; expected one of op, gte, group, note.',
    ],
    [
      'a rule without an article',
      secondWith('rules.json', [0, 'article'], null),
      '"article"',
      'second/rules.json:LINE: D: article: is missing; expected the article that each rule rests on.',
    ],
    [
      'a parent that is not loaded',
      secondWith('rules.json', [0, 'floors'], [{ parent: 'X' }]),
      '"parent": "X"',
      'second/rules.json:LINE: D: floors[0].parent: "X" is not accepted; expected a treaty of this pack or of one loaded before.',
    ],
    [
      'a rule for a treaty that it does not describe',
      secondWith('rules.json', [0, 'treaty'], 'E'),
      '"treaty": "E"',
      'second/rules.json:LINE: E: treaty: "E" is not accepted; expected a treaty of pack.json.',
    ],
    [
      'a group that nobody gives',
      secondWith('rules.json', [0, 'condition', 'group'], 'league'),
      '"group"',
      'second/rules.json:LINE: D: condition.group: "league" is not accepted; expected a group of the groups file.',
    ],
    [
      'a slug that a treaty loaded before bears',
      secondWith('pack.json', ['treaties', 0, 'slug'], 'protocol'),
      '"slug"',
      'second/pack.json:LINE: slug: "protocol" is not accepted; expected a name that no other treaty bears.',
    ],
    [
      'a signature on a day of an undated act outside the window',
      second({
        'undated.csv':
          'treaty,participant,action,earliest,latest,source\nD,BBB,signature,2000-12-11,2001-01-01,table\n',
      }),
      '',
      'second/undated.csv:2: earliest: "2000-12-11" is not accepted; expected a day on which signature was open',
    ],
    [
      'what is no JSON',
      second({ 'rules.json': '[\n  {},\n]' }),
      '',
      'second/rules.json:3: text: "Unexpected token RBracket found. (3:1)" is not accepted; expected JSON (RFC 8259).',
    ],
    [
      'a field that stands twice',
      second({ 'pack.json': '{\n  "id": "second",\n  "id": "third"\n}' }),
      '',
      'second/pack.json:3: id: "id" is not accepted; expected each field once.',
    ],
  ])('%s', (_what, folder, part, expected) => {
    const name = expected.includes('rules.json') ? 'rules.json' : 'pack.json'
    const line = part === '' ? '' : String(lineOf(folder.files.get(name) ?? '', part || '{'))
    expect(problemsOf(SMALL, folder).join('\n')).toContain(expected.replace('LINE', line))
  })

  it('everything at once where several things are wrong, an unknown field among them', () => {
    const [rule] = JSON.parse(String(second().files.get('rules.json')))
    const wrong = { ...rule, colour: 'red', article: null, floors: [{ parent: 'X' }] }
    const folder = second({
      'rules.json': JSON.stringify([wrong], null, 2),
      'events.csv':
        'treaty,participant,action,action_date,day_known,source\nD,AAA,signature,1999-01-01,read,table\n',
    })
    const told = problemsOf(SMALL, folder).join('\n')
    for (const part of [
      'D: colour',
      'D: article',
      'D: floors[0].parent',
      'a day on which signature was open',
    ]) {
      expect(told).toContain(part)
    }
    expect(() => loadablePacks([SMALL, folder])).toThrow()
  })

  it('the same slug twice in one pack', () => {
    const files = smallPack({ 'pack.json': withValue('pack.json', ['treaties', 1, 'slug'], 'convention') })
    const line = lineOf(files.get('pack.json')?.replace('"convention"', '"x"'), '"convention"')
    expect(problemsOf({ folder: 'small', files })).toEqual([
      `small/pack.json:${line}: slug: "convention" is not accepted; expected a name that no other treaty bears.`,
    ])
  })

  it('a circle of parents', () => {
    const files = smallPack({ 'rules.json': withValue('rules.json', [0, 'floors'], [{ parent: 'P' }]) })
    expect(problemsOf({ folder: 'small', files })).toEqual([
      'small/rules.json:2: C: parents: "C -> P -> C" is not accepted; expected parents that do not form a circle.',
    ])
  })

  it('a circle of parents that goes through a pack loaded before', () => {
    const other = secondWith('rules.json', [0, 'floors'], [{ parent: 'C' }])
    const files = smallPack({ 'rules.json': withValue('rules.json', [0, 'floors'], [{ parent: 'D' }]) })
    const loaded = readPack(other.folder, other.files).pack
    const { pack } = readPack('small', files)
    if (loaded === null || pack === null) throw new Error('both can be read')
    const { problems } = checkPack(pack, withPack(NOTHING_LOADED, loaded))
    expect(problems.map(describeProblem)).toContain(
      'small/rules.json:2: C: parents: "C -> D -> C" is not accepted; expected parents that do not form a circle.',
    )
  })

  it('everything that is wrong, at once', () => {
    const folder = second({
      'rules.json': String(
        secondWith('rules.json', [0, 'eligible'], { parent: 'X', needs: 'party' }).files.get('rules.json'),
      ).replace('"article": "1(1)"', '"article": null'),
      'events.csv':
        'treaty,participant,action,action_date,day_known,source\nD,ZZZ,signature,2003-01-01,read,rumour\n',
      'pictures.csv': '',
    })
    expect(problemsOf(SMALL, folder).map((problem) => problem.replace(/ is .*/, ''))).toEqual([
      'second/events.csv:2: participant: "ZZZ"',
      'second/events.csv:2: source: "rumour"',
      'second/events.csv:2: action_date: "2003-01-01"',
      'second/pictures.csv: file: "pictures.csv"',
      expect.stringMatching(/^second\/rules\.json:\d+: D: article:$/),
      expect.stringMatching(/^second\/rules\.json:\d+: D: eligible\.parent: "X"$/),
    ])
  })
})
