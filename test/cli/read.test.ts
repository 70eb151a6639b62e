import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { addRead } from '../../src/cli/read.ts'
import { InputError } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { MADE_PAGE, madeHtml } from '../depositary/made-page.ts'

const CASES = new URL('../depositary/cases/', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'palermo-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

const caseFile = (name: string) => fileURLToPath(new URL(name, CASES))

async function run(...argv: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const codes: number[] = []
  const line: CommandLine = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: async function* () {
      yield ''
    },
    env: {},
    today: plainDate('2026-03-01'),
    width: 100,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: (code) => codes.push(code),
  }
  const program = new Command('palermo')
  addRead(program, line)
  await program.parseAsync(argv, { from: 'user' })
  return { out: out.join(''), err: err.join(''), codes }
}

describe('palermo read', () => {
  it('gives one object a file, in the order given, with the names that are published', async () => {
    const page = join(folder, 'page.html')
    writeFileSync(page, madeHtml(MADE_PAGE))
    const { out, codes } = await run(
      'read',
      caseFile('outage.html'),
      page,
      caseFile('header-only.en.xml'),
      '--json',
    )
    const answers = JSON.parse(out)
    expect(answers.map((answer: { verdict: string }) => answer.verdict)).toEqual([
      'outage',
      'status_table',
      'no_table',
    ])
    expect(codes).toEqual([])
    for (const answer of answers) {
      expect(Object.keys(answer)).toEqual([
        'file',
        'sha256',
        'verdict',
        'treaty',
        'headline',
        'headline_agrees',
        'mended',
        'tables',
        'claims',
        'warnings',
      ])
    }
    expect(answers[1]).toMatchObject({
      file: page,
      // Chapter thirty in Roman numerals, of made pages alone: the depositary has none.
      treaty: 'XL-7-b',
      headline: { signatories: 12, parties: 14 },
      headline_agrees: { signatories: true, parties: true },
      mended: 0,
    })
    expect(answers[1].sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(answers[1].claims[14]).toEqual({
      participant: 'GMB',
      name: 'Gambia',
      action: 'signature',
      action_date: '2001-12-07',
      withdrawn: false,
      footnotes: [],
      place: { table: 1, row: 11, column: 2 },
    })
    expect(answers[2].headline_agrees).toEqual({ signatories: null, parties: null })
  })

  it('knows the participants of the packs without a database, and says which name it does not know', async () => {
    const page = join(folder, 'grid.csv')
    writeFileSync(
      page,
      'Participant,Signature\nNetherlands (Kingdom of the),1 Jun 2001\nAtlantis,2 Jun 2001\n',
    )
    const [answer] = JSON.parse((await run('read', page, '--json')).out)
    expect(answer.claims.map((claim: { participant: string }) => claim.participant)).toEqual(['NLD', null])
    expect(answer.warnings.join()).toContain('Atlantis')
  })

  it('shows people a table a document and what is against it', async () => {
    const { out } = await run('read', caseFile('quirks.en.xml'), caseFile('login.html'))
    // Chapter thirty again: of made pages alone.
    expect(out).toContain('XL-B-8; status table; signatories 3 printed, agrees with the table')
    expect(out).toContain('Provisional application(n)')
    expect(out).toContain('no treaty named; another page')
  })

  it('names every path that cannot be read, and reads none', async () => {
    const failed = run('read', join(folder, 'none.xml'), folder, caseFile('quirks.en.xml'), '--json')
    await expect(failed).rejects.toThrow(InputError)
    await expect(failed).rejects.toMatchObject({
      problems: [{ value: join(folder, 'none.xml') }, { value: folder }],
    })
  })
})
