import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
export type Environment = Readonly<Record<string, string>>

/** The packs that tests of the program load unless they say otherwise: the first one, whose numbers they know. */
const PACKS = 'untoc'

function start(command: string, args: readonly string[], env: Environment): ChildProcess {
  const { DATABASE_URL: _server, DATA_DIR: _folder, ...inherited } = process.env
  return spawn(command, [...args], { cwd: ROOT, env: { ...inherited, PACKS, NO_COLOR: '1', ...env } })
}

function collect(child: ChildProcess): { readonly text: { out: string; err: string } } {
  const text = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text.out += piece
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text.err += piece
  })
  return { text }
}

/** Runs one command of the program to its end. */
export async function palermo(args: readonly string[], env: Environment, input = ''): Promise<Ended> {
  const child = start(process.execPath, ['src/cli/palermo.js', ...args], env)
  const { text } = collect(child)
  // A command that refuses its arguments does not wait for its input.
  child.stdin?.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  child.stdin?.end(input)
  const [code] = await once(child, 'close')
  return { code, ...text }
}

export type Running = {
  readonly child: ChildProcess
  readonly firstLine: string
  readonly address: string
  readonly ended: Promise<Ended>
}

/** Starts a program that serves and waits for the line with its address. */
export async function startServing(
  env: Environment,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, 'src/cli/palermo.js', 'serve'],
): Promise<Running> {
  const child = start(command, args, { PORT: '0', JOBS: 'off', ...env })
  const { text } = collect(child)
  const ended = once(child, 'close').then(([code]): Ended => ({ code, ...text }))
  const firstLine = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /^Palermo Tracker at .*$/m.exec(text.out)
      if (found !== null) resolve(found[0])
    }
    child.stdout?.on('data', look)
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${text.err}`)))
  })
  const address = /http:\/\/\S+/.exec(firstLine)?.[0]
  if (address === undefined) throw new Error(`no address in ${firstLine}`)
  return { child, firstLine, address, ended }
}
