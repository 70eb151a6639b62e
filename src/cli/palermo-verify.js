#!/usr/bin/env node
// Checks what `palermo export` wrote or /v1/export/ gives, with nothing but Node; docs/record.md says how.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'

const USAGE = `Usage: palermo-verify <export.ndjson | folder with manifest.json> [--key <name+hash+key>]...
Recomputes every hash of an export and verifies its signatures: by one of these keys; without --key by those that the
export names, which shows that nothing broke, but not who made it. Exit code 0: all holds. 1: it does not. 2: wrong usage.\n`

/** What does not hold, in one sentence. */
class Bad extends Error {}
const sha256 = (/** @type {string | Uint8Array} */ content) => createHash('sha256').update(content)

/** The root of the hash tree over these leaves: RFC 9162, section 2.1. @param {Buffer[]} leaves @returns {Buffer} */
function rootOf(leaves) {
  if (leaves.length < 2) return leaves[0] ?? sha256('').digest()
  const at = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  return sha256(Buffer.concat([Buffer.of(1), rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at))])).digest()
}

/** Bytes in base64, where they are written in the one way. @param {string} text */
const bytesIn = (text) =>
  Buffer.from(Buffer.from(text, 'base64').toString('base64') === text ? text : '', 'base64')

function readKey(/** @type {string} */ text) {
  const [name = '', id = '', ...rest] = text.split('+')
  const bytes = bytesIn(rest.join('+'))
  const known = sha256(Buffer.concat([Buffer.from(`${name}\n`), bytes])).digest('hex')
  if (bytes.length !== 33 || bytes[0] !== 1 || known.slice(0, 8) !== id) throw new Bad(`"${text}" is no key`)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)])
  return { text, name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** The text of a note that each key has signed, in their order, and nobody else.
 *  @param {string} note @param {ReturnType<typeof readKey>[]} keys @param {string} what */
function signedText(note, keys, what) {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const lines = note.slice(text.length + 1).split('\n')
  for (const [place, { name, id, key }] of keys.entries()) {
    const [dash, of, encoded = ''] = lines[place]?.split(' ') ?? []
    const bytes = bytesIn(encoded)
    const named = dash === '—' && of === name && bytes.subarray(0, 4).toString('hex') === id
    if (!named) throw new Bad(`the ${what} is not signed by each key of the export`)
    const good = verify(null, Buffer.from(text), key, bytes.subarray(4))
    if (!good) throw new Bad(`the signature of the ${what} by ${name}+${id} is not good`)
  }
  if (lines.length !== keys.length + 1 || lines.at(-1)) throw new Bad(`the ${what} has more than that`)
  return text
}

/** These fields and no others. @param {any} value @param {string[]} fields */
const pick = (value, ...fields) => value && Object.fromEntries(fields.map((name) => [name, value[name]]))

/** What one export says, checked a line at a time. */
class Reading {
  place = 'line 0'
  read = 0
  head = { seq: 0, hash: '' }
  last = { seq: 0, hash: '0'.repeat(64) }
  leaves = /** @type {Buffer[]} */ ([])
  documents = /** @type {Set<string> | null} */ (new Set())
  /** Of each table or file its rows and hash: as they were read, and as the manifest says. */
  found = /** @type {Map<string, { rows: number, hash: import('node:crypto').Hash }>} */ (new Map())
  said = /** @type {Map<string, { rows: number, sha256: string }>} */ (new Map())
  /** The line that is signed of a manifest which is a file of its own. */
  own = ''
  proof = /** @type {any} */ (undefined)

  event(/** @type {any} */ { hash, ...rest }) {
    const place = this.last.seq + 1
    const bad = (/** @type {string} */ why) => new Bad(`event ${place} (${rest.id}): ${why}`)
    const text = JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))))
    if (rest.seq !== place) throw bad(`its seq is ${rest.seq}`)
    if (rest.prev_hash !== this.last.hash) throw bad('it does not name the hash of the event before it')
    if (sha256(text).digest('hex') !== hash) throw bad('its hash is not that of its contents')
    if (rest.document && this.documents?.has(rest.document) === false) throw bad('its document is not there')
    this.last = { seq: place, hash }
    this.leaves.push(sha256(Buffer.from(`00${hash}`, 'hex')).digest())
  }

  /** One line of a table or file. @param {string} name @param {string} line @param {any} row */
  row(name, line, row) {
    const tally = this.found.get(name) ?? { rows: 0, hash: createHash('sha256') }
    this.found.set(name, tally)
    tally.rows += 1
    tally.hash.update(`${line}\n`)
    if (/^events(\.ndjson)?$/.test(name)) this.event(row)
    if (!/^documents(\.ndjson)?$/.test(name)) return
    const found = sha256(Buffer.from(row.bytes, 'base64')).digest('hex')
    if (found !== row.sha256) throw new Bad(`document ${row.sha256}: its bytes have the hash ${found}`)
    this.documents?.add(found)
  }

  /** What `palermo export` writes; its first and last line hold nothing else. @param {string} file */
  async lines(file) {
    const order = /** @type {string[]} */ ([])
    for await (const line of linesOf(file)) {
      this.place = `line ${++this.read}`
      const { palermo_export, head, table, row, manifest, proof } = JSON.parse(line)
      if (this.said.size > 0) throw new Bad(`${this.place}: nothing may follow the manifest`)
      if ((this.read === 1) !== (palermo_export === 1)) throw new Bad(`${this.place}: no export of form 1`)
      if (table && order.at(-1) !== table) order.push(table)
      let written = line
      if (this.read === 1) {
        this.head = pick(head, 'seq', 'hash')
        written = JSON.stringify({ palermo_export, head: this.head })
      } else if (manifest !== undefined) {
        this.said = new Map(Object.entries(manifest).map(([name, of]) => [name, pick(of, 'rows', 'sha256')]))
        const told = [...this.said.keys()].filter((name) => order.includes(name))
        if (`${told}` !== `${order}`) throw new Bad('its tables are not those of the manifest in its order')
        this.proof = pick(proof, 'checkpoint', 'contents', 'keys')
        written = JSON.stringify({ manifest: Object.fromEntries(this.said), proof: this.proof })
      } else this.row(table, line, row)
      if (line !== written) throw new Bad(`${this.place} is not just what an export writes there`)
    }
  }

  /** The files that a manifest names, all of them and no others. @param {string} folder */
  async files(folder) {
    this.place = 'manifest.json'
    const text = readFileSync(`${folder}/manifest.json`, 'utf8')
    const { proof, ...rest } = JSON.parse(text)
    this.proof = pick(proof, 'checkpoint', 'contents', 'keys')
    const whole = { ...rest, proof: this.proof }
    const isWritten = text === JSON.stringify(whole) || text === `${JSON.stringify(whole, null, 2)}\n`
    if (!isWritten) throw new Bad('manifest.json is not just what an export writes there')
    this.head = rest.head ?? rest.record
    this.own = `${this.place} ${rest.files.length} ${sha256(JSON.stringify(rest)).digest('hex')}\n`
    this.said = new Map(rest.files.map((/** @type {any} */ one) => [one.file ?? one.name, one]))
    const there = readdirSync(folder).filter((name) => name !== 'manifest.json')
    const odd = [...this.said.keys(), ...there].find((name) => !this.said.has(name) || !there.includes(name))
    if (odd !== undefined) throw new Bad(`${odd} is not both in the folder and in its manifest.json`)
    if (!this.said.has('documents.ndjson')) this.documents = null
    for (const name of there.sort()) {
      this.place = name
      for await (const line of linesOf(`${folder}/${name}`)) {
        this.row(name, line, name.endsWith('.ndjson') ? JSON.parse(line) : null)
      }
    }
  }

  /** Who signed it. @param {string[]} pinned */
  finish(pinned) {
    const [{ said, found, last, proof }, { seq, hash }] = [this, this.head]
    if (said.size === 0) throw new Bad('the export was cut off: it has no manifest')
    if (seq !== last.seq || hash !== last.hash) throw new Bad(`the last event is not the head, ${seq}`)
    for (const name of new Set([...found.keys(), ...said.keys()])) {
      const { rows, hash: read } = found.get(name) ?? { rows: 0, hash: createHash('sha256') }
      const { rows: of, sha256: sum } = said.get(name) ?? { rows: 0, sha256: '' }
      const same = sum === read.digest('hex') && (of === rows || name.endsWith('.csv'))
      if (!same) throw new Bad(`table ${name}: not the ${of} rows of the manifest`)
    }
    const keys = /** @type {ReturnType<typeof readKey>[]} */ ((proof?.keys ?? []).map(readKey))
    const counted = keys.filter(({ text }) => pinned.length === 0 || pinned.includes(text))
    if (!proof && pinned.length === 0) return []
    if (counted.length === 0) throw new Bad('it is not signed by a key that counts')
    const [origin, size, root] = signedText(proof.checkpoint, keys, 'checkpoint').split('\n')
    const isOfThese = size === `${seq}` && root === rootOf(this.leaves).toString('base64')
    if (!isOfThese) throw new Bad('the signed checkpoint is of other events')
    const lines = [...said].map(([name, of]) => `${name} ${of.rows} ${of.sha256}\n`)
    const contents = `${origin}/export\nhead ${seq} ${hash}\n${this.own}${lines.join('')}`
    if (signedText(proof.contents, keys, 'list of contents') === contents) return counted
    throw new Bad('the signed list of contents is of another export')
  }
}

