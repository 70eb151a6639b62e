/** Milliseconds of the middle one of many runs. */
export function median(rounds: number, work: () => unknown): number {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    work()
    times.push(performance.now() - began)
  }
  const middle = times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)]
  if (middle === undefined) throw new Error('no rounds')
  return middle
}
