import type { Command } from 'commander'
import { InputError, type InputProblem } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'
import { storePlace } from './open-record.ts'

const PORT = '8787'
const HOST = '127.0.0.1'
const LARGEST_PORT = 65_535

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= LARGEST_PORT) return port
  const problem: InputProblem = {
    field: 'PORT',
    value: text,
    accepted: `a whole number from 0 to ${LARGEST_PORT}`,
  }
  throw new InputError([problem])
}

/** `palermo serve`: the server with its jobs, until it is told to stop. */
export function addServe(program: Command, line: CommandLine): void {
  program
    .command('serve')
    .description('Serves pages and API; PORT, HOST, DATA_DIR, DATABASE_URL and JOBS say how.')
    .addHelpText('after', '\nExample:\n  PORT=9000 JOBS=off palermo serve')
    .action(async () => {
      const { serve } = await import('../node.ts')
      await serve({
        ...storePlace(line),
        port: portOf(line.env['PORT'] || PORT),
        host: line.env['HOST'] || HOST,
        jobs: line.env['JOBS'] !== 'off',
        out: line.out,
        err: line.err,
      })
    })
}
