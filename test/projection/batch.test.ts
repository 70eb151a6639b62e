import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { addProject } from '../../src/cli/project.ts'
import { InputError } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'

type Answer = { id: string; threshold: Record<string, string | null>; within: Record<string, number> }

function caseLine(id: string, need: number): string {
  return JSON.stringify({
    id,
    clock_start: '2001-03-01',
    need,
    as_of: '2002-03-01',
    deposits: ['2001-09-01', '2001-12-01', '2002-02-01'],
    signatures: ['2001-03-01', '2001-03-01', '2001-06-01', '2001-09-01'],
  })
}

async function batch(pieces: readonly string[], options: readonly string[] = []): Promise<string> {
  let written = ''
  const line: CommandLine = {
    out: (text) => {
      written += text
    },
    err: () => {
      throw new Error('nothing is said beside the answers')
    },
    input: async function* () {
      yield* pieces
    },
    env: {},
    today: plainDate('2026-11-24'),
    width: 100,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: () => {
      throw new Error('the exit code stays')
    },
  }
  const program = new Command('palermo').exitOverride()
  addProject(program, line)
  try {
    await program.parseAsync(['project', '--batch', ...options], { from: 'user' })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return `${written}${error.message}`
  }
  return written
}

const answersIn = (text: string): Answer[] =>
  text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one))

describe('palermo project --batch', () => {
  it('answers one line a case, in the order of the cases', async () => {
    const answers = answersIn(await batch([`${caseLine('b', 20)}\n${caseLine('a', 40)}\n`]))
    expect(answers.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(Object.keys(answers[0]?.threshold ?? {})).toEqual(['p05', 'p25', 'p50', 'p75', 'p95'])
    expect(Object.keys(answers[0]?.within ?? {})).toEqual(['0.5y', '1y', '2y', '3y', '5y', '10y'])
  })

  it('an answer depends on its case alone: order, repetition and how the bytes arrive change nothing', async () => {
    const [one, other] = [caseLine('a', 20), caseLine('b', 40)]
    const alone = await batch([`${one}\n`])
    const cut = `${other}\n${one}\n${one}\n`
    const among = await batch([cut.slice(0, 50), cut.slice(50, 300), cut.slice(300)])
    expect(among.split('\n').slice(1, 3)).toEqual([alone.trim(), alone.trim()])
  })

  it('a threshold that is met says so with its day', async () => {
    const [answer] = answersIn(await batch([caseLine('a', 2)]))
    expect(answer).toMatchObject({ met_on: '2001-12-01', within: { '0.5y': 1 } })
  })

  it('a line that is no JSON is named by its number, after the answers before it', async () => {
    const [first, message] = (await batch([`${caseLine('a', 20)}\n{"id"\n`])).split('\n')
    expect(first?.startsWith('{"id":"a"')).toBe(true)
    expect(message?.startsWith('stdin:2: case: "{"id""')).toBe(true)
  })

  it('pledges are no deposits: a case that tells of some is answered as without them', async () => {
    const bare = caseLine('a', 20)
    const pledged = bare.replace(
      '"signatures"',
      '"pledges":["2002-01-01","2002-01-02","2002-02-20"],"signatures"',
    )
    expect(pledged).not.toBe(bare)
    expect(await batch([`${pledged}\n`])).toBe(await batch([`${bare}\n`]))
  })

  it('only a line feed ends a line, and a mark of byte order before the first is no part of it', async () => {
    const id = 'a\u2028b\u2029c\u0085'
    const bare = caseLine(id, 20)
    expect(bare).toContain('\u2028')
    const written = await batch([`\ufeff${bare}\r\n${bare}\n`])
    const answers = written.split('\n').filter((one) => one !== '')
    expect(answers.map((one) => JSON.parse(one).id)).toEqual([id, id])
    expect(answers[0]).toBe(answers[1])
  })

  it('refuses by name every option that it would pass over', async () => {
    const options = [
      '--add',
      'FRA:2027-01-01',
      '--group',
      'g20',
      '--as-of',
      '2020-01-01',
      '--known-at',
      '2020-01-01',
    ]
    const message = await batch([`${caseLine('a', 20)}\n`], options)
    for (const name of ['--add', '--group', '--as-of', '--known-at']) {
      expect(message).toContain(`${name}: `)
    }
    expect(message).not.toContain('"id"')
  })

  it('a case with an impossible day is named by line and field', async () => {
    const bad = caseLine('a', 20).replace('2002-02-01', '2002-02-30')
    expect(await batch([`\n${bad}\n`])).toContain('stdin:2: deposits[2]: "2002-02-30"')
  })
})
