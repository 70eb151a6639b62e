import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chain, EMPTY_HEAD, eventHash } from '../../src/record/chain.ts'
import type { RecordEvent } from '../../src/record/event.ts'
import { growTree } from '../../src/record/merkle-tree.ts'
import { type NoteSigner, newNoteSigner, verifierText } from '../../src/record/note-key.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { signExport } from '../../src/record/signed-contents.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { exportLines } from '../../src/store/export-record.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'

const VERIFIER = join(import.meta.dirname, '..', '..', 'src/cli/palermo-verify.js')
const folder = newFolder()

function check(text: string, ...options: string[]) {
  const file = join(folder, 'export.ndjson')
  writeFileSync(file, text)
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, file, ...options], {
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}` }
}

function withTable(text: string, table: string, change: (lines: string[]) => string[]): string {
  const lines = text.split('\n')
  const ours = (line: string) => line.startsWith(`{"table":"${table}"`)
  const from = lines.findIndex(ours)
  const to = lines.findLastIndex(ours) + 1
  return [...lines.slice(0, from), ...change(lines.slice(from, to)), ...lines.slice(to)].join('\n')
}

/** The manifest of the lines as they are now, as whoever tampers with them would write it. */
function withNewManifest(text: string): string {
  const lines = text.split('\n').slice(0, -2)
  const manifest: Record<string, { rows: number; sha256: string }> = {}
  const tables = Map.groupBy(lines.slice(1), (line) => String(JSON.parse(line).table))
  for (const [name, of] of tables) {
    manifest[name] = { rows: of.length, sha256: sha256Hex(of.map((line) => `${line}\n`).join('')) }
  }
  const last = JSON.parse(String(text.split('\n').at(-2)))
  for (const name of Object.keys(last.manifest)) manifest[name] ??= last.manifest[name]
  return `${lines.join('\n')}\n${JSON.stringify({ ...last, manifest })}\n`
}

/** The whole of it made to fit again after a change of the third event: chain, head, manifest. */
function rewritten(text: string): string {
  const changed = withTable(text, 'events', (lines) => {
    const events: RecordEvent[] = lines.map((line) => JSON.parse(line).row)
    const drafts = events.map(({ seq, recorded_at: _at, prev_hash: _prev, hash: _hash, ...rest }) =>
      seq === 3 ? { ...rest, note: 'forged' } : rest,
    )
    const forged = chain(drafts, { head: EMPTY_HEAD, recordedAt: String(events[0]?.recorded_at) })
    return forged.map((event, place) => {
      const row = Object.fromEntries(
        Object.keys(events[place] ?? {}).map((name) => [name, event[name as keyof RecordEvent]]),
      )
      return JSON.stringify({ table: 'events', row })
    })
  })
  const lines = changed.split('\n')
  const last = JSON.parse(String(lines.findLast((line) => line.startsWith('{"table":"events"')))).row
  const opening = { palermo_export: 1, head: { seq: last.seq, hash: last.hash } }
  return withNewManifest([JSON.stringify(opening), ...lines.slice(1)].join('\n'))
}

type Proof = { checkpoint: string; contents: string; keys: readonly string[] }

function proofIn(text: string): Proof {
  return JSON.parse(String(text.split('\n').at(-2))).proof
}

/** With some of its proof changed, or with none. */
function withProof(text: string, change: (proof: Proof) => Partial<Proof> | null): string {
  const lines = text.split('\n')
  const { manifest, proof } = JSON.parse(String(lines.at(-2)))
  const changed = change(proof)
  const last = changed === null ? { manifest } : { manifest, proof: { ...proof, ...changed } }
  return `${lines.slice(0, -2).join('\n')}\n${JSON.stringify(last)}\n`
}

/** The note without one of the lines that sign it. */
function withoutSignature(note: string, place: number): string {
  const [text = '', signatures = ''] = note.split('\n\n')
  return `${text}\n\n${signatures.split('\n').toSpliced(place, 1).join('\n')}`
}

async function signedAnew(text: string, signer: NoteSigner): Promise<string> {
  const lines = text.split('\n')
  const { head } = JSON.parse(String(lines[0]))
  const { manifest } = JSON.parse(String(lines.at(-2)))
  const hashes = lines
    .filter((line) => line.startsWith('{"table":"events"'))
    .map((line) => JSON.parse(line).row.hash)
  const parts = Object.entries(manifest as Record<string, { rows: number; sha256: string }>).map(
    ([name, said]) => ({
      name,
      ...said,
    }),
  )
  const proof = await signExport({ head, tree: growTree(null, hashes), parts }, [signer])
  return `${lines.slice(0, -2).join('\n')}\n${JSON.stringify({ manifest, proof })}\n`
}

describe('the verifier that stands alone', () => {
  let store: Store
  let text = ''
  let unsigned = ''
  let earlier = ''
  let old: NoteSigner
  let next: NoteSigner

  const exported = async (signers: readonly NoteSigner[]): Promise<string> => {
    const pieces: string[] = []
    await exportLines(store, (lines) => void pieces.push(lines), signers)
    return pieces.join('')
  }
  beforeAll(async () => {
    const [database] = DATABASES
    if (database === undefined) throw new Error('a database')
    store = await database.open('small')
    ;[old, next] = [await newNoteSigner('record.example'), await newNoteSigner('record.example')]
    const document = await keepDocument(store.db, new Uint8Array([0, 1, 2, 253, 254, 255]))
    earlier = await exported([old, next])
    const odd = 'a line\u2028of "text", \u007f, \ud83d\ude00 and \\ \u0007'
    await appendEvents(store, [
      draft({ id: 'cites', treaty: 'C', participant: 'CCC', action: 'signature', document, note: odd }),
    ])
    text = await exported([old, next])
    unsigned = await exported([])
  })
  afterAll(() => store.close())

  test('is one file of under 200 lines that imports nothing but Node', () => {
    const source = readFileSync(VERIFIER, 'utf8')
    expect(source.split('\n').length - 1).toBeLessThan(200)
    const imports = [...source.matchAll(/from '([^']+)'/g)].map((match) => String(match[1]))
    expect(imports.every((name) => name.startsWith('node:'))).toBe(true)
  })

  test('finds an export whole, and says who signed it', () => {
    const keyless = check(text)
    expect(keyless).toMatchObject({ status: 0, said: expect.stringContaining('give --key to be sure') })
    const pinned = check(text, '--key', verifierText(next))
    expect(pinned.said).toContain(`Signed by record.example+${next.hash}.`)
    expect(pinned).toMatchObject({ status: 0, said: expect.stringContaining('All holds: 10 events') })
    expect(check(text, '--key', verifierText(old)).status).toBe(0)
    expect(check(unsigned)).toMatchObject({ status: 0, said: expect.stringContaining('NOT signed') })
    expect(check(unsigned, '--key', verifierText(next)).status).toBe(1)
  })

  const swap = (lines: string[], one: number, other: number) =>
    lines.map((line, place) => lines[place === one ? other : place === other ? one : place] ?? line)

  test.each<[string, (text: string) => string | Promise<string>, RegExp]>([
    [
      'a byte of an event changed',
      (given) => given.replace('a note, with', 'a lote, with'),
      /event 2 .*hash is not that of its contents/,
    ],
    [
      'an event dropped',
      (given) => withTable(given, 'events', (lines) => lines.toSpliced(3, 1)),
      /event 4 .*its seq is 5/,
    ],
    [
      'the last event dropped, and the manifest made to fit',
      (given) => withNewManifest(withTable(given, 'events', (lines) => lines.slice(0, -1))),
      /last event is not the head, 10/,
    ],
    [
      'an event added',
      (given) =>
        withTable(given, 'events', (lines) => {
          const last = JSON.parse(String(lines.at(-1))).row
          const { hash: _hash, ...added } = { ...last, seq: last.seq + 1, id: 'added', prev_hash: last.hash }
          return [...lines, JSON.stringify({ table: 'events', row: { ...added, hash: eventHash(added) } })]
        }),
      /last event is not the head, 10/,
    ],
    [
      'two events that changed places',
      (given) => withTable(given, 'events', (lines) => swap(lines, 4, 5)),
      /event 5 .*its seq is 6/,
    ],
    [
      'an event given twice',
      (given) => withTable(given, 'events', (lines) => lines.toSpliced(2, 0, String(lines[1]))),
      /event 3 .*seq is 2/,
    ],
    [
      'a byte of a document changed',
      (given) => given.replace('AAEC/f7/', 'AAEC/f7+'),
      /document .*its bytes/,
    ],
    [
      'a document dropped',
      (given) => withTable(given, 'documents', () => []),
      /event 10 .*its document is not there/,
    ],
    [
      'a source changed, and the manifest made to fit',
      (given) => withNewManifest(given.replace('"publisher":"Paper"', '"publisher":"Papers"')),
      /list of contents is of another export/,
    ],
    [
      'a membership dropped',
      (given) => withTable(given, 'memberships', (lines) => lines.slice(1)),
      /table memberships/,
    ],
    [
      'the lines of a table moved behind the others',
      (given) => {
        const lines = given.split('\n')
        const ours = (line: string) => line.startsWith('{"table":"participants"')
        const others = lines.filter((line) => !ours(line))
        return others.toSpliced(-2, 0, ...lines.filter(ours)).join('\n')
      },
      /its tables are not those of the manifest in its order/,
    ],
    [
      'one line of a table moved behind the others, which leaves the order of its own',
      (given) => {
        const lines = given.split('\n')
        const last = lines.findLastIndex((line) => line.startsWith('{"table":"memberships"'))
        return lines.toSpliced(last, 1).toSpliced(-2, 0, String(lines[last])).join('\n')
      },
      /its tables are not those of the manifest in its order/,
    ],
    ['its end cut off', (given) => given.slice(0, -300), /cut off/],
    ['its last line cut off', (given) => given.split('\n').slice(0, -2).join('\n'), /cut off/],
    ['cut off in the events', (given) => given.slice(0, given.indexOf('"seq":6')), /cut off/],
    ['its last line end cut off', (given) => given.slice(0, -1), /cut off/],
    [
      'something beside the head in its first line',
      (given) => given.replace('}}', '},"note":"forged"}'),
      /line 1 is not just/,
    ],
    [
      'something in the head',
      (given) => given.replace('{"seq":10', '{"as_of":"1999-01-01","seq":10'),
      /line 1 is not just/,
    ],
    ['a blank in its first line', (given) => given.replace(':', ': '), /line 1 is not just/],
    [
      'something beside the manifest in its last line',
      (given) => given.replace('{"manifest":', '{"licence":"none","manifest":'),
      /is not just/,
    ],
    [
      'something in a table of the manifest',
      (given) => given.replace('"packs":{"rows"', '"packs":{"by":"me","rows"'),
      /is not just/,
    ],
    [
      'something in the proof',
      (given) => given.replace('"proof":{', '"proof":{"note":"forged",'),
      /is not just/,
    ],
    [
      'one more key named',
      async (given) => {
        const thief = verifierText(await newNoteSigner('record.example'))
        return withProof(given, ({ keys }) => ({ keys: [...keys, thief] }))
      },
      /checkpoint is not signed by each key/,
    ],
    [
      'one more signature',
      (given) => withProof(given, ({ checkpoint }) => ({ checkpoint: `${checkpoint}— else AAAAAAAA\n` })),
      /checkpoint has more than that/,
    ],
    [
      'a signature written in another way',
      (given) => withProof(given, ({ checkpoint }) => ({ checkpoint: checkpoint.replace(/=\n$/, '\n') })),
      /checkpoint is not signed by each key/,
    ],
    ['more behind its end', (given) => `${given}${given.split('\n')[1]}\n`, /nothing may follow/],
    ['an event and everything after it written anew', rewritten, /checkpoint is of other events/],
    [
      'a signature changed',
      (given) => given.replace(/(— record\.example [\w+/]{20})[\w+/]{4}/, '$1AAAA'),
      /signature of the checkpoint .*not good/,
    ],
    [
      'another form',
      (given) => given.replace('"palermo_export":1', '"palermo_export":2'),
      /line 1: no export of form 1/,
    ],
    ['nothing in it', () => '', /cut off/],
    ['something else in it', () => 'hello\n', /line 1 is no line of an export/],
    [
      'the checkpoint of an earlier export',
      (given) => withProof(given, () => ({ checkpoint: proofIn(earlier).checkpoint })),
      /checkpoint is of other events/,
    ],
    [
      'the list of contents of an earlier export',
      (given) => withProof(given, () => ({ contents: proofIn(earlier).contents })),
      /list of contents is of another export/,
    ],
    [
      'the two signed notes in each other’s place',
      (given) =>
        withProof(given, ({ checkpoint, contents }) => ({ checkpoint: contents, contents: checkpoint })),
      /checkpoint is of other events/,
    ],
    [
      'one note signed by one key, the other by another',
      (given) =>
        withProof(given, ({ checkpoint, contents }) => ({
          checkpoint: withoutSignature(checkpoint, 0),
          contents: withoutSignature(contents, 1),
        })),
      /checkpoint is not signed by each key/,
    ],
    [
      'the notes without any signature',
      (given) =>
        withProof(given, ({ checkpoint }) => ({
          checkpoint: withoutSignature(withoutSignature(checkpoint, 0), 0),
        })),
      /checkpoint is not signed by each key/,
    ],
    [
      'the name of the record changed in its checkpoint',
      (given) => given.replace('"checkpoint":"record.example', '"checkpoint":"records.example'),
      /signature of the checkpoint .*not good/,
    ],
    [
      'another number in the opening line, and no proof',
      (given) => withProof(given, () => null).replace('"head":{"seq":10', '"head":{"seq":99'),
      /last event is not the head, 99/,
    ],
    [
      'a column said twice, and the manifest made to fit',
      (given) => withNewManifest(given.replace('"note":"', '"note":"what people see","note":"')),
      /list of contents is of another export/,
    ],
    [
      'an event whose hash is written in large letters',
      (given) =>
        withTable(given, 'events', (lines) =>
          lines.map((line, at) =>
            at === 9 ? line.replace(/"hash":"[0-9a-f]+"/, (hash) => hash.toUpperCase()) : line,
          ),
        ).replaceAll('"HASH"', '"hash"'),
      /event 10 .*hash is not that of its contents/,
    ],
    ['other line ends', (given) => given.replaceAll('\n', '\r\n'), /line 1 is not just/],
    [
      'a table under another name',
      (given) => given.replaceAll('{"table":"memberships"', '{"table":"member_ships"'),
      /its tables are not those of the manifest/,
    ],
    [
      'a blank among the bytes of a document',
      (given) => given.replace('AAEC/f7/', 'AAEC /f7/'),
      /table documents/,
    ],
    [
      'an event in the place of the manifest',
      (given) => given.replace('{"manifest":', '{"table":"events","row":{},"manifest_":'),
      /no line of an export|event 11/,
    ],
  ])('finds %s', async (_what, tamper, message) => {
    const tampered = await tamper(text)
    expect(tampered).not.toBe(text)
    const found = check(tampered)
    expect(found.said).toMatch(message)
    expect(found.status).toBe(1)
  })

  test('finds a record written anew and signed by another key of the same name, once it is told the key', async () => {
    const thief = await newNoteSigner('record.example')
    const forged = await signedAnew(rewritten(text), thief)
    expect(check(forged).said).toContain('give --key to be sure')
    const pinned = check(forged, '--key', verifierText(old), '--key', verifierText(next))
    expect(pinned).toMatchObject({
      status: 1,
      said: expect.stringContaining('not signed by a key that counts'),
    })
  })

  test('finds a byte changed into one that stands for no letter', () => {
    const odd = unsigned.replace('a note, with', 'a note\ufffd with')
    const bytes = Buffer.from(odd)
    const at = bytes.indexOf(Buffer.from('\ufffd'))
    const file = join(folder, 'no-utf8.ndjson')
    writeFileSync(file, Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]))
    const found = spawnSync(process.execPath, [VERIFIER, file], { encoding: 'utf8' })
    expect(found.stderr).toMatch(/It does not hold: line \d+ is no line of an export .*not valid/)
    expect(found.status).toBe(1)
  })

  test('reads a line without an end once, not anew with each piece, and says that it was cut off', () => {
    const file = join(folder, 'endless')
    writeFileSync(file, Buffer.alloc(150_000_000, 'x'))
    const found = spawnSync(process.execPath, [VERIFIER, file], { encoding: 'utf8', timeout: 15_000 })
    expect([found.status, found.stderr]).toEqual([
      1,
      'It does not hold: it was cut off: its last line has no end.\n',
    ])
  }, 30_000)

  test('tells wrong usage and files that are not there from exports that do not hold', () => {
    const run = (...args: string[]) => spawnSync(process.execPath, [VERIFIER, ...args], { encoding: 'utf8' })
    expect(run().status).toBe(2)
    expect(run('x', '--colour', 'red').stderr).toContain('Usage:')
    expect(run(join(folder, 'none')).stderr).toContain('ENOENT')
  })
})
