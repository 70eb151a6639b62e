import { createServer } from 'node:net'
import { InputError } from '../law/input-error.ts'

/** What is said where an address cannot be listened on. */
export function listenRefusal(
  error: NodeJS.ErrnoException,
  { port, host }: { readonly port: number; readonly host: string },
): InputError {
  const { code } = error
  if (code === 'EADDRINUSE') {
    const accepted = `a port that is free; another program listens at ${port} on ${host} (${code})`
    return new InputError([{ field: 'PORT', value: String(port), accepted }])
  }
  if (code === 'EACCES') {
    const accepted = `a port that this user may listen on (${code}); those from 1024 up usually are`
    return new InputError([{ field: 'PORT', value: String(port), accepted }])
  }
  return new InputError([{ field: 'HOST', value: host, accepted: `an address of this machine (${code})` }])
}

/** Listens for a moment and lets go: so that a port in use is known before anything long is begun. Throws InputError
 *  where it cannot be had. */
export function requireFreePort(at: { readonly port: number; readonly host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(listenRefusal(error, at)))
    server.listen(at, () => server.close(() => resolve()))
  })
}
