import { expect, test } from 'vitest'
import { EMBEDS } from '../../src/http/pages/embeds/embed-list.ts'
import { looked } from './looked.ts'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()

/** Those that are pages: the others are plain text and a picture. */
const PIECES = EMBEDS.map(({ path }) => path.replace('{t}', 'untoc')).filter((path) => !/\.\w+$/.test(path))

test.each(PIECES)('%s is readable by all, in its width, quiet', async (address) => {
  const { page, wrongs, close } = await trial.open(address, { bypassCSP: true })
  expect(await looked(page)).toEqual([])
  expect(wrongs).toEqual([])
  await close()
})

test.each([
  ['an address that leads nowhere', '/nowhere', 404],
  ['a treaty that is not there', '/treaties/xyz', 404],
  ['an unknown State', '/states/ZZZ', 404],
  ['an impossible date', '/treaties/untoc?as_of=2003-02-31', 400],
])('the page that helps with %s is readable by all, in its width', async (_what, address, status) => {
  const { page, wrongs, close } = await trial.open(address, { bypassCSP: true })
  expect(await looked(page)).toEqual([])
  // The browser says of its own accord that the address was refused.
  expect(wrongs).toEqual([expect.stringContaining(`status of ${status}`)])
  await close()
})
