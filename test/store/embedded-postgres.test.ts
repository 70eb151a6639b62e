import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EmbeddedPostgres, LIST_OF_TYPE } from '../../src/store/embedded-postgres.ts'

let database: EmbeddedPostgres
beforeAll(async () => {
  database = new EmbeddedPostgres()
  await database.waitReady
})
afterAll(() => database.close())

it('knows the type of each list as the database numbers it', async () => {
  const { rows } = await database.query<{ type: number; list: number }>(
    'select oid::int as type, typarray::int as list from pg_type where oid = any($1::int[]) order by oid',
    [Object.keys(LIST_OF_TYPE).map(Number)],
  )
  expect(Object.fromEntries(rows.map(({ type, list }) => [type, list]))).toEqual(LIST_OF_TYPE)
})

it('takes lists and gives them back, whatever is in them', async () => {
  const texts = ['', 'a,b', 'say "x"', 'back\\slash', 'null', '{}', 'Türkiye', "Côte d'Ivoire"]
  const { rows } = await database.query(
    'select $1::text[] as texts, $2::int[] as numbers, $3::int8[] as large, $4::bool[] as yes, $5::date[] as days, $6::text[] as none',
    [texts, [1, -2], [9007199254740991n], [true, false], ['2003-09-29'], []],
  )
  expect(rows).toEqual([
    {
      texts,
      numbers: [1, -2],
      large: [9007199254740991],
      yes: [true, false],
      days: [new Date('2003-09-29T00:00:00Z')],
      none: [],
    },
  ])
})

it('every column of the record that is a list is of a type known here', async () => {
  const lists = new Set(Object.values(LIST_OF_TYPE))
  const schema = readFileSync(new URL('../../sql/schema.sql', import.meta.url), 'utf8')
  const named = [...schema.matchAll(/^column \S+ (\w+)\[\]/gm)].map(([, type]) => type)
  expect(named.length).toBeGreaterThan(3)
  const { rows } = await database.query<{ list: number }>(
    'select typarray::int as list from pg_type where oid = any(select name::regtype from unnest($1::text[]) as name)',
    [named],
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { list } of rows) expect(lists).toContain(list)
})
