#!/usr/bin/env node
// Checks what `palermo export` wrote, with nothing but Node: no module of this project and no package. Read it before
// you trust it; docs/record.md says what it computes.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'

const USAGE = `Usage: palermo-verify <export.ndjson> [--key <name+hash+key>]...

Recomputes the hash of every event, the chain, the hash tree, every document and every table, and verifies the
signatures. With --key only a signature by one of these keys counts; without it the keys that the export names count,
which shows that nothing broke, but not who made it. Exit code 0: all of it holds. 1: it does not. 2: wrong usage.
`

/** What does not hold, in one sentence. */
class Bad extends Error {}

/** @param {string | Uint8Array} content */
const sha256 = (content) => createHash('sha256').update(content)

/** @param {Buffer} left @param {Buffer} right */
const node = (left, right) => sha256(Buffer.concat([Buffer.from([1]), left, right])).digest()

/** Whole subtrees of the hash tree so far, the largest first: RFC 9162, section 2.1. */
class Tree {
  size = 0
  /** @type {{ leaves: number, hash: Buffer }[]} */
  parts = []

  /** @param {string} eventHash in hex */
  add(eventHash) {
    let part = { leaves: 1, hash: sha256(Buffer.from(`00${eventHash}`, 'hex')).digest() }
    for (let last = this.parts.at(-1); last?.leaves === part.leaves; last = this.parts.at(-1)) {
      this.parts.pop()
      part = { leaves: part.leaves * 2, hash: node(last.hash, part.hash) }
    }
    this.parts.push(part)
    this.size += 1
  }

  root() {
    if (this.size === 0) return sha256('').digest()
    return this.parts.map(({ hash }) => hash).reduceRight((right, left) => node(left, right))
  }
}

/** @param {string} text `name+hash+base64` @returns {{ name: string, id: string, key: import('node:crypto').KeyObject }} */
function readKey(text) {
  const [name = '', id = '', ...rest] = text.split('+')
  const bytes = Buffer.from(rest.join('+'), 'base64')
  const named = Buffer.concat([Buffer.from(`${name}\n`), bytes])
  const known = sha256(named).digest('hex').slice(0, 8)
  if (bytes.length !== 33 || bytes[0] !== 1 || known !== id) throw new Bad(`"${text}" is no key`)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)])
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** The text of a signed note, once one of the keys has signed it. @param {string} note @param {string[]} keys
 *  @param {string} what */
function signedText(note, keys, what) {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  /** @type {string[]} */
  const by = []
  for (const line of note.slice(end + 2).split('\n')) {
    const [dash, name, encoded = ''] = line.split(' ')
    const bytes = Buffer.from(encoded, 'base64')
    for (const known of keys.map(readKey)) {
      if (dash !== '—' || known.name !== name || known.id !== bytes.subarray(0, 4).toString('hex')) continue
      if (!verify(null, Buffer.from(text), known.key, bytes.subarray(4))) {
        throw new Bad(`the signature of the ${what} by ${name}+${known.id} is not good`)
      }
      by.push(`${known.name}+${known.id}`)
    }
  }
  if (end < 0 || by.length === 0) throw new Bad(`the ${what} is not signed by a key that counts`)
  return { text, by }
}

/** Everything that one export says, checked a line at a time. */
class Reading {
  /** @type {{ seq: number, hash: string } | null} */
  head = null
  last = { seq: 0, hash: '0'.repeat(64) }
  tree = new Tree()
  /** @type {Map<string, { rows: number, hash: import('node:crypto').Hash }>} */
  tables = new Map()
  documents = new Set()
  /** @type {{ manifest: Record<string, { rows: number, sha256: string }>, proof?: Record<string, any> } | null} */
  end = null

  /** @param {{ seq: number, id: string, prev_hash: string, hash: string, document: string | null }} event */
  event({ hash, ...rest }) {
    const place = this.last.seq + 1
    const bad = (/** @type {string} */ why) => new Bad(`event ${place} (${rest.id}): ${why}`)
    const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
    const found = sha256(JSON.stringify(sorted)).digest('hex')
    if (rest.seq !== place) throw bad(`its seq is ${rest.seq}`)
    if (rest.prev_hash !== this.last.hash) throw bad('it does not name the hash of the event before it')
    if (found !== hash) throw bad('its hash is not that of its contents')
    if (rest.document !== null && !this.documents.has(rest.document)) throw bad('its document is not there')
    this.last = { seq: place, hash }
    this.tree.add(hash)
  }

