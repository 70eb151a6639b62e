import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobsReport, jobsReport } from '../../src/answers/jobs.ts'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { addJobs } from '../../src/cli/jobs.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { holdDataDirectory } from '../../src/store/hold-data-directory.ts'
import { newServerDatabase } from '../store/databases.ts'

async function run(env: CommandLine['env'], ...argv: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const codes: number[] = []
  const line: CommandLine = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: async function* () {
      yield ''
    },
    env,
    today: plainDate('2026-11-24'),
    width: 160,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: (code) => codes.push(code),
  }
  const program = new Command('palermo')
  addJobs(program, line)
  await program.parseAsync(['jobs', ...argv], { from: 'user' })
  return { out: out.join(''), err: err.join(''), codes }
}

describe('palermo jobs', () => {
  let database: Awaited<ReturnType<typeof newServerDatabase>>
  const env = () => ({ DATABASE_URL: database.url })
  beforeAll(async () => {
    database = await newServerDatabase()
  })
  afterAll(() => database.drop())

  it('shows what runs by itself before anything has run', async () => {
    const { out, codes } = await run(env())
    expect(out).toMatch(/verify-record\s+17 3 \* \* \* UTC\s+\d{4}-\d\d-\d\d 03:17\s+–\s+Recomputes/)
    expect(out).toContain('Nothing has run yet.')
    expect(codes).toEqual([])
  })

  it('runs one now and has it on record', async () => {
    const { out, err, codes } = await run(env(), 'run', 'verify-record')
    expect(out).toMatch(/^done: \d+ events fit, up to [0-9a-f]{12}\.\n$/)
    expect(err).toMatch(/^job verify-record done: /)
    expect(codes).toEqual([])
    const shown = await run(env())
    expect(shown.out).toMatch(/verify-record\s+by hand\s+\d+\.\d s\s+done\s+\S+:\d+\s+\d+ events fit/)
    const { jobs } = jobsReport.parse(JSON.parse((await run(env(), '--json')).out))
    const verify = jobs.find(({ name }) => name === 'verify-record')
    expect(verify?.runs).toMatchObject([{ outcome: 'done', scheduled_for: null }])
    expect(verify?.last_done).toBe(verify?.runs[0]?.ended_at)
  })

  it('gives the outcome for programs', async () => {
    const { out } = await run(env(), 'run', 'verify-record', '--json')
    expect(JSON.parse(out)).toEqual({ outcome: 'done', did: expect.stringContaining('events fit') })
  })

  it('names the job that was probably meant', async () => {
    await expect(run(env(), 'run', 'verify-recrod')).rejects.toThrow(
      /^name: "verify-recrod" is not accepted; expected the name of a job: .*verify-record/,
    )
  })

  it('asks the server that holds the data directory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palermo-jobs-'))
    const held = holdDataDirectory(folder)
    const report: JobsReport = { answered_at: '2026-11-24T10:00:00.000Z', jobs: [] }
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/v1/jobs' ? 200 : 404
      response.end(JSON.stringify(report))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      held.announce(`http://127.0.0.1:${port}`)
      expect(JSON.parse((await run({ DATA_DIR: folder }, '--json')).out)).toEqual(report)
      await expect(run({ DATA_DIR: folder }, 'run', 'verify-record')).rejects.toThrow(
        /no other process holds/,
      )
    } finally {
      server.close()
      held.release()
      rmSync(folder, { recursive: true })
    }
  })
})
