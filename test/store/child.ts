import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A program of this folder, running in a process of its own. */
export type Child = {
  readonly pid: number
  /** Resolves with what it has said so far, once it has said at least that many lines. */
  readonly said: (lines: number) => Promise<string[]>
  /** Says something to it. */
  readonly tell: (text: string) => void
  /** Ends it as `kill -9` does: it can do nothing more. */
  readonly kill: () => Promise<void>
}

function waitForEnd(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}

/** What was read of programs, so that those that are started again and again are not read anew each time. */
const READ = join(tmpdir(), 'palermo-tests-read')

export function startChild(program: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: READ },
  })
  const ended = waitForEnd(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (piece) => {
    output += piece
  })
  child.stderr.on('data', (piece) => {
    errors += piece
  })
  if (child.pid === undefined) throw new Error(`${program} did not start`)
  return {
    pid: child.pid,
    said: async (lines) => {
      while (output.split('\n').length <= lines) {
        const hasEnded = child.exitCode !== null || child.signalCode !== null
        if (hasEnded) throw new Error(`${program} ended: ${errors}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return output.split('\n').slice(0, -1)
    },
    tell: (text) => {
      child.stdin.write(text)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
