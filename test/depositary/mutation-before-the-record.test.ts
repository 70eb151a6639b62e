import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packNames } from '../../src/cli/pack-names.ts'
import { decide } from '../../src/depositary/decide.ts'
import { decodeBytes } from '../../src/depositary/decode-bytes.ts'
import { type NameRegistry, registryOf } from '../../src/depositary/participant-names.ts'
import { type Reading, readDocument } from '../../src/depositary/read-document.ts'
import { reconcile } from '../../src/depositary/reconcile.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { printedDay } from '../store/page-of-record.ts'
import {
  latin1,
  MADE_NAMES,
  MADE_PAGE,
  type MadePage,
  madeCsv,
  madeHtml,
  madeXml,
  utf8,
} from './made-page.ts'
import { recordOfReading } from './made-record.ts'
import { claimsOf } from './said.ts'
import { spoiltBytes, spoiltTable, spoiltXmlTable } from './spoilt.ts'

/** The chain as far as the decision: a page that says what the record says is read, spoilt, and read again a week later.
 *  Nothing in it is new, so no spoilt page may bring an event, and none may say anything else without being refused,
 *  held, or leaving something that waits. The counts are those of the suite; MUTATIONS multiplies them. */
const TIMES = Number(process.env['MUTATIONS'] ?? 1)

/** A page as it was read first, and the record that says the same. */
type Ground = {
  readonly names: NameRegistry
  readonly before: Reading
  readonly sha256: string
  readonly record: RecordSnapshot
  readonly first: PlainDate
}

function groundOf(bytes: Uint8Array, names: NameRegistry, first: PlainDate, said?: Reading): Ground {
  const before = readDocument(bytes, { names, readOn: first })
  return { names, before, sha256: sha256Hex(bytes), record: recordOfReading(said ?? before), first }
}

/** What becomes of the page as it is now; null where it says something else and nobody would see it. */
function becomes({ names, before, sha256, record, first }: Ground, bytes: Uint8Array): string | null {
  const readOn = addDays(first, 7)
  const reading = readDocument(bytes, { names, readOn })
  const treaty = record.treaties[1]?.number ?? ''
  const document = { reading, sha256: sha256Hex(bytes), treaty, source: 'table', isDepositary: true, readOn }
  if (reading.verdict !== 'status_table') return 'refused'
  const earlier = { reading: before, sha256, readOn: first }
  const found = reconcile(document, { record, earlier, recordedBy: 'test' })
  const decision = decide(document, found, { earlier, treaties: record.treaties })
  if (decision.kind === 'refused') return 'refused'
  if (decision.events.length > 0) return null
  if (decision.held.length > 0) return 'held'
  if (decision.waiting.length > 0) return 'waits'
  const same = claimsOf(reading).toSorted().join() === claimsOf(before).toSorted().join()
  return same ? 'the same claims' : null
}

/** How many spoilt pages were laid before the record in this run of the whole file. */
let laid = 0

function never(ground: Ground, spoilt: fc.Arbitrary<Uint8Array>, runs: number): void {
  const outcomes = new Map<string, number>()
  fc.assert(
    fc.property(spoilt, (bytes) => {
      const outcome = becomes(ground, bytes)
      laid += 1
      expect(outcome).not.toBeNull()
      outcomes.set(String(outcome), (outcomes.get(String(outcome)) ?? 0) + 1)
    }),
    { numRuns: runs * TIMES },
  )
  // Were every page refused, or none, the table would not have been spoilt as it is meant to be.
  expect(outcomes.size).toBeGreaterThan(1)
}

/** Every page of the web bears the stamp of the day on which it is asked for. */
const LATER: MadePage = { ...MADE_PAGE, stamp: '27-05-2004 03:15:34 EDT' }
const FORMS = {
  xml: (page: MadePage) => latin1(madeXml(page)),
  html: (page: MadePage) => utf8(madeHtml(page)),
  csv: (page: MadePage) => utf8(madeCsv(page)),
} as const

/** A hundred and thirty States whose names differ by a letter, so that a row is less than a twentieth of the page and a
 *  slip in a name is another State's name; low bytes and bare ampersands round the table, as the real files have them. */
