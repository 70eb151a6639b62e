import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { events } from '../answers/events.ts'
import { InputError } from '../law/input-error.ts'
import { brokenText } from '../record/broken-text.ts'
import type { Head } from '../record/chain.ts'
import { type Checkpoint, readCheckpoint } from '../record/checkpoint.ts'
import type { RecordEvent } from '../record/event.ts'
import { growTree, type MerkleTree, rootHash } from '../record/merkle-tree.ts'
import { type NoteVerifier, readVerifier } from '../record/note-key.ts'
import { signerOfNote } from '../record/signed-note.ts'
import { type BrokenChain, verifyChain } from '../record/verify.ts'
import type { RecordVerification } from '../store/verify-record.ts'
import type { CommandLine } from './command-line.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { keysThatCount, ourSigners } from './signing-keys.ts'

/** A server gives away the events, not the documents: those were not looked at. */
type EventsIntact = { readonly intact: true; readonly head: Head; readonly documents: null }

/** What was found, and what is needed to hold a checkpoint against it. */
type Found = {
  readonly outcome: RecordVerification | EventsIntact | (BrokenChain & { readonly documents?: never })
  readonly tree: (size: number) => Promise<MerkleTree>
  /** How many events there are whose hash, and that of all before them, fits. */
  readonly good: number
  /** Keys that the record itself names. */
  readonly keys: readonly NoteVerifier[]
  /** What is wrong with the journal of an embedded database; null where nothing is, absent where none was looked at. */
  readonly journal?: string | null
}

/** How a checkpoint fits. */
type Against = { readonly size: number; readonly fits: boolean; readonly why: string }

async function textAt(server: string, path: string): Promise<string> {
  const response = await fetchAnswer(new URL(path, server))
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)
  return response.text()
}

const eventPage = events.answer.pick({ events: true, next_since: true, more: true })

/** All events, from the feed: of a record that does not stand as it was written no file is given away. */
async function eventsAt(server: string): Promise<RecordEvent[]> {
  const all: RecordEvent[] = []
  for (let since = 0, more = true; more; ) {
    const page = eventPage.parse(JSON.parse(await textAt(server, `/v1/events?since=${since}`)))
    // The schema has just accepted each event; a day of the calendar is the only type it cannot name.
    for (const event of page.events) all.push(event as RecordEvent)
    since = page.next_since
    more = page.more
  }
  return all
}

/** Verifies the record that a running server gives away: what it sends is recomputed here, not there. */
async function findAtServer(server: string): Promise<Found> {
  const linesOf = async (path: string) =>
    (await textAt(server, path)).split('\n').filter((text) => text !== '')
  const given = await eventsAt(server)
  const chain = verifyChain(given, null)
  return {
    outcome: chain.intact ? { ...chain, documents: null } : chain,
    good: chain.intact ? chain.head.seq : chain.seq - 1,
    tree: async (size) =>
      growTree(
        null,
        given.slice(0, size).map(({ hash }) => hash),
      ),
    keys: (await linesOf('/v1/checkpoints/keys')).map(readVerifier),
  }
}

async function findHere(
  line: CommandLine,
  isHeldAgainst: boolean,
  use: (found: Found) => Promise<void>,
): Promise<void> {
  const { barePlace, openForReading } = await import('./open-record.ts')
  const opened = await openForReading(line, barePlace(line))
  if ('server' in opened) return use(await findAtServer(opened.server))
  const { store } = opened
  try {
    const { verifyRecord } = await import('../store/verify-record.ts')
    const { readHead } = await import('../store/load-record.ts')
    const { checkpointKeys, treeOnRecord } = await import('../store/checkpoints.ts')
    const outcome = await verifyRecord(store)
    const { seq } = outcome.intact ? outcome.head : await readHead(store)
    const journal = await store.verifyJournal?.()
    // What the journal or a checkpoint holds has been in the record: a database that somebody emptied is no new one.
    if (outcome.intact && typeof journal !== 'string' && !isHeldAgainst) {
      const { requireRecord } = await import('./require-record.ts')
      await requireRecord(store)
    }
    await use({
      outcome,
      // Behind a document that no event cites all events stand.
      good: outcome.intact || outcome.seq === 0 ? seq : Math.min(seq, outcome.seq - 1),
      tree: (size) => treeOnRecord(store.db, size),
      keys: [...(await ourSigners(line)), ...(await checkpointKeys(store.db))],
      ...(journal === undefined ? {} : { journal }),
    })
  } finally {
    await store.close()
  }
}

async function textOfAddress(from: string): Promise<string> {
  const refusal = { field: '--against', accepted: 'the address of a signed checkpoint that answers' }
  const url = URL.parse(from)
  if (url === null) throw new InputError([{ ...refusal, value: from }])
  const response = await fetchAnswer(url, {}, refusal)
  if (response.ok) return response.text()
  const accepted = `${refusal.accepted} (this one said ${response.status})`
  throw new InputError([{ ...refusal, value: from, accepted }])
}

