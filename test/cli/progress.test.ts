import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../store/new-folder.ts'

const ROOT = new URL('../..', import.meta.url).pathname

/** What a person sees on a terminal while a command runs. `script` makes one. */
async function onTerminal(words: string, env: Record<string, string>): Promise<string> {
  const { DATABASE_URL: _server, ...inherited } = process.env
  const child = spawn('script', ['-qec', `${process.execPath} src/cli/palermo.js ${words}`, '/dev/null'], {
    cwd: ROOT,
    env: { ...inherited, PACKS: 'untoc', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let seen = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    seen += piece
  })
  await once(child, 'close')
  return seen
}

// Only Linux is sure to have this `script`.
describe.skipIf(process.platform !== 'linux')('on a terminal', () => {
  it('the making of a record shows how far it has come, and the next start shows nothing', async () => {
    const env = { DATA_DIR: newFolder() }
    const seen = await onTerminal('status', env)
    const shown = [...seen.matchAll(/Making the record \[[=-]+\] (\d+)\/(\d+)/g)]
    expect(shown.length).toBeGreaterThan(1)
    const [first, last] = [shown[0], shown.at(-1)].map((one) => Number(one?.[1]))
    expect(first).toBeLessThan(Number(last))
    expect(Number(last)).toBe(Number(shown[0]?.[2]))
    expect(await onTerminal('status', env)).not.toContain('Making the record')
  })
})
