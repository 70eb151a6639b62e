import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newDataDirectory } from '../store/data-directory.ts'
import { palermo, type Running, startServing } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-commands-'))
const env = { DATA_DIR: await newDataDirectory('first') }
let server: Running

beforeAll(async () => {
  server = await startServing(env)
})

afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.ended
  rmSync(folder, { recursive: true, force: true })
})

const SOURCE = ['--source', 'depositary-notification']
const ACT = '--treaty untoc --participant TUV --action accession --date 2026-11-20'.split(' ')

/** What else each command needs that cannot work beside a server which holds the record. */
const WAITING: Readonly<Record<string, readonly string[]>> = {
  record: [...ACT, ...SOURCE],
  correct: ['1', '--retract', ...SOURCE],
  ingest: ['README.md'],
  review: [],
  tokens: ['list'],
  'keys create': [],
  'keys retire': ['0'],
  export: [],
  import: [],
}

async function asked(...args: string[]): Promise<string> {
  const { code, out, err } = await palermo(args, env)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return out
}

async function addressed(path: string): Promise<unknown> {
  return (await fetch(`${server.address}${path}`)).json()
}

describe('commands that ask the record', () => {
  it.each([
    [['status', '--as-of', '2003-07-01'], '/v1/treaties?as_of=2003-07-01'],
    [['status', 'firearms'], '/v1/treaties/firearms'],
    [
      ['who', 'untoc', '--group', 'eu_members', '--as-of', '2005-01-01'],
      '/v1/treaties/untoc/participants?group=eu_members&as_of=2005-01-01',
    ],
    [
      ['state', 'MNE', '--as-of', '2006-07-01', '--known-at', '2006-07-01'],
      '/v1/participants/MNE?as_of=2006-07-01&known_at=2006-07-01',
    ],
    [['explain', 'trafficking'], '/v1/treaties/trafficking/threshold'],
    [['gaps', '--party', 'untoc', '--not-party', 'firearms'], '/v1/gaps?party=untoc&not_party=firearms'],
    [['events', '--since', '1100'], '/v1/events?since=1100&limit=50'],
    [['check'], '/v1/check'],
    [['sources'], '/v1/sources'],
    [['project', '--scoreboard'], '/v1/projections/scoreboard'],
    [
      ['project', 'firearms', '--as-of', '2004-06-01', '--add', 'JPN:2004-07-01', '--group', 'g20'],
      '/v1/treaties/firearms/projection?as_of=2004-06-01&add=JPN:2004-07-01&group=g20',
    ],
  ])('palermo %j --json gives what %s gives', async (args, path) => {
    expect(JSON.parse(await asked(...args, '--json'))).toEqual(await addressed(path))
  })

  it('those that README has wait for the server are refused beside it, and are told to stop it first', async () => {
    const readme = readFileSync('README.md', 'utf8')
    const listed = /Stop it before the others that open it\s+\(([^)]*)\)/.exec(readme)?.[1] ?? ''
    const commands = [...listed.matchAll(/`([^`]+)`/g)].map(([, command]) => String(command))
    expect(commands.toSorted()).toEqual(Object.keys(WAITING).toSorted())
    for (const [command, rest] of Object.entries(WAITING)) {
      const refused = await palermo([...command.split(' '), ...rest], env)
      expect({ command, code: refused.code }).toEqual({ command, code: 2 })
      expect(refused.err).toMatch(/^DATA_DIR: .* stop that server first/)
    }
  })

  it('status says that Armenia reached the threshold and under which article it is in force', async () => {
    const out = await asked('status', 'untoc')
    expect(out).toContain('Armenia')
    expect(out).toContain('article 38(1)')
  })

  it('a table of a day to come says so, and one of a day that has come does not', async () => {
    for (const args of [
      ['status', 'untoc'],
      ['status'],
      ['who', 'untoc', '--group', 'g20'],
      ['state', 'JPN'],
      ['explain', 'firearms'],
      ['gaps', '--party', 'untoc', '--not-party', 'firearms'],
    ]) {
      const ahead = await asked(...args, '--as-of', '2830-01-01')
      expect(ahead, args.join(' ')).toContain('2830-01-01 (a day to come: acts on record only')
      expect(await asked(...args, '--as-of', '2020-01-01'), args.join(' ')).not.toContain('a day to come')
    }
  })

  it('one row is one row', async () => {
    const joined = ['who', 'firearms', '--group', 'g20', '--status', 'party,contracting']
    expect(await asked(...joined, '--as-of', '2003-07-01')).toContain(': 1 row.')
    expect(await asked(...joined, '--as-of', '2004-03-01')).toContain(': 2 rows.')
  })

  it('project tells a past day in a table, of a group its members', async () => {
    const out = await asked('project', 'firearms', '--as-of', '2004-06-01')
    expect(out).toContain('21 of 40 instruments count toward entry into force.')
    expect(out).toMatch(/^Not before Organized Crime Convention in force: on 2003-09-29\.$/m)
    expect(out).toMatch(/^Threshold +2004-10-31 +2005-03-19 /m)
    expect(out).toMatch(/^All States /m)
    expect(out).toMatch(/^Deposits in the next 12 months: \d+ \(5 to 95 %: \d+ to \d+\)\.$/m)
    expect(out).not.toMatch(/CARE|HYPOTHETICAL|asked about/)
    const group = await asked('project', 'firearms', '--as-of', '2004-06-01', '--group', 'eu_members')
    expect(group).toMatch(/^All members /m)
    expect(group).not.toContain('All States')
  })

  it('project tells no chance as certain or as none: what rounds to that is told to be near it, as in the page', async () => {
    const out = await asked('project', 'untoc', '--as-of', '2003-06-20')
    const given = JSON.parse(await asked('project', 'untoc', '--as-of', '2003-06-20', '--json')) as unknown
    expect(given).toMatchObject({ threshold_met: { within: { '5y': 1 } } })
    expect(out).not.toMatch(/\b(100|0) %/)
    expect(out.match(/^All States .*$/m)?.[0]).toContain('under 1')
  })

  it('project says from which day it speaks where the record ends before the day asked about', async () => {
    const out = await asked('project', 'firearms', '--as-of', '2010-01-01', '--known-at', '2009-01-01')
    expect(out).toMatch(
      /^CARE: what happened after 2009-01-01 is not known: what is projected is projected from that day/m,
    )
    expect(out).toMatch(/^Next deposit +2010-01-01 /m)
    expect(out).toMatch(/^Deposits after 2009-01-01, until 12 months after the day asked about: /m)
    expect(out).toContain('the day asked about: perhaps it has happened already;')
  })

  it('project marks what supposes a deposit, and says why one changes nothing', async () => {
    const out = await asked('project', 'untoc', '--as-of', '2004-01-01', '--add', 'FRA:2004-02-01')
    expect(out).toMatch(/^HYPOTHETICAL: deposits that were not made are in it\.$/m)
    expect(out).toContain('2004-02-01 France: changes nothing: it has deposited already, on 2002-10-29')
    expect(out).toContain('Nothing changes in law.')
  })

  it('explain prints forty counted rows, the last of them Armenia', async () => {
    const out = await asked('explain', 'untoc')
    expect(out.match(/^ *\d+ {2}/gm)).toHaveLength(40)
    expect(out).toMatch(/^ 40 {2}Armenia/m)
    expect(out).toContain('The depositary says 2003-09-29: it agrees.')
    expect(out).toMatch(/Acts whose day is not known.*:\n(.*\n)* {2}Palau: \w+, between 2018-10-19 and /)
  })

  it('explain agrees with no day before there is one on record', async () => {
    const out = await asked('explain', 'untoc', '--as-of', '2001-07-01')
    expect(out).toContain('The depositary says 2003-09-29, and there is no day beside it yet.')
    expect(out).not.toContain('it agrees')
  })

  it('an act whose day is not known leaves a range in the counts of status and in gaps', async () => {
    // Palau acceded between 2018-10-19 and 2024-05-04, Sudan to the Firearms Protocol between 2018-01-10 and 2018-10-19.
    expect(await asked('status', 'untoc', '--as-of', '2024-05-04')).toMatch(/ 190 to 191 /)
    const between = ['gaps', '--party', 'untoc', '--not-party', 'firearms', '--group', 'un_african_group']
    const out = await asked(...between, '--as-of', '2018-05-01')
    expect(out).toMatch(/^14 to 15 in un_african_group joined /)
    expect(out).toMatch(/^SDN +Sudan .*perhaps joined/m)
    expect(await asked(...between, '--as-of', '2018-12-01')).not.toContain('Sudan ')
  })

  it('a table is as narrow as COLUMNS says where the output is no terminal', async () => {
    const { out } = await palermo(['status', 'untoc'], { ...env, COLUMNS: '40' })
    expect(out).toMatch(/^Treaty {10}Organized Crime\n {16}Convention \(untoc\)$/m)
    expect(out).not.toMatch(/^Treaty {2,}Signatories/m)
  })

  it('state gives Serbia its name of the day, with today’s beside', async () => {
    expect(await asked('state', 'SRB', '--as-of', '2005-01-01')).toContain(
      'Serbia and Montenegro (today Serbia)',
    )
  })

  it('check agrees with everything the depositary has stated, known gaps allowed for', async () => {
    expect(await asked('check')).toContain('nothing is unexplained.')
  })

  it.each([
    [['state', 'Japn'], /^participant: "Japn" is not accepted; .* Did you mean "JPN"\?\n$/],
    [
      ['status', 'untoc', '--as-of', '2003-02-30'],
      /^--as-of: "2003-02-30" is not accepted; expected a day of the calendar/,
    ],
    [
      ['who', 'untoc', '--status', 'ratified'],
      /^--status: "ratified" is not accepted; expected one or more of party,/,
    ],
    [
      ['gaps', '--party', 'untoc', '--not-party', 'firearm'],
      /^--not-party: "firearm" .* Did you mean "firearms"\?\n$/,
    ],
    [['project', 'untoc', '--add', 'FRA:2027-02-30'], /^--add: "FRA:2027-02-30" is not accepted;/],
    [['project'], /^treaty: is missing; expected one of: a treaty, --batch/],
    [['statuss'], /unknown command 'statuss'/],
    [['status', '--as-of', '2003-01-01', '--as-of', '2004-01-01'], /option '--as-of <day>' is given twice/],
    [
      ['record', '--treaty', 'untoc', '--date', '2026-11-20'],
      /required options '--action <action>', '--source <source>' not specified/,
    ],
    [['gaps', '--party', 'untoc'], /required option '--not-party <treaty>' not specified/],
    [['jobs', 'run', 'x', '--json', '--json'], /option '--json' is given twice/],
    [['verify', '--key', 'x'], /^--against: is missing; expected the checkpoint that one of the keys/],
    [
      ['verify', '--against', 'package.json'],
      /^--against: "package.json" is not accepted; expected a signed/,
    ],
    [['verify', '--against', 'http://127.0.0.1:1/x'], /^--against: "http:\/\/127.0.0.1:1" is not accepted/],
    [['verify', '--against', 'http://'], /^--against: "http:\/\/" is not accepted; expected the address/],
    [['restore', '--check', 'src'], /^file: "src" is not accepted; expected a readable file \(EISDIR\)/],
    [['export', '--to', 'package.json'], /^--to: "package.json" is not accepted; .* \(EEXIST\)/],
    [['export', '--to', '/proc/x'], /^--to: "\/proc\/x" is not accepted; .* \((?:ENOENT|EACCES|EROFS)\)/],
    [['export', '--to', 'package.json/x'], /^--to: "package.json\/x" is not accepted; .* \(ENOTDIR\)/],
    [
      ['subscriptions', 'add', '--email', 'nobody'],
      /^--email: "nobody" is not accepted; expected one e-mail/,
    ],
    [['subscriptions', 'add', '--webhook', 'ftp://x'], /^--webhook: "ftp:\/\/x" is not accepted/],
    [
      ['subscriptions', 'add', '--email', 'a@example.org', '--webhook', 'http://example.org'],
      /^--email: "a@example.org and http:\/\/example.org" is not accepted; expected either/,
    ],
  ])('palermo %j names what is wrong and exits 2', async (args, message) => {
    const { code, out, err } = await palermo(args, env)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })
})

describe('writing by hand', () => {
  const own = { DATA_DIR: '' }
  beforeAll(async () => {
    own.DATA_DIR = await newDataDirectory('first')
  })
  const act = ['record', ...ACT]
  const withdrawing = [...act.slice(0, 4), 'FRA', '--action', 'denunciation', '--date', '2026-11-20']

  it('shows what an act changes in law, writes it only with --yes, and corrects and retracts by new events', async () => {
    const preview = await palermo([...act, '--source', 'depositary-notification'], own)
    expect(preview.code).toBe(0)
    expect(preview.out).toMatch(/in force for Tuvalu +– +2026-12-20/)
    expect(preview.out).toContain('Nothing is written yet.')
    const notice = join(folder, 'notice.txt')
    writeFileSync(notice, 'C.N.500.2026.TREATIES-XVIII.12')
    const evidence = ['--source', 'depositary-notification', '--document', notice]
    const written = await palermo([...act, ...evidence, '--yes', '--json'], own)
    const { written: event, consequences } = JSON.parse(written.out)
    expect(consequences).toContainEqual({
      treaty: 'XVIII-12',
      what: 'in force for Tuvalu',
      of: { participant: 'TUV', name: 'Tuvalu', words: 'in force for' },
      before: null,
      after: '2026-12-20',
    })
    expect(event.document).toBe(createHash('sha256').update(readFileSync(notice)).digest('hex'))
    expect(event).toMatchObject({
      seq: 1104,
      id: 'XVIII-12.TUV.accession.2026-11-20',
      known_on_assumed: false,
    })
    const corrected = await palermo(
      ['correct', event.id, '--date', '2026-11-19', '--source', 'depositary-notification', '--yes'],
      own,
    )
    expect(corrected.out).toMatch(/in force for Tuvalu +2026-12-20 +2026-12-19/)
    const retracted = await palermo(
      ['correct', event.id, '--retract', '--source', 'depositary-notification', '--yes'],
      own,
    )
    expect(retracted.out).toMatch(/status of Tuvalu +contracting +–/)
    expect((await palermo(['verify'], own)).out).toContain('intact: 1106 events')
  })

  it('refuses a second consent, a source not on record and a day that is none, and writes nothing', async () => {
    const second = await palermo(
      [
        'record',
        '--treaty',
        'untoc',
        '--participant',
        'ARM',
        '--action',
        'accession',
        '--date',
        '2026-11-20',
        '--source',
        'depositary-notification',
        '--yes',
      ],
      own,
    )
    expect(second).toMatchObject({ code: 2, out: '' })
    expect(second.err).toContain('no second consent of ARM')
    const source = await palermo([...act, '--source', 'hearsay', '--yes'], own)
    expect(source.err).toMatch(/^--source: "hearsay" is not accepted; .*palermo sources/)
    const near = await palermo([...act, '--source', 'mtdsg-2014-7', '--yes'], own)
    expect(near.err).toContain('Did you mean "mtdsg-2014-07"?')
    const day = await palermo([...act.slice(0, -1), '2026-02-30', '--source', 'depositary-notification'], own)
    expect(day.err).toBe(
      '--date: "2026-02-30" is not accepted; expected a day of the calendar as YYYY-MM-DD.\n',
    )
    const several = await palermo(
      [
        'record',
        '--treaty',
        'untok',
        '--participant',
        'YUG',
        '--action',
        'accession',
        '--date',
        '2026-02-30',
      ].concat(['--known-on', 'now', '--source', 'hearsay']),
      own,
    )
    expect(several.err.trim().split('\n')).toEqual([
      expect.stringMatching(/^--treaty: "untok" .* Did you mean "untoc"\?$/),
      expect.stringMatching(/^--participant: "YUG" .* Did you mean "SRB"\?$/),
      expect.stringMatching(/^--date: "2026-02-30" /),
      expect.stringMatching(/^--known-on: "now" /),
      expect.stringMatching(/^--source: "hearsay" /),
    ])
    const wrong = ['correct', 'nothing', '--date', '2026-02-30', '--source', 'hearsay']
    expect((await palermo(wrong, own)).err.match(/^(--date|event|--source): /gm)).toEqual([
      '--date: ',
      'event: ',
      '--source: ',
    ])
    expect((await palermo(['verify'], own)).out).toContain('intact: 1106 events')
  })

  it.each([
    [
      ['correct', 'XVIII-12.ARM.signature.2001-11-15', '--date', '2003-07-09'],
      /^--date: .* a day on which signature was open/,
    ],
    [
      ['correct', 'XVIII-12.PRK.accession.undated', '--date', '2019-06-17'],
      /a day from 2016-06-16 to 2018-01-10/,
    ],
    [
      ['correct', 'XVIII-12.ARM.ratification.2003-07-01', '--date', '2003-07-01'],
      /another day than the one on record/,
    ],
    [
      ['correct', 'XVIII-12.ARM.ratification.2003-07-01', '--date', '2003-06-30', '--known-on', '2003-07-02'],
      /^--known-on: "2003-07-02"/,
    ],
    [
      ['correct', 'XVIII-12.ARM.ratification.2003-07-01', '--date', '2003-06-30', '--known-on', '2090-01-01'],
      /^--known-on: "2090-01-01" is not accepted; expected \S+, today in UTC/,
    ],
    [
      [...act, '--known-on', '2090-01-01'],
      /^--known-on: "2090-01-01" is not accepted; expected \S+, today in UTC/,
    ],
    [
      [...act, '--effect-date', '2026-12-01'],
      /^--effect-date: "2026-12-01" is not accepted; expected nothing for accession/,
    ],
    [
      ['record', '--treaty', 'untoc', '--action', 'accession', '--date', '2026-11-20'],
      /^--participant: is missing; expected the participant whose act it is/,
    ],
    [
      ['record', '--treaty', 'untoc', '--action', 'asserted_headline', '--date', '2026-11-20'],
      /^--parties: is missing; expected whole numbers for asserted_headline/,
    ],
    [
      [...withdrawing, '--effect-date', '2026-01-01'],
      /^--effect-date: "2026-01-01" is not accepted; expected a day not before 2026-11-20, on which the denunciation was received/,
    ],
    [
      ['record', '--treaty', 'untoc', '--participant', 'SLB', '--action', 'accession'],
      /^--date: is missing; expected the day of the act, or --earliest/,
    ],
    [
      [...act, '--earliest', '2026-11-01'],
      /^--earliest: "2026-11-01" is not accepted; expected nothing where the day is known/,
    ],
    [
      [...act.slice(0, -2), '--earliest', '2026-11-01', '--latest', '2090-01-01'],
      /^--latest: "2090-01-01" is not accepted; expected a day up to/,
    ],
    [
      [...act.slice(0, -2), '--earliest', '2026-11-03', '--latest', '2026-11-02'],
      /^--latest: "2026-11-02" is not accepted; expected a day not before 2026-11-03/,
    ],
    [
      [
        'record',
        '--treaty',
        'untoc',
        '--participant',
        'SLB',
        '--action',
        'formal_confirmation',
        '--date',
        '2026-11-20',
      ],
      /^--action: "formal_confirmation" is not accepted; expected an act that a State can do/,
    ],
    [
      [
        'record',
        '--treaty',
        'untoc',
        '--participant',
        'PLW',
        '--action',
        'accession',
        '--date',
        '2019-05-27',
      ],
      /^--action: .* \(accession day not known, XVIII-12\.PLW\.accession\.undated is on record; what is wrong in it is mended by a correction or retraction of it\)/,
    ],
    [[...act, '--parties', 'many'], /^--parties: "many" is not accepted; expected a whole number/],
    [[...act.slice(0, -1), '2090-01-01'], /^--date: "2090-01-01" is not accepted; expected a day up to/],
  ])('palermo %j is refused: a day that cannot be', async (args, message) => {
    const refused = await palermo([...args, '--source', 'depositary-notification', '--yes'], own)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(message)
  })

  it('shows that a denunciation with an early day of effect is sooner than the treaty gives', async () => {
    const given = [...withdrawing, '--effect-date', '2027-01-01', '--source', 'depositary-notification']
    const shown = await palermo(given, own)
    expect(shown.code).toBe(0)
    expect(shown.out).toContain(
      'Note: FRA under XVIII-12: its denunciation carries 2027-01-01 as day of effect, before 2027-11-20, which the treaty gives.\n',
    )
    const usual = await palermo([...withdrawing, '--source', 'depositary-notification'], own)
    expect(usual.out).not.toContain('Note: ')
    expect(usual.out).toMatch(/denunciation takes effect for France +– +2027-11-20/)
  })

  it('writes an act that happened on a day nobody has published, and then its day', async () => {
    const apart = { DATA_DIR: await newDataDirectory('first') }
    const source = ['--source', 'depositary-notification']
    const given = ['record', '--treaty', 'untoc', '--participant', 'SLB', '--action', 'accession', ...source]
    const between = [...given, '--earliest', '2026-11-02', '--latest', '2026-11-20']
    const shown = await palermo(between, apart)
    expect(shown.out).toMatch(/participants +193 to 194 +194 to 195/)
    expect(shown.out).toMatch(/undated +2 +3/)
    const written = await palermo([...between, '--yes', '--json'], apart)
    expect(JSON.parse(written.out).written).toMatchObject({
      id: 'XVIII-12.SLB.accession.undated',
      action_date: null,
      earliest: '2026-11-02',
      latest: '2026-11-20',
      day_known: 'undated',
    })
    const day = ['correct', 'XVIII-12.SLB.accession.undated', '--date', '2026-11-18', ...source]
    expect((await palermo(day, apart)).out).toMatch(/in force for Solomon Islands +– +2026-12-18/)
  })

  it('says nothing of the status of a State that has none before and after', async () => {
    const given = [
      'record',
      '--treaty',
      'untoc',
      '--participant',
      'SLB',
      '--action',
      'withdrawal_of_instrument',
    ]
    const shown = await palermo([...given, '--date', '2026-11-20', ...SOURCE], own)
    expect(shown.out).toMatch(/takes nothing back .*\nIt changes no count, date or status of today\.\n/)
  })

  it.each([
    ['denunciation', 'has nothing to end', 'DENUNCIATION_WITHOUT_EFFECT'],
    ['rescission', 'finds no denunciation to undo', 'RESCISSION_WITHOUT_EFFECT'],
  ])('says of a %s by a State that never joined that it %s', async (action, words, code) => {
    const entry = ['record', '--treaty', 'firearms', '--participant', 'SLB', '--action', action]
    const given = [...entry, '--date', '2026-11-20', '--source', 'depositary-notification']
    const note = `SLB: ${action} of 2026-11-20 ${words} (${code}, XVIII-12-c)`
    expect((await palermo(given, own)).out).toContain(`Note: ${note}.\n`)
    expect(JSON.parse((await palermo([...given, '--json'], own)).out).notices).toEqual([note])
  })

  it('writes what the depositary states of a treaty, and the check holds it against the record', async () => {
    const apart = { DATA_DIR: await newDataDirectory('first') }
    const headline = ['record', '--treaty', 'untoc', '--action', 'asserted_headline', '--date', '2026-11-20']
    const totals = [
      '--signatories',
      '147',
      '--parties',
      '222',
      '--source',
      'depositary-notification',
      '--yes',
    ]
    const written = await palermo([...headline, ...totals, '--json'], apart)
    expect(written).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(written.out).written).toMatchObject({
      id: 'XVIII-12.asserted_headline.2026-11-20',
      participant: null,
      signatories: 147,
      parties: 222,
    })
    const check = await palermo(['check'], apart)
    expect(check.code).toBe(1)
    expect(check.out).toMatch(/2026-11-20.*222/)
  })

  it('tells a change that befalls many participants alike in one row', async () => {
    const shown = await palermo(
      [
        'correct',
        'XVIII-12.ARM.ratification.2003-07-01',
        '--date',
        '2003-06-30',
        '--source',
        'mtdsg-2014-07',
      ],
      own,
    )
    expect(shown.out).toMatch(/in force for 41 participants: Albania, .* 2003-09-29 +2003-09-28/)
    expect(shown.out).toContain(
      'Note: entry into force on 2003-09-28 by the acts on record, on 2003-09-29 by',
    )
    expect(shown.out.replace(/^Note: .*$/gm, '').match(/2003-09-28/g)).toHaveLength(2)
    expect(shown.out).toMatch(/day of consent of Armenia +2003-07-01 +2003-06-30/)
  })

  it('moves the whole record by export and import, with places and hashes', async () => {
    const there = { DATA_DIR: join(folder, 'there') }
    const lines = await palermo(['export'], own)
    const imported = await palermo(['import'], there, lines.out)
    expect(imported.out).toMatch(/^Imported 1106 events; last hash [0-9a-f]{64}\.\n$/)
    const again = await palermo(['import'], there, lines.out)
    expect(again).toMatchObject({ code: 2, out: '' })
    const to = join(folder, 'files')
    expect((await palermo(['export', '--to', to], own)).err).toContain(
      'manifest.json has the SHA-256 of each.',
    )
    expect(JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')).head.seq).toBe(1106)
  })
})
