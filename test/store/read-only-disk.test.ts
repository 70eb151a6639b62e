import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { palermo, startServing } from '../cli/program.ts'
import { operatedDisk } from './operated-disk.ts'
import { SMALL_EVENTS } from './small-record.ts'

const ROOT = mkdtempSync(join(tmpdir(), 'palermo-read-only-'))
const IMAGE = join(ROOT, 'image')
const PLACE = join(ROOT, 'disk')

/** Whether a command of the system did what it should. */
function done(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, [...args]).status === 0
}

afterAll(() => {
  done('umount', '--lazy', PLACE)
  rmSync(ROOT, { recursive: true, force: true })
})

/** Where the kernel can be told that a disk of a file has an error; null where this user may not mount one. */
function mountedDisk(): string | null {
  mkdirSync(PLACE)
  writeFileSync(IMAGE, '')
  truncateSync(IMAGE, 300 * 1024 * 1024)
  const mounted =
    done('mkfs.ext4', '-q', '-F', IMAGE) && done('mount', '-o', 'loop,errors=remount-ro', IMAGE, PLACE)
  if (!mounted) return null
  const device = spawnSync('losetup', ['-n', '-O', 'NAME', '-j', IMAGE], { encoding: 'utf8' }).stdout.trim()
  const trigger = `/sys/fs/ext4/${basename(device)}/trigger_fs_error`
  return existsSync(trigger) ? trigger : null
}

const trigger = mountedDisk()

describe.skipIf(trigger === null)(
  'a disk that turns read-only while the server runs, mounted by root',
  () => {
    const { env, headers } = operatedDisk(ROOT, PLACE)

    it('refuses writes clearly, reads go on, and once it is mended and mounted again nothing is broken', async () => {
      const server = await startServing(env)
      const ask = (path: string) => fetch(new URL(path, server.address), { headers })
      const write = () => ask('/v1/officers/backup')
      try {
        expect((await (await write()).text()).split('\n').at(-2)).toMatch(/^\{"manifest":/)
        // What the kernel does with a disk that gave an error: no byte of it is written from then on.
        writeFileSync(String(trigger), '1')
        for (let time = 0; time < 3; time += 1) {
          const refused = await write()
          expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60'])
          expect(await refused.json()).toMatchObject({ type: '/docs#problem-no-room', status: 503 })
          expect((await ask('/v1/treaties/convention')).status).toBe(200)
          expect((await ask('/v1/jobs')).status).toBe(200)
          expect((await ask('/readyz')).status).toBe(200)
        }
      } finally {
        server.child.kill('SIGTERM')
      }
      const { err } = await server.ended
      expect(err).toContain('can only be read')
      expect(err.split('\n').length).toBeLessThan(60)
      const said = await palermo(['status'], env)
      expect(said).toMatchObject({ code: 2, out: '' })
      expect(said.err).toMatch(/EROFS/)

      expect(done('umount', PLACE)).toBe(true)
      // 0 and 1: nothing to mend, and mended.
      expect(spawnSync('e2fsck', ['-p', '-f', IMAGE]).status).toBeLessThanOrEqual(1)
      expect(done('mount', '-o', 'loop', IMAGE, PLACE)).toBe(true)
      expect((await palermo(['verify'], env)).out).toContain(`intact: ${SMALL_EVENTS} events`)
      expect((await palermo(['backup', join(ROOT, 'a.backup')], env)).code).toBe(0)
    })
  },
)
