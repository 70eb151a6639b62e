import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { ROOT } from '../shape/source-files.ts'

/** `BENCH_SLOW=1000 BENCH_SECONDS=10 npx vitest run test/network/abuse` for the whole promise, on a quiet machine. */
const SLOW = process.env['BENCH_SLOW'] ?? '200'
const SECONDS = process.env['BENCH_SECONDS'] ?? '3'
const AIM = 3
/** Less than this nobody notices, and on a machine with other work it says nothing. */
const NOTICED_MS = 25
const ROW = /^p99 of a usual client (.+): (\d+\.\d+) ms, ratio (\d+\.\d+) \(aim \d\)$/gm

it('a usual client waits at most three times as long beside slow connections and a client that floods', {
  retry: 2,
  timeout: 300_000,
}, async ({ task }) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/abuse.ts'], {
    cwd: ROOT,
    env: { ...process.env, BENCH_SLOW: SLOW, BENCH_SECONDS: SECONDS },
  })
  const rows = [...stdout.matchAll(ROW)].map(([, what, ms, ratio]) => ({
    what,
    ms: Number(ms),
    ratio: Number(ratio),
  }))
  expect(rows.map(({ what }) => what)).toEqual([
    'alone',
    `beside ${SLOW} slow connections`,
    expect.stringMatching(/^beside those and a flood of \d+ requests a second$/),
  ])
  expect(
    rows.filter(({ ms, ratio }) => ratio > AIM && ms > NOTICED_MS),
    stdout,
  ).toEqual([])
  // The flood was one: most of it was refused.
  expect(stdout).toMatch(/^Of the flood [1-9]\d* of \d+ were refused \(429\)\.$/m)
  const last = rows.at(-1)
  task.meta.figure = `${SLOW} slow connections and a flood: p99 ${last?.ratio} times that of a client alone`
})
