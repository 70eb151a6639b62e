import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { capacityPage } from '../../bench/capacity.ts'
import { readResult } from '../../bench/kept-results.ts'
import { ROOT } from './source-files.ts'

it('the page of capacity is what its command writes from the results that are kept, and no number in it is typed in', () => {
  const written = capacityPage({
    connections: readResult('connections'),
    load: readResult('load'),
    memory: readResult('record-memory'),
  })
  expect(readFileSync(join(ROOT, 'docs', 'capacity.md'), 'utf8')).toBe(written)
})
