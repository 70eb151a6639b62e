import { Presets, SingleBar } from 'cli-progress'
import type { CommandLine } from './command-line.ts'

const PATIENCE_MS = 1_000

/** Says how far a piece of work has come. */
export type Progress = { readonly step: (done: number) => void; readonly end: () => void }

/** A bar among the messages, for work that turns out to take longer than a second; nothing where no terminal is. */
export function showProgress(line: CommandLine, what: string, total: number): Progress {
  const began = performance.now()
  let done = 0
  let bar: SingleBar | null = null
  const start = (): SingleBar => {
    const made = new SingleBar({ format: `${what} [{bar}] {value}/{total}` }, Presets.legacy)
    made.start(Math.max(total, done), done)
    return made
  }
  return {
    step: (more) => {
      done += more
      if (!line.interactive || performance.now() - began < PATIENCE_MS) return
      bar ??= start()
      if (done > total) bar.setTotal(done)
      bar.update(done)
    },
    end: () => bar?.stop(),
  }
}
