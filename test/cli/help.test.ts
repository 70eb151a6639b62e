import type { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/build-program.ts'
import { commandsFor } from '../../src/cli/commands.ts'
import { plainDate } from '../../src/law/plain-date.ts'

const NARROW = 40

async function program(
  width: number,
  env: Record<string, string> = {},
): Promise<{ readonly commands: Command[]; readonly said: string[] }> {
  const said: string[] = []
  const line = {
    out: (text: string) => said.push(text),
    err: () => undefined,
    input: () => process.stdin,
    env,
    today: plainDate('2026-11-24'),
    width,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: () => undefined,
  }
  const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)]
  return { commands: withInner(buildProgram(line, await commandsFor([]))), said }
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

/** What --help prints, by the whole name of the command. */
async function helpTexts(
  width: number,
  env: Record<string, string> = {},
): Promise<ReadonlyMap<string, string>> {
  const { commands, said } = await program(width, env)
  return new Map(
    commands.map((command) => {
      said.length = 0
      command.outputHelp()
      return [nameOf(command), said.join('')]
    }),
  )
}

describe('--help of every command and of every command within it', () => {
  let wide: ReadonlyMap<string, string>
  let narrow: ReadonlyMap<string, string>
  beforeAll(async () => {
    wide = await helpTexts(100)
    narrow = await helpTexts(NARROW)
  })

  it('has an example with its own name', () => {
    const named = [...wide.keys()].filter((name) => name !== 'palermo')
    expect(named).toEqual(
      expect.arrayContaining(['palermo status', 'palermo review accept', 'palermo keys list']),
    )
    const without = named.filter(
      (name) => !(/\nExamples?\b.*/s.exec(wide.get(name) ?? '')?.[0] ?? '').includes(name),
    )
    expect(without).toEqual([])
  })

  it('has examples of the packs that are chosen, and comes also where these are none', async () => {
    expect(wide.get('palermo status')).toContain('palermo status untoc --as-of')
    const other = await helpTexts(100, { PACKS: './test/pack/bbnj' })
    expect(other.get('palermo gaps')).toContain('palermo gaps --party bbnj --not-party bbnj')
    const none = await helpTexts(100, { PACKS: 'nothing' })
    expect(none.get('palermo who')).toContain('palermo who <treaty> --status')
  })

  it(`has no line longer than the terminal, also at ${NARROW} columns`, () => {
    const tooLong = (texts: ReadonlyMap<string, string>, width: number) =>
      [...texts.values()]
        .flatMap((text) => text.split('\n'))
        // A line of data is one line.
        .filter((line) => line.length > width && !line.startsWith('A case: {'))
    expect(tooLong(narrow, NARROW)).toEqual([])
    expect(tooLong(wide, 100)).toEqual([])
  })

  it('says the same at any width, and its examples stay commands that a shell takes', () => {
    const plain = (text: string) => text.replace(/ \\\n +/g, ' ').replace(/\s+/g, ' ')
    for (const [name, text] of wide) expect(plain(narrow.get(name) ?? '')).toBe(plain(text))
    expect(narrow.get('palermo review correct')).toContain(
      '\n  palermo review correct 7 --action \\\n  denunciation --date 2025-08-05 \\\n  --reason "C.N.300.2025"',
    )
  })
})
