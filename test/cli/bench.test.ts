import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../shape/source-files.ts'
import { palermo } from './program.ts'

it('bench runs the benchmarks of the project, and lists them where one of that name is not among them', async () => {
  const { code, out, err } = await palermo(['bench', 'nothing'], {})
  expect({ code, out }).toEqual({ code: 2, out: '' })
  const [, listed = ''] = /^bench: no such benchmark: nothing; there are: (.+)\.\n$/.exec(err) ?? []
  const files = readdirSync(join(ROOT, 'bench'))
  expect(listed.split(', ').length).toBeGreaterThan(9)
  for (const name of listed.split(', ')) expect(files).toContain(`${name}.ts`)
})
