import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Servers in processes of their own, for the benchmarks.

export type Running = { readonly child: ChildProcess; readonly address: string }

const ROOT = join(import.meta.dirname, '..')

/** Starts a program that says its address in its first words. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
  })
  const address = /http:\/\/[\d.:]+/.exec(line)?.[0]
  if (address === undefined) throw new Error(`no address in: ${line}`)
  child.stdout?.resume()
  return { child, address }
}

export async function stopProgram({ child }: Pick<Running, 'child'>): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Memory that a process holds at the moment, in MB, as Linux accounts it. */
export function residentMb(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
