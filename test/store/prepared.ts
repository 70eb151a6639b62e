import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of what the tests of one run prepare once for all files of tests. */
    preparedFolder: string
  }
}

const underWay = new Map<string, Promise<string>>()

async function prepareOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const place = join(inject('preparedFolder'), name)
  if (existsSync(place)) return place
  const folder = `${place}-${randomUUID()}`
  mkdirSync(folder)
  await make(folder)
  try {
    renameSync(folder, place)
  } catch (error) {
    // Another process has made the same meanwhile.
    if (!existsSync(place)) throw error
    rmSync(folder, { recursive: true })
  }
  return place
}

/** The folder `name`, made by whichever file of tests of this run asks first. It is read and copied, never written. */
export function prepared(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const found = underWay.get(name) ?? prepareOnce(name, make)
  underWay.set(name, found)
  return found
}
