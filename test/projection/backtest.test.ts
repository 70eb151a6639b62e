import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shippedBacktest } from '../../src/projection/shipped-backtest.ts'

const HERE = join(import.meta.dirname, '../..')
const FILE = join(HERE, 'src/projection/backtest.json')
const MODEL = join(HERE, 'src/projection/model.json')
const { methods, model_sha256 } = shippedBacktest()
const [model] = methods

describe('the backtest that is shipped', () => {
  it('is of the model that is shipped, to the byte', () => {
    expect(createHash('sha256').update(readFileSync(MODEL)).digest('hex')).toBe(model_sha256)
  })

  it('is made again by its command, to the byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'backtest-'))
    try {
      const out = join(folder, 'backtest.json')
      const made = spawnSync(process.execPath, [join(HERE, 'bench/projection/backtest.ts'), '--out', out])
      expect(String(made.stderr)).toBe('')
      expect(readFileSync(out, 'utf8')).toBe(readFileSync(FILE, 'utf8'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)

  it('holds what is aimed at: chances, quantiles and both bands', () => {
    expect(model).toMatchObject({ method: 'model' })
    expect(model?.brier_of_recent).toBeLessThanOrEqual(0.58)
    expect(model?.pinball_of_recent).toBeLessThanOrEqual(0.55)
    expect(model?.in_90).toBeGreaterThanOrEqual(0.87)
    expect(model?.in_90).toBeLessThanOrEqual(0.94)
    expect(model?.in_50).toBeGreaterThanOrEqual(0.45)
    expect(model?.in_50).toBeLessThanOrEqual(0.58)
  })

  it('has a smaller middle error than both simple methods', () => {
    expect(methods.map(({ method }) => method)).toEqual(['model', 'recent rate', 'whole-life rate'])
    for (const simple of methods.slice(1)) {
      expect(model?.median_error_days).toBeLessThan(simple.median_error_days)
    }
  })
})
