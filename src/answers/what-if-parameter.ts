import * as z from 'zod'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate, TOO_LATE } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { findParticipant } from './look-up.ts'
import { accepted } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'

/** One deposit that is taken to be made. */
export type AddedDeposit = { readonly participant: string; readonly day: PlainDate }

const FIELD = 'add'
const LONGEST = 4000
const MOST = 200
const FORM = 'participant:day pairs separated by commas, as in FRA:2026-12-01,JPN:2027-01-15'

/** Deposits of a what-if. They are read against the record by `readAdded`. */
export const addParameter = z
  .string()
  .min(1)
  .max(LONGEST)
  .describe(
    `Deposits taken to be made: ${FORM}; at most ${MOST}. The answer is then hypothetical and says so.`,
  )
  .register(accepted, { accepted: FORM })

type Reading = { readonly day: PlainDate; readonly participant: string } | { readonly problem: InputProblem }

function refused(value: string, expected: string, nearest?: string): Reading {
  return {
    problem: { field: FIELD, value, accepted: expected, ...(nearest === undefined ? {} : { nearest }) },
  }
}

function readOne(view: RecordView, treaty: Treaty, text: string): Reading {
  const [, name, written] = /^([^:]+):([^:]+)$/.exec(text.trim()) ?? []
  if (name === undefined || written === undefined) return refused(text, FORM)
  const day = parsePlainDate(written.trim())
  if (day === null) return refused(text, 'a day of the calendar as YYYY-MM-DD after the colon')
  if (day >= TOO_LATE) return refused(text, `a day before ${TOO_LATE}`)
  const { code } = findParticipant(view, { field: FIELD, value: name.trim() })
  const since = view.names.since.get(code) ?? null
  const first = since !== null && since > treaty.adopted ? since : treaty.adopted
  if (day >= first) return { participant: code, day }
  const why = first === treaty.adopted ? 'the treaty was adopted then' : 'before it there was no such State'
  return refused(text, `a day from ${first} on (${why})`, `${code}:${first}`)
}

/** The deposits that the text asks for. Throws InputError with every one that cannot be: no participant of that name,
 *  an impossible day, one so late that nothing can be counted from it, a day before there was the treaty or the State. */
export function readAdded(view: RecordView, treaty: Treaty, text: string): AddedDeposit[] {
  const parts = text.split(',')
  if (parts.length > MOST) {
    throw new InputError([{ field: FIELD, value: `${parts.length} deposits`, accepted: `at most ${MOST}` }])
  }
  const read = parts.map((part) => {
    try {
      return readOne(view, treaty, part)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const [problem] = error.problems
      if (problem === undefined) throw error
      return { problem }
    }
  })
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []))
  if (problems.length > 0) throw new InputError(problems)
  return read.flatMap((one) => ('problem' in one ? [] : [one]))
}
