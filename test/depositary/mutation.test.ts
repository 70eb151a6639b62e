import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareReadings, type DatedReading } from '../../src/depositary/compare-readings.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { plainDate } from '../../src/law/plain-date.ts'
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
import { claimsOf, said } from './said.ts'
import { spoiltBytes, spoiltTable } from './spoilt.ts'

/** Ten thousand ways to spoil a page that was read before. Nothing in them is a new act, so none may be taken for one,
 *  and none may change a claim without a refusal, a warning or a difference that waits. The page's newest act is a week
 *  old when it is first read, so that a slip that moves it into another row looks as timely as it can. */
const OLDER = plainDate('2004-05-20')
const NEWER = plainDate('2004-05-27')

const FORMS = {
  xml: (page: MadePage) => latin1(madeXml(page)),
  html: (page: MadePage) => utf8(madeHtml(page)),
  csv: (page: MadePage) => utf8(madeCsv(page)),
} as const
type Form = keyof typeof FORMS

function dated(bytes: Uint8Array, day: typeof OLDER): DatedReading {
  return { day, reading: readDocument(bytes, { names: MADE_NAMES, readOn: day }) }
}

const originals = Object.fromEntries(
  Object.entries(FORMS).map(([form, print]) => [form, dated(print(MADE_PAGE), OLDER)]),
)

function original(form: Form): DatedReading {
  const found = originals[form]
  if (found === undefined) throw new Error(`no page as ${form}`)
  return found
}

/** What became of a spoilt page: how it is noticed, or that the claims are the same; null for a silent change. */
function noticed(form: Form, bytes: Uint8Array): string | null {
  const before = original(form)
  const after = dated(bytes, NEWER)
  if (after.reading.verdict !== 'status_table') return 'refused'
  const compared = compareReadings(before, after, { names: MADE_NAMES, readingDays: [] })
  if (compared.kind === 'refused') return 'refused'
  const { differences } = compared
  if (differences.some((difference) => difference.disposition === 'event')) return null
  if (differences.some((difference) => difference.disposition === 'person')) return 'waits'
  const known = new Set(before.reading.warnings.map((warning) => warning.text))
  const was = new Set(claimsOf(before.reading))
  const warned = after.reading.warnings.some((warning) => !known.has(warning.text))
  const others = after.reading.claims.filter((claim) => !was.has(said(claim)))
  const heldOnly = others.every(({ held }) => held.length > 0)
  if (warned && heldOnly && after.reading.claims.length >= was.size) return 'warned'
  const same = claimsOf(after.reading).toSorted().join() === claimsOf(before.reading).toSorted().join()
  return same ? 'the same claims' : null
}

function check(form: Form, spoilt: fc.Arbitrary<Uint8Array>, numRuns: number): void {
  fc.assert(
    fc.property(spoilt, (bytes) => {
      expect(noticed(form, bytes)).not.toBeNull()
    }),
    { numRuns },
  )
}

describe('no spoilt page changes a claim silently', () => {
  it.each([
    ['xml', 1200],
    ['html', 1200],
    ['csv', 1600],
  ] as const)('where rows, cells or columns of the %s are dropped, exchanged or doubled', (form, runs) => {
    check(form, spoiltTable(MADE_PAGE).map(FORMS[form]), runs)
  })

  it.each([
    ['xml', 2500],
    ['html', 1500],
    ['csv', 2500],
  ] as const)('where bytes of the %s are altered, dropped, doubled, exchanged or cut off', (form, runs) => {
    check(form, spoiltBytes(FORMS[form](MADE_PAGE)), runs)
  })
})
