import { expect, test } from 'vitest'
import { startServing } from '../cli/program.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { json, testApp } from './ask-app.ts'

const CLOCKS = [
  'as_of=2003-07-01&known_at=2003-07-01',
  'as_of=2018-01-20&known_at=2020-06-01',
  'as_of=2030-01-01',
]
const PATHS = [
  '/v1/treaties',
  '/v1/treaties/untoc/participants',
  '/v1/treaties/firearms/threshold',
  '/v1/treaties/trafficking/timeline',
  '/v1/participants/SRB',
  '/v1/gaps?party=untoc&not_party=firearms',
  '/v1/groups/eu_members',
]

/** What an answer says of the law: without what marks this one loading of the record. */
function said(answer: Record<string, unknown>): unknown {
  const { record: _record, checked_at: _checked, source_as_at: _source, known_at: _known, ...rest } = answer
  return JSON.parse(JSON.stringify(rest), (key, value) => (key === 'events' ? undefined : value))
}

test('the program started from its own database answers what the lists say', async () => {
  const running = await startServing({ DATA_DIR: await newDataDirectory('first') })
  const app = testApp()
  try {
    for (const path of PATHS) {
      for (const clocks of CLOCKS) {
        const address = `${path}${path.includes('?') ? '&' : '?'}${clocks}`
        const served = await fetch(`${running.address}${address}`)
        expect(served.status, address).toBe(200)
        expect(said(await json(served)), address).toEqual(said(await json(await app.request(address))))
      }
    }
  } finally {
    running.child.kill('SIGTERM')
    await running.ended
  }
})