  /** @param {string} line @param {number} number */
  line(line, number) {
    const said = JSON.parse(line)
    if (this.end !== null) throw new Bad(`line ${number}: nothing may follow the manifest`)
    if ((number === 1) !== (said.palermo_export === 1)) throw new Bad(`line ${number}: no export of form 1`)
    if (number === 1) this.head = said.head
    else if (said.manifest !== undefined) this.end = said
    else this.row(line, said)
  }

  /** @param {string} line @param {{ table: 'events', row: Parameters<Reading['event']>[0] } | { table: 'documents', row: { sha256: string, bytes: string } }} said */
  row(line, said) {
    const { table, row } = said
    const tally = this.tables.get(table) ?? { rows: 0, hash: createHash('sha256') }
    this.tables.set(table, tally)
    tally.rows += 1
    tally.hash.update(`${line}\n`)
    if (table === 'events') this.event(row)
    if (table !== 'documents') return
    const found = sha256(Buffer.from(row.bytes, 'base64')).digest('hex')
    if (found !== row.sha256) throw new Bad(`document ${row.sha256}: its bytes have the hash ${found}`)
    this.documents.add(found)
  }

  /** @param {string[]} pinned */
  finish(pinned) {
    if (this.head === null || this.end === null) throw new Bad('the export was cut off: it has no manifest')
    const { manifest, proof } = this.end
    const [{ seq, hash }, last] = [this.head, this.last]
    if (seq !== last.seq || hash !== last.hash) throw new Bad(`the last event is not the head, ${seq}`)
    for (const name of new Set([...this.tables.keys(), ...Object.keys(manifest)])) {
      const tally = this.tables.get(name) ?? { rows: 0, hash: createHash('sha256') }
      const said = manifest[name]
      if (said?.rows !== tally.rows || said.sha256 !== tally.hash.digest('hex')) {
        throw new Bad(`table ${name}: not the ${said?.rows ?? 0} rows of the manifest`)
      }
    }
    if (proof === undefined && pinned.length > 0) throw new Bad('the export is not signed')
    if (proof === undefined) return []
    const keys = pinned.length > 0 ? pinned : proof['keys']
    const checkpoint = signedText(proof['checkpoint'], keys, 'checkpoint')
    const [origin, size, root] = checkpoint.text.split('\n')
    const same = size === String(seq) && root === this.tree.root().toString('base64')
    if (!same) throw new Bad('the signed checkpoint is of other events')
    const lines = Object.entries(manifest).map(([name, said]) => `${name} ${said.rows} ${said.sha256}\n`)
    const contents = signedText(proof['contents'], keys, 'list of contents')
    if (contents.text !== `${origin}/export\nhead ${seq} ${hash}\n${lines.join('')}`) {
      throw new Bad('the signed list of contents is of another export')
    }
    const by = checkpoint.by.filter((key) => contents.by.includes(key))
    if (by.length === 0) throw new Bad('no one key has signed both the checkpoint and the list of contents')
    return by
  }
}

/** Only a line feed ends a line of an export, and a byte that is no UTF-8 stands for nothing. @param {string} file */
async function* linesOf(file) {
  let rest = ''
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for await (const bytes of createReadStream(file)) {
    const piece = utf8.decode(bytes, { stream: true })
    const lines = piece.includes('\n') ? `${rest}${piece}`.split('\n') : [rest + piece]
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function main() {
  const [file, ...options] = process.argv.slice(2)
  const pinned = options.filter((_, place) => place % 2 === 1)
  const wrong =
    options.some((option, place) => place % 2 === 0 && option !== '--key') || options.length % 2 === 1
  if (file === undefined || file.startsWith('--') || wrong) return [2, USAGE]
  const reading = new Reading()
  let number = 0
  try {
    for await (const line of linesOf(file)) {
      number += 1
      reading.line(line, number)
    }
    const by = reading.finish(pinned)
    const sure = pinned.length > 0 ? '' : ', as the export itself says: give --key to be sure'
    const signed = by.length === 0 ? 'It is NOT signed.' : `Signed by ${by.join(' and ')}${sure}.`
    return [0, `All holds: ${reading.last.seq} events, last hash ${reading.last.hash}. ${signed}\n`]
  } catch (error) {
    if (error instanceof Bad) return [1, `It does not hold: ${error.message}.\n`]
    if (error instanceof Error && 'syscall' in error) return [2, `It cannot be read (${error.message}).\n`]
    return [1, `It does not hold: line ${number} is no line of an export (${error}).\n`]
  }
}

const [code, text] = await main()
process.exitCode = Number(code)
process[code === 0 ? 'stdout' : 'stderr'].write(String(text))