const LANDS = Array.from({ length: 130 }, (_, place) => ({
  code: `L${String.fromCharCode(65 + Math.floor(place / 26), 65 + (place % 26))}`,
  place,
}))
const nameOf = ({ code }: { code: string }) => `Land ${code.slice(1)}`
const LAND_NAMES = registryOf(
  LANDS.map((land) => ({ code: land.code, name: nameOf(land), names_also: [], un_member_from: null })),
  [],
)
const SIGNED = plainDate('2001-06-01')
const LARGE: MadePage = {
  ...MADE_PAGE,
  rows: LANDS.map((land) => {
    const { place } = land
    const signs = place % 3 !== 0
    const consents = place % 4 !== 0 || !signs
    const letter = signs ? (place % 4 === 1 ? ' A' : '') : ' a'
    return {
      name: nameOf(land),
      marks: place % 10 === 0 ? '1,2' : '',
      cells: [
        signs ? printedDay(addDays(SIGNED, place)) : '',
        consents ? `${printedDay(addDays(SIGNED, 400 + place))}${letter}` : '',
      ],
    }
  }),
}
const count = (place: number) => LARGE.rows.filter(({ cells }) => cells[place] !== '').length
const WHOLE: MadePage = { ...LARGE, signatories: count(0), parties: count(1) }
const largeXml = madeXml(WHOLE).replace(
  '</Header>\n    <SpecialTables>',
  '<EIF><Labeltext>in accordance with article 17, \x1cwhich\x1d reads & \x19so\x19</Labeltext></EIF></Header>\n    <SpecialTables>',
)
const FIRST = plainDate('2004-05-20')

describe('no spoilt page says anything else before the record unseen', () => {
  it.each([
    ['xml', 1500],
    ['html', 1000],
    ['csv', 1500],
  ] as const)('where rows, cells or columns of the %s are dropped, exchanged or doubled', (form, runs) => {
    const said = readDocument(FORMS.xml(MADE_PAGE), { names: MADE_NAMES, readOn: FIRST })
    const ground = groundOf(FORMS[form](MADE_PAGE), MADE_NAMES, FIRST, said)
    expect(becomes(ground, FORMS[form](LATER))).toBe('the same claims')
    never(ground, spoiltTable(LATER).map(FORMS[form]), runs)
  })

  it.each([
    ['xml', 2000],
    ['html', 1500],
    ['csv', 1500],
  ] as const)('where bytes of the %s are altered, dropped, doubled, exchanged or cut off', (form, runs) => {
    const said = readDocument(FORMS.xml(MADE_PAGE), { names: MADE_NAMES, readOn: FIRST })
    const ground = groundOf(FORMS[form](MADE_PAGE), MADE_NAMES, FIRST, said)
    never(ground, spoiltBytes(FORMS[form](LATER)), runs)
  })

  it('where a long page with the quirks of the real ones is spoilt in its table or its bytes', () => {
    const bytes = latin1(largeXml)
    const ground = groundOf(bytes, LAND_NAMES, FIRST)
    expect(ground.before.mended.length).toBeGreaterThan(0)
    expect(becomes(ground, bytes)).toBe('the same claims')
    never(ground, spoiltXmlTable(largeXml).map(latin1), 600)
    never(ground, spoiltBytes(bytes), 600)
  })

  it('in ten thousand tries and more', ({ task }) => {
    expect(laid).toBeGreaterThanOrEqual(10_000)
    task.meta.figure = `${laid} spoilt pages`
  })
})

const REAL = new URL('../../../shared/data/depositary/untc-xml-2018-01/', import.meta.url)

describe.skipIf(!existsSync(REAL))(
  'no spoilt page of the depositary says anything else before the record unseen',
  () => {
    it.each(['XVIII-12-a', 'XVIII-12-c'])('%s', (number) => {
      const bytes = new Uint8Array(readFileSync(new URL(`${number}.en.xml`, REAL)))
      const ground = groundOf(bytes, packNames(), plainDate('2018-01-15'))
      expect(becomes(ground, bytes)).toBe('the same claims')
      const { text } = decodeBytes(bytes)
      never(ground, spoiltXmlTable(text).map(utf8), 150)
      never(ground, spoiltBytes(bytes), 150)
    })
  },
)
