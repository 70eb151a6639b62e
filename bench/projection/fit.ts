import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fitModel, SHIPPED_PLAN } from './fit-model.ts'
import { HISTORIES_FILE, readHistories, shortForm } from './read-histories.ts'

// Makes the model again: node bench/projection/fit.ts [--histories FILE] [--write-histories FILE] [--out FILE]
const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: HISTORIES_FILE },
    'write-histories': { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../../src/projection/model.json') },
  },
})
const histories = readHistories(values.histories)
const short = shortForm(histories)
const copy = values['write-histories']
if (copy === undefined) {
  const sha256 = createHash('sha256').update(short).digest('hex')
  const began = performance.now()
  const model = fitModel(histories, {
    sha256,
    plan: SHIPPED_PLAN,
    say: (text) => process.stderr.write(`${text}\n`),
  })
  writeFileSync(values.out, `${JSON.stringify(model)}\n`)
  process.stderr.write(`${values.out} in ${Math.round((performance.now() - began) / 1000)} s\n`)
} else {
  writeFileSync(copy, short)
}
