import { NOT_ANSWERED } from './impatient-pool.ts'

/** What the database answers; rejects after `ms` milliseconds, as a database that is gone does, where it has not answered.
 *  The question itself is not taken back. */
export async function answerInTime<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(NOT_ANSWERED)), ms)
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
