const DEADLOCK_DETECTED = '40P01'
const MOST_TIMES = 5

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DEADLOCK_DETECTED
}

/** Does a whole piece of work again where the database ended it because it and another waited for each other: nothing of
 *  it was kept, and the other goes on. Whoever leaves takes the messages of a subscription away while workers put many of
 *  them on record, each in an order of its own. Throws what the work throws, a deadlock after the fifth in a row. */
export async function againAfterDeadlock<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let time = 1; ; time++) {
    try {
      return await work()
    } catch (error) {
      if (!isDeadlock(error) || time === MOST_TIMES) throw error
    }
  }
}
