import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addEvaluate } from '../../src/cli/evaluate.ts'
import type { Evaluation } from '../../src/law/evaluation.ts'
import { InputError } from '../../src/law/input-error.ts'
import { dayOfMoment } from '../../src/law/plain-date.ts'
import { newFolder } from '../store/new-folder.ts'
import { type Ended, palermo } from './program.ts'

const folder = newFolder()
const PACK = join(import.meta.dirname, '../../sql/packs/untoc')

const RULE = {
  treaty: 'T',
  article: '9(1)',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
}
const EVENTS =
  'treaty,participant,action,action_date\nT,AAA,accession,2001-01-10\nT,BBB,accession,2001-02-10\n'

type Given = {
  readonly rules?: unknown
  readonly events?: string | Uint8Array
  readonly groups?: string
  readonly weights?: string
  readonly options?: readonly string[]
}

let cases = 0

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, `${cases}-${name}`)
  writeFileSync(path, content)
  return path
}

/** The command in this process: what it prints, or the lines of what it refuses. */
async function evaluateHere(args: readonly string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const program = new Command('palermo').exitOverride()
  addEvaluate(program, {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    input: () => process.stdin,
    env: {},
    today: dayOfMoment(Date.now()),
    width: 140,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: () => undefined,
  })
  try {
    await program.parseAsync(['evaluate', ...args], { from: 'user' })
    return { code: 0, ...said }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { code: 2, out: said.out, err: `${error.message}\n` }
  }
}

function filesOf({
  rules = [RULE],
  events = EVENTS,
  groups,
  weights,
  options = ['--json'],
}: Given): string[] {
  cases += 1
  const text = typeof rules === 'string' ? rules : JSON.stringify(rules)
  const args = ['--rules', file('rules.json', text), '--events', file('events.csv', events)]
  if (groups !== undefined) args.push('--groups', file('groups.csv', groups))
  if (weights !== undefined) args.push('--weights', file('weights.csv', weights))
  return [...args, ...options]
}

function run(given: Given): Promise<Ended> {
  return evaluateHere(filesOf(given))
}

