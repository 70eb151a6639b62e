import { Presets, SingleBar } from 'cli-progress'
import type { CommandLine } from './command-line.ts'

const PATIENCE_MS = 1_000

/** Says how far a piece of work has come. */
export type Progress = { readonly step: (done: number) => void; readonly end: () => void }

/** A bar among the messages, for work that turns out to take longer than a second, reckoned from `began`; a mere count where
 *  nobody knows the total; nothing where no terminal is. */
export function showProgress(
  line: Pick<CommandLine, 'interactive'>,
  what: string,
  total: number | null,
  began: number = performance.now(),
): Progress {
  let done = 0
  let bar: SingleBar | null = null
  const start = (): SingleBar => {
    const format = total === null ? `${what} {value}` : `${what} [{bar}] {value}/{total}`
    const made = new SingleBar({ format }, Presets.legacy)
    made.start(Math.max(total ?? 0, done), done)
    return made
  }
  return {
    step: (more) => {
      done += more
      if (!line.interactive || performance.now() - began < PATIENCE_MS) return
      bar ??= start()
      if (total === null || done > total) bar.setTotal(done)
      bar.update(done)
    },
    end: () => bar?.stop(),
  }
}
