import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isTestOf, promiseTable, readShown } from './promise-table.ts'
import { PROMISES } from './promises.ts'
import { ROOT } from './source-files.ts'

it('every promise of SECURITY.md names a test that is there', () => {
  const missing = PROMISES.filter(({ file, test }) => !readFileSync(join(ROOT, file), 'utf8').includes(test))
  expect(missing).toEqual([])
})

it('the table of SECURITY.md is the one that the last runs of the tests have made, and each promise was run', () => {
  const shown = readShown()
  expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain(promiseTable(shown))
  expect(PROMISES.filter(({ promise }) => shown[promise] === undefined)).toEqual([])
})

it('a test is known by the name that it has in a run', () => {
  const named = { promise: '', file: '', test: 'the record on $name is kept (%s)' }
  expect(isTestOf(named, 'a > the record on PGlite is kept (whole)')).toBe(true)
  expect(isTestOf(named, 'a > the record on PGlite is lost (whole)')).toBe(false)
})
