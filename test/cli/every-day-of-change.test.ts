import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/build-program.ts'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { commandsFor } from '../../src/cli/commands.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { newFolder } from '../store/new-folder.ts'
import { type Running, startServing } from './program.ts'

const env = { DATA_DIR: newFolder() }
let server: Running

beforeAll(async () => {
  server = await startServing(env)
}, 60_000)
afterAll(async () => {
  server.child.kill()
  await server.ended
})

/** What the command writes; it asks the server that holds the record. */
async function said(args: readonly string[]): Promise<string> {
  let text = ''
  const line: CommandLine = {
    out: (piece) => {
      text += piece
    },
    outExactly: () => expect.fail('nothing is exact here'),
    err: (problem) => expect.fail(problem),
    input: () => expect.fail('nothing is read'),
    env,
    today: plainDate('2026-11-27'),
    width: 200,
    colour: false,
    interactive: false,
    exitWith: (code) => expect(code).toBe(0),
  }
  await buildProgram(line, await commandsFor(args)).parseAsync(args, { from: 'user' })
  return text
}

type Change = { readonly date: string; readonly counts: { readonly threshold_count: number } }

it.each(['untoc', 'trafficking', 'smuggling', 'firearms'])(
  '%s: on every day of change the rows that the command line numbers, and the number it says, are the count',
  async (slug) => {
    const asked = await fetch(`${server.address}/v1/treaties/${slug}/timeline`)
    const { timeline } = (await asked.json()) as { readonly timeline: readonly Change[] }
    expect(timeline.length).toBeGreaterThan(100)
    for (const { date, counts } of timeline) {
      const text = await said(['explain', slug, '--as-of', date])
      const numbered = text.match(/^ *\d+ {2}/gm) ?? []
      const number = /(\d+) (?:of \d+ )?(?:counted|had deposited)/.exec(text)?.[1]
      expect([date, numbered.length]).toEqual([date, counts.threshold_count])
      expect([date, number]).toEqual([date, String(counts.threshold_count)])
    }
  },
  120_000,
)
