import { expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()

async function wordsOf(address: string): Promise<string> {
  const page = await (await app.request(address)).text()
  return page
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('a succession that has effect from before its receipt is said so: Montenegro, received 23 October 2006, effective 3 June', async () => {
  const words = await wordsOf('/states/MNE')
  expect(words).toContain('142 days earlier')
  expect(words).not.toContain('-142')
})

test('what remains is told with the instrument, where it goes and what is notified with it', async () => {
  const words = await wordsOf('/states/JPN')
  expect(words).toContain('Firearms Protocol : deposit an instrument of ratification, acceptance or approval')
  expect(words).toContain('deposited with the Treaty Section of the United Nations')
  expect(words).toContain(
    'which central authority answers requests for mutual legal assistance (article 18(13))',
  )
})

test('each treaty has its own notifications, as its pack says: a State outside two of them reads of both', async () => {
  const remains = /What remains to be done(.*)Reservations, declarations/.exec(
    await wordsOf('/states/TUV'),
  )?.[1]
  expect(remains).toContain('Under the Organized Crime Convention: whether it takes')
  expect(remains).toContain(
    'Under the Smuggling Protocol: which authority answers requests about vessels (article 8(6)).',
  )
  // Japan has all but one of the treaties of the first pack, and that one asks nothing.
  const few = /What remains to be done(.*)Reservations, declarations/.exec(await wordsOf('/states/JPN'))?.[1]
  expect(few).not.toContain('Under the')
})

test('what remains before a treaty is there or open is nothing, with the day on which that comes', async () => {
  const words = await wordsOf('/states/FRA?as_of=2000-11-20')
  expect(words).not.toContain('no longer open')
  expect(words).toContain(
    'the treaty is not yet open for signature. (Article 36 .) It opens for signature on',
  )
  expect(words).toContain('the treaty has not been adopted. (Article 17 .) Adopted on 31 May 2001')
})

test('one that may have deposited already, on a day that is not known, is told so', async () => {
  expect(await wordsOf('/states/PRK?as_of=2017-01-01')).toContain(
    'It may have deposited one already, on 16 June 2016 or later: the day is not known',
  )
})
