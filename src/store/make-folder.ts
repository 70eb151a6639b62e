import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Makes the folder and those above it that are not there yet. Throws what the system says where it cannot. The recursive
 *  `mkdir` of Node never ends where the folder above is there and the system says all the same that it is not, as Linux
 *  does below /proc. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const above = dirname(folder)
  if (!existsSync(above)) makeFolder(above)
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error
  }
}
