import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROMISES } from './promises.ts'
import { ROOT } from './source-files.ts'

it('every promise of SECURITY.md names a test that is there, and the table there is this one', () => {
  const missing = PROMISES.filter(({ file, test }) => !readFileSync(join(ROOT, file), 'utf8').includes(test))
  expect(missing).toEqual([])
  const rows = PROMISES.map(
    ({ promise, file, test, figure }) => `| ${promise} | \`${file}\`: ${test} | ${figure} |`,
  )
  const table = ['| promise | test | tried in each run |', '|---|---|---|', ...rows].join('\n')
  expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain(table)
})
