import type { Command } from 'commander'
import { addCheck } from './check.ts'
import type { CommandLine } from './command-line.ts'
import { addCompare } from './compare.ts'
import { addCorrect } from './correct.ts'
import { addEvaluate } from './evaluate.ts'
import { addEvents } from './events.ts'
import { addExplain } from './explain.ts'
import { addExport } from './export.ts'
import { addGaps } from './gaps.ts'
import { addImport } from './import.ts'
import { addIngest } from './ingest.ts'
import { addJobs } from './jobs.ts'
import { addProject } from './project.ts'
import { addRead } from './read.ts'
import { addRecord } from './record.ts'
import { addServe } from './serve.ts'
import { addState } from './state.ts'
import { addStatus } from './status.ts'
import { addTokens } from './tokens.ts'
import { addVerify } from './verify.ts'
import { addWho } from './who.ts'

/** Every command of the program, in the order of the help. */
export const COMMANDS: readonly ((program: Command, line: CommandLine) => void)[] = [
  addServe,
  addStatus,
  addWho,
  addState,
  addExplain,
  addGaps,
  addProject,
  addEvaluate,
  addRead,
  addCompare,
  addIngest,
  addRecord,
  addCorrect,
  addEvents,
  addExport,
  addImport,
  addCheck,
  addVerify,
  addJobs,
  addTokens,
]