async function answer(given: Given): Promise<Evaluation> {
  const { code, out, err } = await run(given)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

/** The lines told of bad input; nothing else may have been said, and nothing answered. */
async function refused(given: Given): Promise<string[]> {
  const { code, out, err } = await run(given)
  expect([code, out]).toEqual([2, ''])
  const lines = err.trimEnd().split('\n')
  return lines.map((line) => line.replace(/^\S*?\d+-/, ''))
}

describe('palermo evaluate', () => {
  it('answers with one JSON object of the published form', async () => {
    expect(
      await answer({ options: ['--json', '--as-of', '2001-03-01', '--known-at', '2001-03-02'] }),
    ).toEqual({
      as_of: '2001-03-01',
      known_at: '2001-03-02',
      treaties: [
        {
          treaty: 'T',
          scope: 'general',
          threshold: {
            met_on: '2001-02-10',
            reached_by: ['BBB'],
            counted: 2,
            needed: 2,
            remaining: 0,
            asserted: null,
            agrees: null,
          },
          entry_into_force: {
            date: '2001-05-11',
            article: '9(1)',
            state: 'fixed',
            asserted: null,
            agrees: null,
          },
          counts: {
            signatories: 0,
            threshold_count: 2,
            participants: 2,
            state_participants: 2,
            states_parties: 0,
          },
          participants: ['AAA', 'BBB'].map((participant, at) => ({
            participant,
            status: 'contracting',
            consent: 'accession',
            consent_date: ['2001-01-10', '2001-02-10'][at],
            entry_into_force: '2001-05-11',
            until: null,
            earlier: [],
          })),
          ledger: ['AAA', 'BBB'].map((participant, at) => ({
            ordinal: at + 1,
            participant,
            action: 'accession',
            action_date: ['2001-01-10', '2001-02-10'][at],
            counts: true,
            reason: 'counted',
            article: '9(1)',
          })),
          warnings: [],
        },
      ],
    })
  })
  it('takes today in UTC for both clocks', async () => {
    const before = new Date().toISOString().slice(0, 10)
    const { as_of, known_at } = await answer({})
    expect([before, new Date().toISOString().slice(0, 10)]).toContain(as_of)
    expect(known_at).toBe(as_of)
  })
  it('each clock alone leaves the other at today', async () => {
    const { as_of, known_at } = await answer({ options: ['--json', '--as-of', '2001-01-09'] })
    expect(as_of).toBe('2001-01-09')
    expect(known_at > as_of).toBe(true)
  })
  it('finds columns by name, in any order, with a byte order mark, quotes and CRLF', async () => {
    const rows = [
      'note,action_date,participant,id,action,treaty,known_on,effect_date,corrects',
      '"a, ""quoted""\r\nnote",2001-01-10,AAA,e1,accession,T,,,',
      ',2001-02-10,BBB,e2,accession,T,2001-02-20,,',
      ',2001-02-05,BBB,e3,correction,T,2001-03-01,,e2',
    ]
    const events = `\uFEFF${rows.join('\r\n')}\r\n`
    const { treaties } = await answer({ events })
    expect(treaties[0]?.threshold).toMatchObject({ met_on: '2001-02-05', reached_by: ['BBB'] })
  })
  it('known_on is the date of the act where it is empty', async () => {
    const { treaties } = await answer({ options: ['--json', '--known-at', '2001-02-09'] })
    expect(treaties[0]?.ledger).toHaveLength(1)
  })
  it('reads groups and weights', async () => {
    const condition = {
      op: 'all',
      of: [
        { op: 'every', list: 'L' },
        { op: 'share', weights: 'W', gte: 0.5 },
      ],
    }
    const { treaties } = await answer({
      rules: [{ ...RULE, condition }],
      groups: 'participant,group,to,from\nAAA,L,,\nCCC,L,2001-01-31,\nBBB,L,,2001-02-05\n',
      weights: 'weight,weights,participant\n0.1,W,AAA\n0.1,W,CCC\n',
    })
    expect(treaties[0]?.threshold).toMatchObject({ met_on: '2001-02-01', reached_by: [], counted: 1 })
  })
  it('gives people a table', async () => {
    const { code, out } = await run({ options: ['--as-of', '2001-06-01'] })
    expect(code).toBe(0)
    expect(out).toContain('As of 2001-06-01')
    expect(out).toMatch(/T +met on 2001-02-10: BBB +since 2001-05-11, article 9\(1\) +0 +2 +2/)
    expect(out).toMatch(/2 +BBB +accession +2001-02-10 +counted/)
  })
  it('exits 0 with the answer on stdout, 2 with a line on stderr for each problem and nothing on stdout', async () => {
    const good = await palermo(['evaluate', ...filesOf({})], {})
    expect([good.code, good.err]).toEqual([0, ''])
    expect(JSON.parse(good.out)).toMatchObject({ treaties: [{ treaty: 'T' }] })
    const events = `${EVENTS}T,CCC,adhesion,2001-01-01\nX,CCC,accession,2001-01-01\nT,"C\nC",accession,x\n`
    const bad = await palermo(['evaluate', ...filesOf({ events })], {})
    expect([bad.code, bad.out]).toEqual([2, ''])
    expect(bad.err.trimEnd().split('\n')).toHaveLength(3)
  })
  it('needs no database and runs on the record’s own rules, without what they say beside the law', async () => {
    const own: Record<string, unknown>[] = JSON.parse(readFileSync(join(PACK, 'rules.json'), 'utf8'))
    const rules = own.map(({ notifications: _told, calls: _asked, ...rule }) => rule)
    const { code, out, err } = await palermo(
      [
        'evaluate',
        '--rules',
        file('own.json', JSON.stringify(rules)),
        '--events',
        file('none.csv', 'treaty,participant,action,action_date\n'),
        '--json',
      ],
      { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    )
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out).treaties).toHaveLength(4)
  })
})

