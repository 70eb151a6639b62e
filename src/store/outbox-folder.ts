import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outbox } from '../alerts/delivery-means.ts'

/** Folder for mail where no mail server is set. */
export function outboxFolder(dataDir: string): string {
  return join(dataDir, 'outbox')
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The folder for mail; it is made with its first file. A file is there whole or not at all. */
export function outboxIn(dataDir: string): Outbox {
  const folder = outboxFolder(dataDir)
  return {
    keep: async (name, bytes) => {
      await mkdir(folder, { recursive: true })
      const written = join(folder, `.${name}`)
      await writeFile(written, bytes)
      await rename(written, join(folder, name))
    },
    list: async () => {
      try {
        return await readdir(folder)
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  }
}
