import { expect, test } from 'vitest'
import { viewChecked } from '../../../src/answers/record-view.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { readPage, saidAt } from './read-page.ts'

/** As on a machine that has never looked at the depositary. */
const silent = testApp(
  viewChecked(viewOfAllPacks(), {
    checked_at: null,
    checked_by_treaty: {},
    source_as_at: null,
    stale: false,
  }),
)

async function words(app: ReturnType<typeof testApp>, address: string): Promise<string> {
  const html = await (await app.request(address)).text()
  const page = readPage(html)
  for (const one of page.shown) {
    const answer = await (await app.request(one.answer)).json()
    expect(`${one.path} ${one.shown}`).toBe(`${one.path} ${saidAt(answer, one)}`)
  }
  expect(page.unmarked).toEqual([])
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
}

test('a page says after which day nothing was heard, and how many who joined may count', async () => {
  const found = await words(silent, '/treaties/cybercrime/projection')
  expect(found).toContain(
    'Nothing of this treaty was heard after 21 May 2026. What happened since is not known',
  )
  expect(found).toContain('foretold from that day on, and may have come already')
  expect(found).toContain('Deposits after 21 May 2026, where the record ends, until twelve months')
  expect(found).toContain('Whenever the acts without a known day happened, 1 to 3 count.')
})

test('where a deposit is as likely as not to have been made since, the page says that and foretells no day', async () => {
  const found = await words(silent, '/treaties/trafficking/projection')
  expect(found).toContain(
    'A further deposit under the Trafficking Protocol is as likely as not to have been made since 20 April 2024',
  )
  expect(await words(silent, '/projection')).toContain(
    'as likely as not already, after the end of the record',
  )
})

test('the outlook says it beside each treaty', async () => {
  const found = await words(silent, '/projection')
  expect(found).toContain('Convention against CybercrimeNothing was heard after 21 May 2026.')
})

test('where the depositary was checked on the day, nothing is said of it', async () => {
  expect(await words(testApp(viewOfAllPacks()), '/treaties/firearms/projection')).not.toContain(
    'was heard after',
  )
})

test('the numbers say as at which day the depositary was last read, whatever single acts became known since', async () => {
  expect(await words(silent, '/treaties/trafficking')).toContain(
    'What the depositary shows of this treaty was last read as at 20 April 2024: what was done since is shown only where it became known otherwise.',
  )
  for (const path of [
    '/',
    '/treaties',
    '/states',
    '/states/JPN',
    '/compare?states=JPN,FRA',
    '/changes?since=2020-01-01',
  ]) {
    expect(await words(silent, path), path).toContain(
      'last read as at 4 May 2024 for the Organized Crime Convention, 20 April 2024 for the Trafficking Protocol, 26 April 2024 for the Smuggling Protocol, 4 May 2024 for the Firearms Protocol and 31 October 2025 for the Convention against Cybercrime: ',
    )
  }
  const framed = await (await silent.request('/embed/treaties/trafficking/sentence')).text()
  expect(framed.replace(/<[^>]*>/g, '')).toContain('of this treaty was last read as at 20 April 2024')
  expect(await words(silent, '/gaps?party=untoc&not_party=firearms')).toContain(
    'last read as at 4 May 2024 for the Organized Crime Convention and 4 May 2024 for the Firearms Protocol: ',
  )
})

test('on a day that was read, and where a day of knowledge is given, they say nothing of it', async () => {
  for (const path of [
    '/treaties/trafficking?as_of=2024-04-20',
    '/treaties/trafficking?as_of=2026-01-01&known_at=2026-01-01',
    '/?as_of=2003-07-15',
  ]) {
    expect(await words(silent, path), path).not.toContain('last read as at')
  }
  expect(await words(testApp(viewOfAllPacks()), '/treaties/trafficking')).not.toContain('last read as at')
})
