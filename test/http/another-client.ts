/** A name for the client of each request, no two the same: what many requests of one client would use up, they do not. */
export function anotherClientEachTime(): () => string {
  let clients = 0
  return () => {
    clients += 1
    return `client ${clients}`
  }
}
