import { describe, expect, test } from 'vitest'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { json, testApp } from '../ask-app.ts'

const app = testApp(viewOfAllPacks())

async function footOf(path: string): Promise<string> {
  const page = await (await app.request(path)).text()
  const foot = /<footer[\s\S]*<\/footer>/.exec(page)?.[0] ?? ''
  return foot.replace(/<details[\s\S]*?<\/details>/g, '').replace(/\s+/g, ' ')
}

describe('the foot of a page', () => {
  test.each([
    ['/treaties/cybercrime', '/v1/treaties/cybercrime'],
    ['/treaties/untoc', '/v1/treaties/untoc'],
    ['/gaps?party=cybercrime&not_party=firearms', '/v1/gaps?party=cybercrime&not_party=firearms'],
    ['/projection', '/v1/treaties'],
    ['/treaties/untoc?as_of=2010-01-01&known_at=2010-01-01', '/v1/treaties/untoc?known_at=2010-01-01'],
  ])('%s names the day of the totals that the answer rests on', async (path, address) => {
    const { source_as_at } = await json(await app.request(address))
    expect(source_as_at).toMatch(/^20\d\d-/)
    expect(await footOf(path)).toContain(
      `newest totals of the depositary on record for what this page shows are of <time datetime="${source_as_at}"`,
    )
  })

  test('newer totals of another treaty are not taken for those of the one shown', async () => {
    const [one, other] = await Promise.all([footOf('/treaties/untoc'), footOf('/treaties/cybercrime')])
    const day = (foot: string) => /page shows are of <time datetime="([^"]*)"/.exec(foot)?.[1]
    expect(day(one)).not.toBe(day(other))
    expect(day(await footOf('/'))).toBe([day(one), day(other)].sort().at(-1))
  })

  test('by what was known on a day that is given, it does not tell when the depositary was read since', async () => {
    expect(await footOf('/treaties/untoc')).toContain('last read without an error')
    expect(await footOf('/treaties/untoc?known_at=2010-01-01')).not.toContain('last read')
  })
})
