import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Waits until the disk has the names in a folder: a file that was made or renamed is there after a loss of power only
 *  then. Windows has no such thing. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}
