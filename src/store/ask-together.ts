/** The same question, asked once for all who ask while it is under way. Only where one request may wait for what
 *  another has begun, so not at the edge. */
export function askTogether<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null
  return () => {
    underWay ??= ask().finally(() => {
      underWay = null
    })
    return underWay
  }
}
