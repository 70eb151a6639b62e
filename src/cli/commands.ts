import type { Command } from 'commander'
import type { CommandLine } from './command-line.ts'

/** Adds one command to the program. */
export type AddCommand = (program: Command, line: CommandLine) => void

/** Every command of the program, in the order of the help. A command is read only when it is wanted: most of the time
 *  that a short one takes would else go into reading all the others. */
export const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import('./serve.ts')).addServe,
  status: async () => (await import('./status.ts')).addStatus,
  who: async () => (await import('./who.ts')).addWho,
  state: async () => (await import('./state.ts')).addState,
  explain: async () => (await import('./explain.ts')).addExplain,
  gaps: async () => (await import('./gaps.ts')).addGaps,
  project: async () => (await import('./project.ts')).addProject,
  evaluate: async () => (await import('./evaluate.ts')).addEvaluate,
  read: async () => (await import('./read.ts')).addRead,
  compare: async () => (await import('./compare.ts')).addCompare,
  ingest: async () => (await import('./ingest.ts')).addIngest,
  review: async () => (await import('./review.ts')).addReview,
  record: async () => (await import('./record.ts')).addRecord,
  correct: async () => (await import('./correct.ts')).addCorrect,
  events: async () => (await import('./events.ts')).addEvents,
  sources: async () => (await import('./sources.ts')).addSources,
  export: async () => (await import('./export.ts')).addExport,
  import: async () => (await import('./import.ts')).addImport,
  check: async () => (await import('./check.ts')).addCheck,
  pack: async () => (await import('./pack.ts')).addPack,
  verify: async () => (await import('./verify.ts')).addVerify,
  backup: async () => (await import('./backup.ts')).addBackup,
  restore: async () => (await import('./restore.ts')).addRestore,
  checkpoint: async () => (await import('./checkpoint.ts')).addCheckpoint,
  keys: async () => (await import('./keys.ts')).addKeys,
  jobs: async () => (await import('./jobs.ts')).addJobs,
  tokens: async () => (await import('./tokens.ts')).addTokens,
  subscriptions: async () => (await import('./subscriptions.ts')).addSubscriptions,
  bench: async () => (await import('./bench.ts')).addBench,
}

/** The commands that these words can mean: the one they begin with, else all. */
export async function commandsFor(argv: readonly string[]): Promise<readonly AddCommand[]> {
  const named = argv[0] !== undefined && Object.hasOwn(COMMANDS, argv[0]) ? COMMANDS[argv[0]] : undefined
  const wanted = named === undefined ? Object.values(COMMANDS) : [named]
  return Promise.all(wanted.map((read) => read()))
}
