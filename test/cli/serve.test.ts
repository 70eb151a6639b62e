import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newDataDirectory } from '../store/data-directory.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo, startServing } from './program.ts'

describe('the server', () => {
  it('says address, data directory, number of events and last day in one line, the second time without importing', async () => {
    const folder = newFolder()
    const first = await startServing({ DATA_DIR: folder })
    expect(first.firstLine).toMatch(
      new RegExp(
        `^Palermo Tracker at http://127\\.0\\.0\\.1:\\d+ · data in ${folder} · 1103 events, the last known on 2025-08-06$`,
      ),
    )
    const head = await (await fetch(`${first.address}/v1/treaties/untoc`)).json()
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    const second = await startServing({ DATA_DIR: folder })
    const again = await (await fetch(`${second.address}/v1/treaties/untoc`)).json()
    expect(again.record).toEqual(head.record)
    second.child.kill('SIGINT')
    expect((await second.ended).code).toBe(0)
  })

  it('refuses a data directory that another holds: says who, exits 2, and commands ask the holder', async () => {
    const folder = await newDataDirectory('first')
    const holder = await startServing({ DATA_DIR: folder })
    for (const port of ['0', new URL(holder.address).port]) {
      const second = await palermo(['serve'], { DATA_DIR: folder, PORT: port })
      expect(second.code).toBe(2)
      expect(second.err).toContain(`process ${holder.child.pid} at ${holder.address} has held it since`)
      expect(second.err.trim().split('\n')).toHaveLength(1)
    }
    const asked = await palermo(['status', 'untoc', '--as-of', '2003-06-30'], { DATA_DIR: folder })
    expect(asked).toMatchObject({ code: 0, err: '' })
    expect(asked.out).toContain('39 of 40')
    const verified = await palermo(['verify'], { DATA_DIR: folder })
    expect(verified.out).toContain('The events are intact: 1103 events')
    expect(verified.out).toContain('The documents were NOT looked at')
    // What is in it is for nobody else on the machine.
    expect(statSync(join(folder, 'database')).mode & 0o777).toBe(0o700)
    const written = await palermo(
      ['correct', '1', '--retract', '--source', 'untc-page-2024-05-04', '--yes'],
      { DATA_DIR: folder },
    )
    expect(written.code).toBe(2)
    const file = join(folder, 'held.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(holder.address, 'http://127.0.0.1:9'))
    const unheard = await palermo(['status'], { DATA_DIR: folder })
    expect(unheard).toEqual({
      code: 2,
      out: '',
      err: 'DATA_DIR: "http://127.0.0.1:9" is not accepted; expected an answer of the server that holds the data directory; it gives none, ask again in a moment.\n',
    })
    holder.child.kill('SIGKILL')
    await holder.ended
    expect((await palermo(['verify'], { DATA_DIR: folder })).out).toContain('intact: 1103 events')
  })

  it('ends when npm is told to stop, and leaves nothing running', async () => {
    const running = await startServing({ DATA_DIR: await newDataDirectory('first') }, [
      'npm',
      'start',
      '--silent',
    ])
    running.child.kill('SIGTERM')
    await running.ended
    await expect(fetch(`${running.address}/healthz`)).rejects.toThrow('fetch failed')
  })

  it('finishes a request that is under way when it is told to stop', async () => {
    const running = await startServing({ DATA_DIR: await newDataDirectory('first') })
    const response = await fetch(`${running.address}/v1/export/events.ndjson`)
    running.child.kill('SIGTERM')
    const lines = (await response.text()).trim().split('\n')
    expect(lines).toHaveLength(1103)
    expect((await running.ended).code).toBe(0)
  })

  it('says in one line that the port is in use', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const at = taken.address()
    const port = String(typeof at === 'object' && at !== null ? at.port : 0)
    const folder = newFolder()
    const ended = await palermo(['serve'], { DATA_DIR: folder, PORT: port })
    taken.close()
    expect(ended.code).toBe(2)
    expect(ended.err).toBe(
      `PORT: "${port}" is not accepted; expected a port that is free; another program listens at ${port} on 127.0.0.1 (EADDRINUSE).\n`,
    )
    // It is known before the database is made.
    expect(existsSync(join(folder, 'database'))).toBe(false)
  })

  it.each([
    [
      'EXPORT_ROWS',
      { EXPORT_ROWS: 'all' },
      'EXPORT_ROWS: "all" is not accepted; expected rows of the longest file of an export that is given, from 1 to 999999999.',
    ],
    [
      'RATE_LIMIT',
      { RATE_LIMIT: '0' },
      'RATE_LIMIT: "0" is not accepted; expected requests of one client in a minute.',
    ],
    ['PORT', { PORT: 'eighty' }, 'PORT: "eighty" is not accepted; expected a whole number from 0 to 65535.'],
    [
      'DATABASE_URL',
      { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:9/nothing' },
      'DATABASE_URL: "postgres://someone@127.0.0.1:9/nothing" is not accepted; expected a PostgreSQL server that answers (ECONNREFUSED).',
    ],
  ])('says in one line that %s cannot be used', async (_name, env, line) => {
    const ended = await palermo(['serve'], { DATA_DIR: newFolder(), ...env })
    expect(ended).toEqual({ code: 2, out: '', err: `${line}\n` })
  })

  it('says in one line that the data directory cannot be written to', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'sub', 'file'), '')
    const place = join(folder, 'sub', 'file')
    const isFile = await palermo(['serve'], { DATA_DIR: place })
    expect(isFile.code).toBe(2)
    expect(isFile.err).toMatch(
      /^DATA_DIR: ".*" is not accepted; expected a directory; there is a file of this name\.\n$/,
    )
    const ended = await palermo(['serve'], { DATA_DIR: join(place, 'below') })
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(
      /^DATA_DIR: ".*" is not accepted; expected a directory that this program can write to \(E\w+\)\.\n$/,
    )
  })
})
