import type * as z from 'zod'
import { answer, type GivenParameters, readQuestion } from '../answers/ask.ts'
import type { envelopeShape } from '../answers/envelope.ts'
import type { Fixed, Resource } from '../answers/resource.ts'
import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'

/** The whole answer to a question: what every answer carries, and its own. */
export type Answered<A extends z.ZodObject> = Fixed<z.output<z.ZodObject<typeof envelopeShape>>> &
  Fixed<z.output<A>>

/** Asks the record one question. Throws InputError for a question that cannot be asked. */
export type Ask = <P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  given: GivenParameters,
) => Promise<Answered<A>>

/** What the parameters of a question are called on the command line, where that is not their own name. */
const CALLED: Readonly<Record<string, string>> = {
  t: 'treaty',
  p: 'participant',
  as_of: '--as-of',
  known_at: '--known-at',
  not_party: '--not-party',
  party: '--party',
  group: '--group',
  status: '--status',
  since: '--since',
  limit: '--limit',
  action: '--action',
  add: '--add',
}

async function inWordsOfCommands<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, field: CALLED[problem.field] ?? problem.field })),
    )
  }
}

/** Opens the record for questions: the database itself where it is free, else the server that holds it. */
export async function withAsk<T>(line: CommandLine, use: (ask: Ask) => Promise<T>): Promise<T> {
  const { openForReading } = await import('./open-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) {
    const { askServer } = await import('./ask-remotely.ts')
    return use((resource, given) => inWordsOfCommands(() => askServer(opened.server, resource, given)))
  }
  try {
    const { viewRecord } = await import('../answers/record-view.ts')
    const { loadRecord } = await import('../store/load-record.ts')
    const view = viewRecord(await loadRecord(opened.store))
    return await use((resource, given) =>
      inWordsOfCommands(async () =>
        answer(resource, readQuestion(resource, given, { view, today: line.today })),
      ),
    )
  } finally {
    await opened.store.close()
  }
}
