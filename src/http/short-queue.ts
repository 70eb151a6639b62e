/** Thrown where as many wait already as may; nothing was begun. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/** Lets work be done one after the other, in the order in which it was asked for, `most` under way or waiting at a time.
 *  The promise is rejected with QueueFull where there are more. */
export function shortQueue(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  let there = 0
  return async (work) => {
    if (there >= most) throw new QueueFull(`${most} wait already`)
    there += 1
    const own = last.then(work)
    last = own.catch(() => undefined)
    try {
      return await own
    } finally {
      there -= 1
    }
  }
}