/** Only a line feed ends a line, each has one, and a byte that is no UTF-8 stands for nothing. @param {string} file */
async function* linesOf(file, utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })) {
  const rest = /** @type {string[]} */ ([])
  for await (const bytes of createReadStream(file)) {
    for (const [place, piece] of utf8.decode(bytes, { stream: true }).split('\n').entries()) {
      if (place > 0) yield rest.splice(0).join('')
      rest.push(piece)
    }
  }
  if (rest.join('') + utf8.decode() !== '') throw new Bad('it was cut off: its last line has no end')
}

async function main() {
  const [path = '--', ...options] = process.argv.slice(2)
  const pinned = options.filter((option) => option !== '--key')
  if (path.startsWith('--') || !/^( --key [^-]\S*)*$/.test(['', ...options].join(' '))) return [2, USAGE]
  const reading = new Reading()
  try {
    await (statSync(path).isDirectory() ? reading.files(path) : reading.lines(path))
    const by = reading.finish(pinned).map(({ name, id }) => `${name}+${id}`)
    const sure = pinned.length > 0 ? '' : ', as the export itself says: give --key to be sure'
    const signed = by.length === 0 ? 'It is NOT signed.' : `Signed by ${by.join(' and ')}${sure}.`
    return [0, `All holds: ${reading.last.seq} events, last hash ${reading.last.hash}. ${signed}\n`]
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return [2, `It cannot be read (${error.message}).\n`]
    const why = error instanceof Bad ? error.message : `${reading.place} is no line of an export (${error})`
    return [1, `It does not hold: ${why}.\n`]
  }
}

const [code, text] = await main()
process.exitCode = Number(code)
process[code === 0 ? 'stdout' : 'stderr'].write(String(text))