describe('palermo evaluate refuses', () => {
  it.each<[string, Given, string[]]>([
    [
      'an unknown column',
      { events: 'treaty,participant,action,action_date,foo\n' },
      ['events.csv:1: column: "foo"'],
    ],
    [
      'a missing column',
      { events: 'treaty,participant,action\n' },
      ['events.csv:1: column: is missing; expected a column named action_date'],
    ],
    [
      'an unknown action',
      { events: `${EVENTS}T,CCC,adhesion,2001-01-01\n` },
      ['events.csv:4: action: "adhesion"'],
    ],
    [
      'days that are none',
      { events: `${EVENTS}T,CCC,accession,2003-02-30\nT,CCC,accession,03/07/2003\nT,CCC,accession,\n` },
      [
        'events.csv:4: action_date: "2003-02-30"',
        'events.csv:5: action_date: "03/07/2003"',
        'events.csv:6: action_date: is missing',
      ],
    ],
    [
      'a doubled id',
      {
        events:
          'treaty,participant,action,action_date,id\nT,A,accession,2001-01-01,x\nT,B,accession,2001-01-01,x\n',
      },
      ['events.csv:3: id: "x"'],
    ],
    [
      'a correction without the day it was known',
      {
        events:
          'treaty,participant,action,action_date,id,corrects\nT,A,accession,2001-01-01,x,\nT,A,correction,2001-01-02,y,x\n',
      },
      ['events.csv:3: known_on: is missing'],
    ],
    [
      'a treaty without a rule',
      { events: `${EVENTS}X,CCC,accession,2001-01-01\n` },
      ['events.csv:4: treaty: "X"'],
    ],
    ['a row of another length', { events: `${EVENTS}T,CCC\n` }, ['events.csv:4: row: "2 cells"']],
    ['text that is no CSV', { events: `${EVENTS}"T,CCC\n` }, ['events.csv:']],
    ['an empty file', { events: '' }, ['events.csv:1: column: is missing; expected a column named treaty']],
    ['bytes that are no UTF-8', { events: new Uint8Array([0x74, 0xff, 0xfe]) }, ['events.csv: text:']],
    ['rules that are no JSON', { rules: '[\n{]\n' }, ['rules.json:2: text:']],
    [
      'rules nested too deep to be read',
      { rules: `[${'{"all":['.repeat(5_000)}\n1${']}'.repeat(5_000)}]` },
      ['rules.json:1: text: "deeper" is not accepted; expected JSON nested at most 200 deep'],
    ],
    [
      'a field that stands twice in a rule',
      { rules: `[\n{"treaty": "T",\n "treaty": "U"}]` },
      ['rules.json:3: treaty: "treaty" is not accepted; expected each field once'],
    ],
    ['an unknown field', { rules: [{ ...RULE, flor: 1 }] }, ['rules.json:1: T: flor: "1"']],
    [
      'a group that is not given',
      { rules: [{ ...RULE, condition: { op: 'every', list: 'L' } }] },
      ['rules.json:1: T: condition.list: "L"'],
    ],
    ...[
      { part: { op: 'treaty_condition', ref: 'Y' }, said: 'ref: "Y"' },
      {
        part: { op: 'share', weights: 'W', gte: 0.5 },
        said: 'weights: "W" is not accepted; expected a name of the weights file.',
      },
      {
        part: { op: 'fraction', of: 'parties_to:Y', gte: [1, 2] },
        said: 'of: "parties_to:Y" is not accepted; expected a treaty that has a rule, or a group of that name.',
      },
      {
        part: { op: 'count', gte: 1, group: 'G' },
        said: 'group: "G" is not accepted; expected a group of the groups file.',
      },
    ].map(({ part, said }): [string, object, string[]] => [
      `a name that is not given, within other conditions (${part.op})`,
      {
        rules: [
          {
            ...RULE,
            condition: {
              op: 'all',
              of: [
                { op: 'count', gte: 1 },
                { op: 'any', of: [part] },
              ],
            },
          },
        ],
      },
      [`rules.json:1: T: condition.of[1].of[0].${said}`],
    ]),
    [
      'a membership that ends before it begins',
      { groups: 'group,participant,from,to\nL,A,2001-01-02,2001-01-01\n' },
      ['groups.csv:2: to: "2001-01-01"'],
    ],
    [
      'a membership that begins when no year has four digits any more',
      { groups: 'group,participant,from,to\nL,A,9999-12-01,\nL,B,,9999-12-31\n' },
      ['groups.csv:2: from: "9999-12-01" is not accepted; expected a day before the year 9000'],
    ],
    [
      'an unknown column of groups',
      { groups: 'group,participant,from,to,form\n' },
      ['groups.csv:1: column: "form"'],
    ],
    [
      'groups without their days',
      { groups: 'group,participant,from\nL,A,\n' },
      ['groups.csv:1: column: is missing'],
    ],
    ['a note on groups', { groups: 'group,participant,from,to,note\n' }, ['groups.csv:1: column: "note"']],
    [
      'a note on weights',
      { weights: 'weights,participant,weight,note\n' },
      ['weights.csv:1: column: "note"'],
    ],
    [
      'what packs say beside the law',
      { rules: [{ ...RULE, notifications: [], calls: [] }] },
      ['rules.json:1: T: notifications: "[]"', 'rules.json:1: T: calls: "[]"'],
    ],
    [
      'weights that are none',
      { weights: 'weights,participant,weight\nW,A,-1\nW,B,1e3\nW,C,1\nW,C,2\n' },
      ['weights.csv:2: weight: "-1"', 'weights.csv:3: weight: "1e3"', 'weights.csv:5: participant: "C"'],
    ],
    [
      'clocks that are no days',
      { options: ['--json', '--as-of', '2003-02-30', '--known-at', 'now'] },
      ['--as-of: "2003-02-30"', '--known-at: "now"'],
    ],
  ])('%s', async (_, given, starts) => {
    const lines = await refused(given)
    expect(lines.slice(0, starts.length)).toEqual(starts.map((start) => expect.stringContaining(start)))
    if (given.events !== '') expect(lines).toHaveLength(starts.length)
  })
  it('a rule or a parent by the line on which it stands', async () => {
    const rules = `[
  {"treaty": "T", "counts": ["accession"], "period": {"kind": "none"},
   "condition": {"op": "count", "gte": 1, "group": "G"},
   "floors": [{"date": "2001-01-01"},
              {"parent": "X"}]}
]`
    expect(await refused({ rules })).toEqual([
      expect.stringMatching(/^rules.json:5: T: floors\[1\].parent: "X"/),
    ])
    const listed = rules.replace(',\n              {"parent": "X"}', '')
    expect(await refused({ rules: listed })).toEqual([
      expect.stringMatching(/^rules.json:3: T: condition.group: "G"/),
    ])
  })
  it('everything that is wrong in all files at once, a line each', async () => {
    const lines = await refused({
      rules: [{ ...RULE, reio: 'x' }],
      events: `${EVENTS}T,C,accession,x\n`,
      groups: 'group,participant,from,to\n,A,,\n',
      weights: 'weights,participant,weight\nW,A,x\n',
    })
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'rules.json',
      'events.csv',
      'groups.csv',
      'weights.csv',
    ])
  })
  it('beside a row that cannot be read, what is wrong with the others', async () => {
    const lines = await refused({
      events: `treaty,participant,action,action_date,id,corrects,known_on
T,A,accession,2001-02-30,x,,
T,A,correction,2001-03-01,y,x,2001-04-01
X,A,adhesion,2001-03-01,x,,
X,A,accession,2001-03-01,z,,
`,
    })
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'events.csv:2 action_date',
      'events.csv:4 action',
      'events.csv:4 treaty',
      'events.csv:4 id',
      'events.csv:5 treaty',
    ])
  })
  it('files that are not there and options that are missing', async () => {
    const gone = await evaluateHere(['--rules', '/nowhere/r.json', '--events', '/nowhere/e.csv', '--json'])
    expect([gone.code, gone.out]).toEqual([2, ''])
    expect(gone.err.trimEnd().split('\n')).toEqual([
      expect.stringContaining('--rules: "/nowhere/r.json"'),
      expect.stringContaining('--events: "/nowhere/e.csv"'),
    ])
    const missing = await palermo(['evaluate', '--json'], {})
    expect([missing.code, missing.out]).toEqual([2, ''])
  })
})
