import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Requests that a connection may send on before the first of them is answered. No browser sends any; with more the
 *  connection is given up. */
const MOST_AHEAD = 100

type Line = {
  /** The answer to the newest request. */
  last: ServerResponse
  waiting: number
}

/** Handles each request of a connection only when the answer to the one before it has left. Node itself begins all that
 *  came in one piece at once: a few connections that ask hundreds of times and never read would fill the memory with
 *  answers. What waits on a connection that is closed is never begun. */
export function oneAtATime(handle: Handle): Handle {
  const lines = new WeakMap<Socket, Line>()
  return (incoming, outgoing) => {
    const { socket } = incoming
    const line = lines.get(socket)
    if (line === undefined) {
      lines.set(socket, { last: outgoing, waiting: 0 })
      return handle(incoming, outgoing)
    }
    const before = line.last
    line.last = outgoing
    // Node gives an answer its socket when it is its turn.
    if (outgoing.socket !== null) return handle(incoming, outgoing)
    line.waiting += 1
    if (line.waiting > MOST_AHEAD) return void socket.destroy()
    before.once('finish', () => {
      line.waiting -= 1
      handle(incoming, outgoing)
    })
  }
}
