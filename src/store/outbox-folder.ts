import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folder for mail where no mail server is set. */
export function outboxFolder(dataDir: string): string {
  return join(dataDir, 'outbox')
}

/** Keeps files in the folder for mail. A file is there whole or not at all. */
export function keepInOutbox(dataDir: string): (name: string, bytes: Uint8Array) => Promise<void> {
  const folder = outboxFolder(dataDir)
  return async (name, bytes) => {
    await mkdir(folder, { recursive: true })
    const written = join(folder, `.${name}`)
    await writeFile(written, bytes)
    await rename(written, join(folder, name))
  }
}
