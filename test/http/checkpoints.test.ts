import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { readCheckpoint } from '../../src/record/checkpoint.ts'
import { hexOf } from '../../src/record/hex.ts'
import { leafHash } from '../../src/record/merkle-tree.ts'
import { type NoteSigner, newNoteSigner, readVerifier } from '../../src/record/note-key.ts'
import { readNote, signerOfNote } from '../../src/record/signed-note.ts'
import { keepCheckpoint } from '../../src/store/checkpoints.ts'
import type { Store } from '../../src/store/store.ts'
import { realView } from '../answers/real-record.ts'
import { provesConsistency, provesInclusion } from '../record/merkle-proof.ts'
import { DATABASES } from '../store/databases.ts'
import { json, NOW } from './ask-app.ts'

const view = realView()
const EVENTS = view.record.head.seq

function bytes(hex: unknown): Uint8Array {
  return Uint8Array.from(Buffer.from(String(hex), 'hex'))
}

describe('the signed record', () => {
  let store: Store
  let signers: readonly NoteSigner[] = []
  const app = () =>
    createApp({
      view: () => view,
      version: 'test',
      now: () => NOW,
      checkpoints: { store, signers: async () => signers },
    })
  beforeAll(async () => {
    const [database] = DATABASES
    if (database === undefined) throw new Error('a database')
    store = await database.open('migrated')
    signers = [await newNoteSigner('record.example')]
  })
  afterAll(() => store.close())

  test('is one note that who has the key can verify', async () => {
    const response = await app().request('/v1/checkpoint')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const { checkpoint, note } = readCheckpoint(await response.text())
    expect(checkpoint).toMatchObject({ origin: 'record.example', size: EVENTS })
    expect(await signerOfNote(note, signers)).toBe(signers[0])
    const again = await app().request('/v1/checkpoint', {
      headers: { 'if-none-match': String(response.headers.get('etag')) },
    })
    expect(again.status).toBe(304)
  })

  test('without a key is 404 with what to do', async () => {
    const keys = signers
    signers = []
    const response = await app().request('/v1/checkpoint')
    signers = keys
    expect(response.status).toBe(404)
    expect((await json(response))['detail']).toContain('palermo keys create')
  })

  test('is signed nowhere, nor is a file given away, where an event does not stand as it was written', async () => {
    const events = view.record.events.map((event) => (event.seq === 5 ? { ...event, note: 'forged' } : event))
    // The last hash is another one too: what this process has looked at counts for the record that it was.
    const last = { ...events.at(-1), hash: 'f'.repeat(64) } as (typeof events)[number]
    const record = { ...view.record, events: [...events.slice(0, -1), last] }
    const forged = createApp({
      view: () => ({ ...view, record }),
      version: 'test',
      now: () => NOW,
      checkpoints: { store, signers: async () => signers },
    })
    const FILES = ['manifest.json', 'events.ndjson', 'events.csv', 'treaties.ndjson'].map(
      (name) => `/v1/export/${name}`,
    )
    for (const path of ['/v1/checkpoint', '/v1/checkpoints/4', ...FILES]) {
      const response = await forged.request(path, { headers: { 'if-none-match': '*' } })
      expect([path, response.status]).toEqual([path, 503])
      const { type, detail } = await json(response)
      expect(type).toBe('/docs#problem-record-broken')
      expect(detail).toMatch(/^Event 5 \(\S+\) does not fit: hash is .*Nothing is signed of it, and no file/)
    }
  })

  test('has every event, by a proof of a few hashes', async () => {
    const { checkpoint } = readCheckpoint(await (await app().request('/v1/checkpoint')).text())
    for (const seq of [1, 2, 500, EVENTS - 1, EVENTS]) {
      const found = await app().request(
        `/v1/events/${encodeURIComponent(String(view.record.events[seq - 1]?.id))}`,
      )
      const { proof } = (await json(found)) as {
        proof: Record<string, Record<string, unknown> & { path: string[] }>
      }
      const { inclusion, hash } = proof
      if (inclusion === undefined) throw new Error('no proof')
      expect(inclusion).toMatchObject({ size: EVENTS, root: hexOf(checkpoint.root), place: seq - 1 })
      const leaf = { hash: leafHash(String(hash)), place: seq - 1 }
      expect(inclusion['leaf']).toBe(hexOf(leaf.hash))
      expect(inclusion.path.length).toBeLessThanOrEqual(11)
      expect(provesInclusion(leaf, checkpoint, inclusion.path.map(bytes))).toBe(true)
    }
  })

  test('as it was known on a past day keeps its proof for good', async () => {
    const id = encodeURIComponent(String(view.record.events[0]?.id))
    const clocks = 'as_of=2003-07-01&known_at=2003-07-01'
    const answer = (await json(await app().request(`/v1/events/${id}?${clocks}`))) as {
      record: { seq: number }
      proof: { inclusion: { size: number; root: string; path: string[] } }
    }
    expect(answer.proof.inclusion.size).toBe(answer.record.seq)
    const { checkpoint } = readCheckpoint(
      await (await app().request(`/v1/checkpoints/${answer.record.seq}`)).text(),
    )
    expect(hexOf(checkpoint.root)).toBe(answer.proof.inclusion.root)
  })

  test('of an earlier size is the beginning of the one of today', async () => {
    const found = (await json(await app().request('/v1/consistency?first=700'))) as {
      first: { size: number; root: string }
      second: { size: number; root: string }
      proof: string[]
    }
    expect(found).toMatchObject({ first: { size: 700 }, second: { size: EVENTS } })
    const at = ({ size, root }: { size: number; root: string }) => ({ size, root: bytes(root) })
    expect(provesConsistency(at(found.first), at(found.second), found.proof.map(bytes))).toBe(true)
  })

  test('is kept with its keys', async () => {
    const note = await (await app().request('/v1/checkpoints/10')).text()
    for (let time = 0; time < 2; time += 1) await keepCheckpoint(store.db, { size: 10, note }, signers)
    const listed = (await json(await app().request('/v1/checkpoints'))) as { checkpoints: object[] }
    expect(listed.checkpoints).toMatchObject([{ size: 10, note }])
    expect(await json(await app().request('/v1/checkpoints?below=10'))).toEqual({ checkpoints: [] })
    const keys = (await (await app().request('/v1/checkpoints/keys')).text())
      .trim()
      .split('\n')
      .map(readVerifier)
    expect(keys).toHaveLength(1)
    expect(await signerOfNote(readNote(note), keys)).toEqual(keys[0])
  })

  test.each([
    ['/v1/checkpoints/0', 404, 'size'],
    [`/v1/checkpoints/${EVENTS + 1}`, 404, 'size'],
    ['/v1/checkpoints?belwo=3', 400, 'belwo'],
    ['/v1/checkpoints?below=0', 400, 'below'],
    ['/v1/consistency', 400, 'first'],
    ['/v1/consistency?first=2&second=1', 400, 'first'],
    [`/v1/consistency?first=1&second=${EVENTS + 1}`, 400, 'second'],
  ])('%s is %i and names %s', async (address, status, parameter) => {
    const response = await app().request(address)
    expect(await json(response)).toMatchObject({ status, parameter })
  })

  test('signs the manifest of its files', async () => {
    const manifest = (await json(await app().request('/v1/export/manifest.json'))) as {
      files: { name: string; rows: number; sha256: string }[]
      proof: { contents: string; checkpoint: string }
    }
    const note = readNote(manifest.proof.contents)
    expect(await signerOfNote(note, signers)).toBe(signers[0])
    const lines = manifest.files.map(({ name, rows, sha256 }) => `${name} ${rows} ${sha256}`)
    expect(note.text.split('\n')).toEqual([
      'record.example/export',
      `head ${EVENTS} ${view.record.head.hash}`,
      expect.stringMatching(/^manifest\.json \d+ [0-9a-f]{64}$/),
      ...lines,
      '',
    ])
  })
})
