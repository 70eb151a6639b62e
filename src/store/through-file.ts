import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from './store.ts'

/** Makes text piece by piece; each piece is waited for. */
export type MakeText = (write: (text: string) => Promise<void>) => Promise<unknown>

const PIECE = 64 * 1024
const OWNER_ONLY = 0o600

async function writeAll(file: FileHandle, bytes: Uint8Array, from: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done)
    done += bytesWritten
  }
}

/** What `make` makes, by way of a nameless file in `folder`: the maker waits for the disk only, however slowly its text
 *  is read, and the reader gets what there is while the rest is made. Ends with the maker's error where it fails. Who
 *  stops reading ends the making too. */
export async function throughFile(folder: string, make: MakeText): Promise<ReadableStream<Uint8Array>> {
  const path = join(folder, `.reading-${randomUUID()}`)
  const file = await open(path, 'wx+', OWNER_ONLY)
  await unlink(path)
  let written = 0
  let read = 0
  let isStopped = false
  let ended: { readonly error: unknown } | null = null
  let wake = (): void => undefined

  const made = make(async (text) => {
    if (isStopped) throw new Error('nobody reads any more')
    const bytes = Buffer.from(text)
    await writeAll(file, bytes, written)
    written += bytes.length
    wake()
  }).then(
    () => {
      ended = { error: null }
      wake()
    },
    (error: unknown) => {
      ended = { error }
      wake()
    },
  )
  const more = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })
  return new ReadableStream({
    pull: async (controller) => {
      while (read === written && ended === null) await more()
      if (read < written) {
        const { bytesRead, buffer } = await file.read({
          buffer: new Uint8Array(Math.min(PIECE, written - read)),
          position: read,
        })
        read += bytesRead
        controller.enqueue(buffer.subarray(0, bytesRead))
        return
      }
      await file.close()
      if (ended?.error) controller.error(ended.error)
      else controller.close()
    },
    cancel: async () => {
      isStopped = true
      await made
      await file.close()
    },
  })
}

/** The same with the file where there is room for it: beside an embedded database, else where the machine keeps what is
 *  passing. */
export function throughFileBeside({ engine, place }: Pick<Store, 'engine' | 'place'>) {
  const folder = engine === 'embedded' ? place : tmpdir()
  return (make: MakeText) => throughFile(folder, make)
}