async function readFileOrAddress(from: string): Promise<string> {
  if (/^https?:/.test(from)) return textOfAddress(from)
  try {
    return await readFile(from, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new InputError([{ field: '--against', value: from, accepted: `a readable file (${error.code})` }])
  }
}

async function fitOf({ size, root }: Checkpoint, found: Found): Promise<Against> {
  const { outcome, good } = found
  if (size > good) {
    const why = outcome.intact
      ? `the record has fewer events than its ${size}: ${good}`
      : `only the first ${good} events of the record fit, fewer than its ${size}`
    return { size, fits: false, why }
  }
  const tree = await found.tree(size)
  const same = rootHash(tree).every((byte, place) => byte === root[place])
  return same
    ? { size, fits: true, why: `its ${size} events are the first ${size} of the record` }
    : { size, fits: false, why: `the first ${size} events of the record are not those it was signed for` }
}

/** The checkpoint in a text; `from` names where the text comes from. Throws InputError for anything else. */
function checkpointIn(text: string, from: string): ReturnType<typeof readCheckpoint> {
  try {
    return readCheckpoint(text)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map(({ accepted }) => ({
        field: '--against',
        value: from,
        accepted: `a signed checkpoint: ${accepted}`,
      })),
    )
  }
}

/** Holds a signed checkpoint against the record. Throws InputError for one that cannot be read. */
async function holdAgainst(
  found: Found,
  given: { readonly from: string; readonly keys: readonly string[] | undefined },
): Promise<Against> {
  const { checkpoint, note } = checkpointIn(await readFileOrAddress(given.from), given.from)
  const keys = keysThatCount(given.keys, found.keys)
  const signer = await signerOfNote(note, keys)
  if (signer !== null) return fitOf(checkpoint, found)
  const named = note.signatures.some((one) =>
    keys.some(({ name, hash }) => name === one.name && hash === one.hash),
  )
  const why = named ? 'the signature of a key that counts is not good' : 'no key that counts has signed it'
  return { size: checkpoint.size, fits: false, why }
}

function outcomeText({ outcome }: Found): string {
  if (!outcome.intact) return `${brokenText(outcome)}\n`
  const { head, documents } = outcome
  const found = `${head.seq} events${documents ? `, ${documents} documents` : ''}, last hash ${head.hash}.\n`
  if (documents !== null) return `The record is intact: ${found}`
  return `The events are intact: ${found}The documents were NOT looked at: the running server holds them. Stop it to verify them too.\n`
}

function journalText(fault: string): string {
  return `The journal does NOT fit: ${fault}. The database has what it holds; move journal.ndjson away and start again: it is written anew.\n`
}

type Options = { readonly json?: boolean; readonly against?: string; readonly key?: readonly string[] }

async function verify(line: CommandLine, options: Options): Promise<void> {
  if (options.key !== undefined && options.against === undefined) {
    const accepted = 'the checkpoint that one of the keys has signed'
    throw new InputError([{ field: '--against', value: null, accepted }])
  }
  const { against: from, key: keys } = options
  await findHere(line, from !== undefined, async (found) => {
    const against = from === undefined ? null : await holdAgainst(found, { from, keys })
    const hasFault = !found.outcome.intact || against?.fits === false || typeof found.journal === 'string'
    if (hasFault) line.exitWith(1)
    if (options.json) {
      const { journal } = found
      const said = {
        ...found.outcome,
        ...(journal === undefined ? {} : { journal }),
        ...(against === null ? {} : { against }),
      }
      return line.out(`${JSON.stringify(said, null, 2)}\n`)
    }
    line.out(outcomeText(found))
    if (typeof found.journal === 'string') line.out(journalText(found.journal))
    if (against !== null)
      line.out(`The checkpoint ${against.fits ? 'fits' : 'does NOT fit'}: ${against.why}.\n`)
  })
}

/** `palermo verify`: recomputes the chain of hashes and every document, and holds a checkpoint against the record. */
export function addVerify(program: Command, line: CommandLine): void {
  program
    .command('verify')
    .description(
      'Recomputes every hash of the record and its documents; exits 1 and names the first event that does not fit.',
    )
    .option(
      '--against <checkpoint>',
      'a signed checkpoint, file or address: shows that it is a prefix of the record',
    )
    .option('--key <keys...>', 'only a signature by these keys counts, each as name+hash+key')
    .option('--json', 'the outcome for programs')
    .addHelpText('after', '\nExamples:\n  palermo verify\n  palermo verify --against 2026-11-24.checkpoint')
    .action((options: Options) => verify(line, options))
}
