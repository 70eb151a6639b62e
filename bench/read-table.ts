import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import { packNames } from '../src/cli/pack-names.ts'
import { compareReadings } from '../src/depositary/compare-readings.ts'
import { proposeAct } from '../src/depositary/propose-events.ts'
import { readDocument } from '../src/depositary/read-document.ts'
import { reconcile } from '../src/depositary/reconcile.ts'
import { plainDate } from '../src/law/plain-date.ts'
import { chain, EMPTY_HEAD } from '../src/record/chain.ts'
import type { RecordSnapshot } from '../src/record/snapshot.ts'

// Reading one full status table, laying it beside the reading before, and reconciling it with a record that holds its acts,
// against the bare XML parser on the same bytes.
// The page is made of every participant of the packs with invented days, and of as much other text as real pages have.

const RUNS = 400
const WARM_UP = 100
const ROOT = join(import.meta.dirname, '..')
const LETTERS = ['', '', ' a', ' a', ' A', ' AA', ' d']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DECLARATION =
  'The Government declares that it does not consider itself bound by paragraph 2 of this article. '

function participants(): string[] {
  const file = readFileSync(join(ROOT, 'sql/packs/untoc/participants.csv'))
  const rows: { readonly name: string }[] = parse(file, { columns: true, bom: true })
  return rows.map((row) => row.name)
}

function madePage(names: readonly string[]): Uint8Array {
  const day = (seed: number) => `${(seed % 28) + 1} ${MONTHS[seed % 12]} ${2002 + (seed % 15)}`
  const rows = names.map((name, index) => {
    const signed = index % 3 !== 0
    const consent = `${day(index * 7)}${LETTERS[index % LETTERS.length]}`
    return `<Row><Entry>${name}</Entry><Entry>${signed ? day(index) : ''}</Entry><Entry>${consent}</Entry></Row>\n`
  })
  const signatories = names.filter((_, index) => index % 3 !== 0).length
  const declarations = names
    .slice(0, 60)
    .map(
      (name) =>
        `<Declaration><Participant>${name}</Participant><text>${DECLARATION.repeat(5)}</text></Declaration>\n`,
    )
  const text = `<?xml version="1.0" encoding="iso-8859-1"?>
<Document><Treaty><Header><Chapter><Header>CHAPTER XL</Header></Chapter><ExternalData><Numsect>9</Numsect>
<Titlesect>Convention</Titlesect><Conclusion>Geneva, 1 May 2001</Conclusion>
<Status><Signatories>${signatories}</Signatories><Parties>${names.length}</Parties></Status></ExternalData></Header>
<Participants><Table><TGroup cols="3"><Thead><Row><Entry>Participant</Entry><Entry>Signature</Entry>
<Entry>Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)</Entry></Row></Thead><Tbody><Rows>
${rows.join('')}</Rows></Tbody></TGroup></Table></Participants>
<Declarations>${declarations.join('')}</Declarations></Treaty></Document>`
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff)
}

function median(values: readonly number[]): number {
  const middle = values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
  if (middle === undefined) throw new Error('no values')
  return middle
}

const names = packNames()
const bytes = madePage(participants())
const readOn = plainDate('2020-01-01')
const before = { reading: readDocument(bytes, { names, readOn }), day: readOn }
if (before.reading.verdict !== 'status_table') throw new Error(`the page is ${before.reading.verdict}`)

/** A record that holds just what the page says. */
function recordOfPage(): RecordSnapshot {
  const document = { treaty: 'XL-9', readOn, source: 'page', sha256: 'd'.repeat(64) }
  const writer = { recordedBy: 'bench', isTaken: () => false }
  const drafts = before.reading.claims.flatMap((claim) =>
    proposeAct({ ...document, reading: before.reading, isDepositary: true }, writer, claim),
  )
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: '2020-01-01T00:00:00.000Z' })
  const treaty = {
    pack: 'bench',
    slug: 'bench',
    number: 'XL-9',
    title: 'Convention',
    short_title: 'Convention',
  }
  return {
    head: EMPTY_HEAD,
    treaties: [
      { ...treaty, adopted: plainDate('2001-05-01'), depositary_address: '', position: 1, rules: [] },
    ],
    ...{ participants: [], names: [], groups: [], memberships: [], sources: [], gaps: [], declarations: [] },
    ...{ events, checked_at: null, checked_by_treaty: {}, source_as_at: null, stale: false },
  }
}

const record = recordOfPage()
const WORK = {
  bare: () => {
    new SaxesParser().write(new TextDecoder('iso-8859-1').decode(bytes)).close()
  },
  read: () => {
    readDocument(bytes, { names, readOn })
  },
  'read and compared': () => {
    const after = { reading: readDocument(bytes, { names, readOn }), day: readOn }
    compareReadings(before, after, { names, readingDays: [] })
  },
  'read and reconciled': () => {
    const reading = readDocument(bytes, { names, readOn })
    const document = {
      reading,
      sha256: 'e'.repeat(64),
      treaty: 'XL-9',
      source: 'page',
      isDepositary: true,
      readOn,
    }
    reconcile(document, {
      record,
      earlier: { ...before, sha256: 'd'.repeat(64), readOn },
      recordedBy: 'bench',
    })
  },
} as const

const times = new Map<string, number[]>(Object.keys(WORK).map((what) => [what, []]))
for (let run = 0; run < RUNS + WARM_UP; run += 1) {
  for (const [what, work] of Object.entries(WORK)) {
    const began = performance.now()
    work()
    if (run >= WARM_UP) times.get(what)?.push(performance.now() - began)
  }
}
const bare = median(times.get('bare') ?? [])
process.stdout.write(
  `${bytes.length} bytes, ${before.reading.tables[0]?.rows.length} rows, median of ${RUNS}\n`,
)
for (const [what, measured] of times) {
  const took = median(measured)
  process.stdout.write(`${what.padEnd(20)} ${took.toFixed(3)} ms   ratio ${(took / bare).toFixed(2)}\n`)
}
