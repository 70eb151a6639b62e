/** The day that an answer is of; where it has not come yet, that it is so and what the answer rests on. */
export function asOfText({
  as_of,
  future,
}: {
  readonly as_of: string
  readonly future?: true | undefined
}): string {
  return future === true ? `${as_of} (a day to come: acts on record only, nothing is foretold)` : as_of
}
