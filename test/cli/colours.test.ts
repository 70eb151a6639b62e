import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { newDataDirectory } from '../store/data-directory.ts'
import { palermo } from './program.ts'

const BOLD = `${String.fromCharCode(27)}[1m`
const {
  NO_COLOR: _plain,
  FORCE_COLOR: _forced,
  CI: _machine,
  COLUMNS: _width,
  DATABASE_URL: _server,
  ...inherited
} = process.env

/** What `status` says on a terminal that was never given a size. `script` makes one. */
async function onTerminal(env: Readonly<Record<string, string>>): Promise<string> {
  const command = `${process.execPath} src/cli/palermo.js status untoc`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...inherited, PACKS: 'untoc', TERM: 'xterm', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece
  })
  await once(child, 'close')
  return out
}

// Only Linux is sure to have this `script`.
it.skipIf(process.platform !== 'linux')(
  'headings stand out on a terminal, not with NO_COLOR and not in a file; one of unknown size is as wide as a file',
  async () => {
    const env = { DATA_DIR: await newDataDirectory('first') }
    const shown = await onTerminal(env)
    expect(shown).toContain(BOLD)
    const plain = await onTerminal({ ...env, NO_COLOR: '1' })
    expect(plain).not.toContain(BOLD)
    const { out } = await palermo(['status', 'untoc'], env)
    expect(plain.replaceAll('\r\n', '\n')).toBe(out)
    // What a build machine sets, which libraries take for a wish.
    for (const wish of [{ CI: '1' }, { FORCE_COLOR: '0' }]) {
      expect(await onTerminal({ ...env, ...wish })).toBe(shown)
    }
  },
)
