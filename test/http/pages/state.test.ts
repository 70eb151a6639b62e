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
