import {
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { InputError } from '../law/input-error.ts'
import { requireRoom } from './disk-room.ts'

/** A data directory that no other process can hold until it is released or this process ends, however it ends. */
export type HeldDirectory = {
  readonly announce: (address: string) => void
  readonly release: () => void
}

/** Who holds a data directory: process, since when, and the address at which it answers, once it does. */
export type Holder = { readonly pid: number; readonly since: string; readonly address: string | null }

const LOCK = 'held.sqlite'
const HOLDER = 'held.json'
/** What is in it is for nobody else on the machine: addresses, secrets of webhooks, hashes of tokens. */
const OWNER_ONLY = 0o700
const SQLITE_FAILED = 'ERR_SQLITE_ERROR'
const SQLITE_BUSY = 5

/** Locks taken by this process. A lock that nobody can reach would be collected as garbage, and so be lost. */
const locks = new Set<DatabaseSync>()

function refusal(dataDir: string, accepted: string): InputError {
  return new InputError([{ field: 'DATA_DIR', value: dataDir, accepted }])
}

function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null
  return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY
}

/** What the last holder of the directory wrote of itself; null when nothing of the kind is there. It holds the
 *  directory still only if the lock says so. */
export function readHolder(dataDir: string): Holder | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, HOLDER), 'utf8'))
  } catch (error) {
    // Another process may be between taking the lock and writing the file.
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function describeHolder(dataDir: string): string {
  const holder = readHolder(dataDir)
  if (holder === null) return 'another process holds it'
  const at = holder.address === null ? '' : ` at ${holder.address}`
  return `process ${holder.pid}${at} has held it since ${holder.since}`
}

function takeLock(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, LOCK))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw error
  }
  locks.add(lock)
  return lock
}

/** Makes a folder and those above it. Node's own recursive call never returns where a parent refuses with ENOENT, as
 *  in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: OWNER_ONLY })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

/** Writes a small file over what it held. Emptied first, as `writeFileSync` does it, some file systems (ext4) would send
 *  all that waits to the disk before the next line of the program runs. */
function writeOver(path: string, text: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT)
  try {
    writeSync(file, text)
    ftruncateSync(file, Buffer.byteLength(text))
  } finally {
    closeSync(file)
  }
}

/** Makes the data directory if need be and holds it for this process: the embedded database would lose rows if two
 *  processes opened it. The lock is the operating system's, on a file of SQLite's, so it ends with the process. Throws
 *  InputError when another process holds the directory (and says which) or when it cannot be written to, and NoRoom
 *  when its disk is full. */
export function holdDataDirectory(dataDir: string): HeldDirectory {
  const since = new Date().toISOString()
  const write = (address: string | null): void => {
    const holder: Holder = { pid: process.pid, since, address }
    writeOver(join(dataDir, HOLDER), `${JSON.stringify(holder)}\n`)
  }
  try {
    makeFolder(resolve(dataDir))
    if (!statSync(dataDir).isDirectory()) throw refusal(dataDir, 'a directory; there is a file of this name')
    const lock = takeLock(dataDir)
    const release = (): void => {
      locks.delete(lock)
      lock.close()
    }
    try {
      write(null)
    } catch (error) {
      release()
      throw error
    }
    return { announce: write, release }
  } catch (error) {
    if (isBusy(error)) {
      throw refusal(dataDir, `a directory that no other process holds; ${describeHolder(dataDir)}`)
    }
    const code = systemCode(error)
    if (code === null) throw error
    // What SQLite says of a disk without room does not say why.
    if (code === SQLITE_FAILED || code === 'ENOSPC') requireRoom(dataDir)
    throw refusal(dataDir, `a directory that this program can write to (${code})`)
  }
}
