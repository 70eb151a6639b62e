import type { PlainDate } from '../law/plain-date.ts'

/** 0 done, 1 the answer is "no" or a check failed, 2 wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2

/** What a command may touch of the outside: results go to `out`, messages to `err`; nothing in either steers a terminal. */
export type CommandLine = {
  readonly out: (text: string) => void
  /** Results whose bytes others hash: they go out as they are. */
  readonly outExactly: (text: string) => void
  readonly err: (text: string) => void
  readonly input: () => AsyncIterable<string | Buffer>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly today: PlainDate
  /** Columns of the terminal; where the output is none, those that COLUMNS names, else 100. */
  readonly width: number
  /** True only on a terminal and without NO_COLOR. */
  readonly colour: boolean
  /** True when messages go to a terminal, so that a progress bar makes sense. */
  readonly interactive: boolean
  readonly exitWith: (code: ExitCode) => void
}
