/** Lets work that bears the same name be done one after the other, in the order in which it was asked for; other names do
 *  not wait for it. The next waits for the promise of the one before, so only where work goes on to its own end whatever
 *  becomes of the request that asked for it: not at the edge. */
export function takingTurns(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const own = before.then(work, work)
    const over = own.then(
      () => undefined,
      () => undefined,
    )
    last.set(name, over)
    void over.then(() => {
      if (last.get(name) === over) last.delete(name)
    })
    return own
  }
}
