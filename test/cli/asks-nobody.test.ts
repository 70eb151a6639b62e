import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { newFolder } from '../store/new-folder.ts'
import { palermo, startServing } from './program.ts'

/** Read by each process of Node before its program: writes down every name that is looked up and every connection that is
 *  begun to a host. */
const WATCH = `
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { syncBuiltinESMExports } from 'node:module'
const say = (what) => appendFileSync(process.env.ASKED, what + '\\n')
say('watched ' + process.argv.slice(1, 3).join(' '))
const { connect } = Socket.prototype
Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given
  if (first?.port !== undefined) say('connects to ' + (first.host ?? 'localhost') + ':' + first.port)
  return connect.apply(this, given)
}
for (const part of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const asked = part[name]
    part[name] = (host, ...rest) => {
      say('looks up ' + host)
      return asked.call(part, host, ...rest)
    }
  }
}
syncBuiltinESMExports()
`

function watching() {
  const folder = newFolder()
  const [hook, asked] = [join(folder, 'watch.mjs'), join(folder, 'asked')]
  writeFileSync(hook, WATCH)
  const lines = () => (existsSync(asked) ? readFileSync(asked, 'utf8').trimEnd().split('\n') : [])
  return {
    env: { NODE_OPTIONS: `--import=${hook}`, ASKED: asked },
    /** Programs that were watched. */
    programs: () => lines().filter((line) => line.startsWith('watched ')),
    /** What they asked of other machines. */
    elsewhere: () =>
      lines().filter(
        (line) => !line.startsWith('watched ') && !/ (localhost|127\.0\.0\.1|::1)(:\d+)?$/.test(line),
      ),
  }
}

it('neither a first start nor the answers ask anything of another machine', async () => {
  const { env, programs, elsewhere } = watching()
  const running = await startServing({ ...env, DATA_DIR: newFolder(), JOBS: 'off' })
  for (const path of ['/', '/treaties/untoc', '/v1/treaties/firearms/projection', '/docs', '/alerts']) {
    expect([path, (await fetch(`${running.address}${path}`)).status]).toEqual([path, 200])
  }
  running.child.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)
  expect(programs().length).toBeGreaterThan(0)
  expect(elsewhere()).toEqual([])
}, 120_000)

it('nor do commands on the record', async () => {
  const { env, programs, elsewhere } = watching()
  const DATA_DIR = newFolder()
  for (const command of [['status', 'untoc'], ['verify'], ['export'], ['check']]) {
    expect([command, (await palermo(command, { ...env, DATA_DIR })).code]).toEqual([command, 0])
  }
  expect(programs().length).toBeGreaterThan(3)
  expect(elsewhere()).toEqual([])
}, 120_000)

it('what would ask is noticed', async () => {
  const { env, elsewhere } = watching()
  const asking = "fetch('http://name.invalid/').catch(() => undefined)"
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', asking], {
    env: { ...process.env, ...env },
  })
  expect(elsewhere()).toContain('looks up name.invalid')
})
