import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { growTree } from '../../src/record/merkle-tree.ts'
import { type NoteSigner, newNoteSigner, verifierText } from '../../src/record/note-key.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { manifestPart, signExport } from '../../src/record/signed-contents.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { exportFiles } from '../../src/store/export-files.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'

const VERIFIER = join(import.meta.dirname, '..', '..', 'src/cli/palermo-verify.js')
const scratch = newFolder()

type Files = ReadonlyMap<string, string>

function check(files: Files, ...options: string[]) {
  const folder = join(scratch, 'export')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, folder, ...options], {
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}` }
}

function changed(files: Files, name: string, change: (text: string) => string): Files {
  return new Map(files).set(name, change(String(files.get(name))))
}

function without(files: Files, name: string): Files {
  return new Map([...files].filter(([file]) => file !== name))
}

type ManifestFile = { file?: string; name?: string; rows: number; sha256: string; bytes: number }

/** The manifest made to fit the files as they are now, as whoever tampers with them would; the proof as it was, or that
 *  of another key. */
async function fitting(files: Files, signer: NoteSigner | null): Promise<Files> {
  const { proof: old, ...rest } = JSON.parse(String(files.get('manifest.json')))
  for (const of of rest.files as ManifestFile[]) {
    const text = String(files.get(String(of.file ?? of.name)))
    of.sha256 = sha256Hex(text)
    of.bytes = Buffer.byteLength(text)
    if (!String(of.file ?? of.name).endsWith('.csv')) of.rows = text.split('\n').length - 1
  }
  const hashes = String(files.get('events.ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).hash)
  const head = rest.head ?? rest.record
  const parts = rest.files.map((of: ManifestFile) => ({ ...of, name: String(of.file ?? of.name) }))
  const given = { head, tree: growTree(null, hashes), parts: [manifestPart(rest), ...parts] }
  const proof = signer === null ? old : await signExport(given, [signer])
  const whole = { ...rest, proof }
  const text = rest.record === undefined ? `${JSON.stringify(whole, null, 2)}\n` : JSON.stringify(whole)
  return new Map(files).set('manifest.json', text)
}

describe.each(['a folder of `palermo export --to`', 'the files of /v1/export/'])('%s', (form) => {
  let store: Store
  let files: Files = new Map()
  let unsigned: Files = new Map()
  let key: NoteSigner
  const given = async (signers: readonly NoteSigner[]): Promise<Files> => {
    const found = new Map<string, string>()
    if (form.startsWith('a folder')) {
      await exportFiles(
        store,
        (file, piece) => void found.set(file, `${found.get(file) ?? ''}${piece}`),
        signers,
      )
      return found
    }
    const view = viewRecord(await loadRecord(store))
    const app = createApp({
      view: () => view,
      version: 'test',
      now: Date.now,
      checkpoints: { store, signers: async () => signers },
    })
    const at = async (name: string) => (await app.request(`/v1/export/${name}`)).text()
    const manifest = await at('manifest.json')
    found.set('manifest.json', manifest)
    for (const { name } of JSON.parse(manifest).files) found.set(name, await at(name))
    return found
  }
  beforeAll(async () => {
    const [database] = DATABASES
    if (database === undefined) throw new Error('a database')
    store = await database.open('small')
    key = await newNoteSigner('record.example')
    const document = await keepDocument(store.db, new Uint8Array([0, 1, 2, 253, 254, 255]))
    const note = 'a line\u2028of "text"\nand another'
    await appendEvents(store, [
      draft({ id: 'cites', treaty: 'C', participant: 'CCC', action: 'signature', document, note }),
    ])
    files = await given([key])
    unsigned = await given([])
  })
  afterAll(() => store.close())

  test('is found whole, and says who signed it', () => {
    expect([...files.keys()].filter((name) => name.endsWith('.csv')).length).toBeGreaterThan(0)
    expect(check(files, '--key', verifierText(key))).toEqual({
      status: 0,
      said: expect.stringMatching(
        /^All holds: 10 events, last hash [0-9a-f]{64}\. Signed by record\.example\+/,
      ),
    })
    expect(check(files).said).toContain('give --key to be sure')
    expect(check(unsigned)).toMatchObject({ status: 0, said: expect.stringContaining('NOT signed') })
    expect(check(unsigned, '--key', verifierText(key)).status).toBe(1)
  })

  const lines = (change: (lines: string[]) => string[]) => (text: string) =>
    `${change(text.trimEnd().split('\n')).join('\n')}\n`

  test.each<[string, (files: Files) => Files | Promise<Files>, RegExp]>([
    [
      'a byte of an event changed',
      (all) => changed(all, 'events.ndjson', (text) => text.replace('a note, with', 'a lote, with')),
      /event 2 .*hash is not that of its contents/,
    ],
    [
      'an event dropped',
      (all) =>
        changed(
          all,
          'events.ndjson',
          lines((each) => each.toSpliced(3, 1)),
        ),
      /event 4 .*its seq is 5/,
    ],
    [
      'the last event dropped, and the manifest made to fit',
      (all) =>
        fitting(
          changed(
            all,
            'events.ndjson',
            lines((each) => each.slice(0, -1)),
          ),
          null,
        ),
      /last event is not the head, 10/,
    ],
    [
      'an event given twice',
      (all) =>
        changed(
          all,
          'events.ndjson',
          lines((each) => each.toSpliced(2, 0, String(each[1]))),
        ),
      /event 3 .*seq is 2/,
    ],
    [
      'two events that changed places',
      (all) =>
        changed(
          all,
          'events.ndjson',
          lines(([one = '', other = '', ...rest]) => [other, one, ...rest]),
        ),
      /event 1 .*its seq is 2/,
    ],
    ['events cut off', (all) => changed(all, 'events.ndjson', (text) => text.slice(0, -20)), /cut off/],
    [
      'a byte of a table of CSV changed',
      (all) => changed(all, 'events.csv', (text) => text.replace('signature', 'signatory')),
      /table events\.csv/,
    ],
    [
      'a row of a table of CSV dropped, and the manifest made to fit',
      (all) =>
        fitting(
          changed(
            all,
            'events.csv',
            lines((each) => each.toSpliced(2, 1)),
          ),
          null,
        ),
      /list of contents is of another export/,
    ],
    [
      'rows of a table that changed places',
      (all) =>
        changed(
          all,
          'participants.ndjson',
          lines((each) => each.toReversed()),
        ),
      /table participants\.ndjson/,
    ],
    ['a file dropped', (all) => without(all, 'events.csv'), /events\.csv is not both in the folder and/],
    ['a file added', (all) => new Map(all).set('more.csv', 'a\r\n'), /more\.csv is not both in the folder/],
    ['an empty file', (all) => new Map(all).set('sources.ndjson', ''), /table sources\.ndjson/],
    [
      'a licence changed',
      (all) => changed(all, 'manifest.json', (text) => text.replace('CC0', 'CC9')),
      /list of contents is of another export/,
    ],
    [
      'something added to the manifest',
      (all) => changed(all, 'manifest.json', (text) => text.replace('{', '{"note":"forged",')),
      /manifest\.json is not just what|list of contents/,
    ],
    [
      'something added to the proof',
      (all) => changed(all, 'manifest.json', (text) => text.replace(/"proof": ?\{/, '$&"note":"forged",')),
      /manifest\.json is not just what/,
    ],
    [
      'the manifest cut off',
      (all) => changed(all, 'manifest.json', (text) => text.slice(0, -9)),
      /no line of/,
    ],
  ])('finds %s', async (_what, tamper, message) => {
    const tampered = await tamper(files)
    const found = check(tampered)
    expect(found.said).toMatch(message)
    expect(found.status).toBe(1)
  })

  test('finds one written anew and signed by another key of the same name, once it is told the key', async () => {
    const thief = await newNoteSigner('record.example')
    const changedCsv = changed(files, 'events.csv', (text) => text.replace('signature', 'signatory'))
    const forged = await fitting(changedCsv, thief)
    expect(check(forged)).toMatchObject({ status: 0, said: expect.stringContaining('give --key to be sure') })
    expect(check(forged, '--key', verifierText(key))).toMatchObject({
      status: 1,
      said: expect.stringContaining('not signed by a key that counts'),
    })
  })

  test('leads nowhere outside its folder', () => {
    const outside = join(scratch, 'outside.ndjson')
    writeFileSync(outside, '{}\n')
    const leading = changed(unsigned, 'manifest.json', (text) =>
      text.replace('"sources.ndjson"', '"../outside.ndjson"'),
    )
    expect(check(leading)).toMatchObject({
      status: 1,
      said: expect.stringContaining('../outside.ndjson is not'),
    })
    expect(readdirSync(scratch)).toContain('outside.ndjson')
    expect(readFileSync(outside, 'utf8')).toBe('{}\n')
  })
})
