import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo } from './program.ts'

const NONE =
  /^DATA_DIR: ".*" is not accepted; expected a place that holds a record, .* there is none in this one/

it('a place without a record is not told to be intact, and no backup is made of it', async () => {
  const DATA_DIR = join(newFolder(), 'data')
  const file = join(newFolder(), 'x.backup')
  for (const command of [['verify'], ['backup', file]]) {
    const { code, out, err } = await palermo(command, { DATA_DIR })
    expect([command, code, out]).toEqual([command, 2, ''])
    expect(err).toMatch(NONE)
  }
  expect(existsSync(file)).toBe(false)
})

it('nor of a server without one, to which a question brings schema and packs', async () => {
  const database = await newServerDatabase('bare')
  const there = { DATA_DIR: newFolder(), DATABASE_URL: database.url }
  const { code, out, err } = await palermo(['verify'], there)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^DATABASE_URL: ".*" is not accepted; expected a place that holds a record/)
  expect((await palermo(['status'], there)).code).toBe(0)
  expect(await palermo(['verify'], there)).toMatchObject({
    code: 0,
    out: expect.stringContaining('intact: '),
  })
  await database.drop()
})

it('an export of a record that it has made itself says so, and the next says nothing', async () => {
  const own = { DATA_DIR: join(newFolder(), 'data'), PACKS: 'untoc' }
  const first = await palermo(['export'], own)
  expect(first.code).toBe(0)
  expect(first.err).toContain(
    `Note: there was no record in ${own.DATA_DIR}; it was made from the packs just now.\n`,
  )
  const second = await palermo(['export'], own)
  expect([second.code, second.err, second.out]).toEqual([0, '', first.out])
})
