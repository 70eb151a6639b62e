import { expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()

async function leadOn(query: string): Promise<string> {
  const page = await (await app.request(`/${query}`)).text()
  const [, lead = ''] = /<p class="lead">(.*?)<\/p>/s.exec(page) ?? []
  return lead.replace(/<[^>]*>/g, '')
}

test('the first sentence is true on its day: who consented to be bound, and what is in force', async () => {
  expect(await leadOn('')).toBe(
    'As at 24 November 2026, 193 to 194 States and organizations have consented to be bound by the Organized Crime Convention, 181 by the Trafficking Protocol, 147 by the Smuggling Protocol and 122 by the Firearms Protocol. All are in force.',
  )
  // The day before the fortieth instrument under the Convention.
  const before = await leadOn('?as_of=2003-06-30')
  expect(before).toContain('As at 30 June 2003, 39 States and organizations have consented to be bound')
  expect(before).toContain('None of them is in force yet.')
  const between = await leadOn('?as_of=2003-10-15')
  expect(between).toContain(
    'Not in force yet: the Trafficking Protocol, Smuggling Protocol and Firearms Protocol.',
  )
})

test('who called for the treaties is said as the pack has it', async () => {
  const words = (await (await app.request('/')).text()).replace(/<[^>]*>/g, '')
  expect(words).toContain(
    'The General Assembly urged all States and the organizations concerned to sign and ratify',
  )
  expect(words).toContain('resolution A/RES/56/123, paragraph 16, of 19 December 2001.')
})

test('what comes next ends as a sentence where nothing can be foretold', async () => {
  const page = await (await testApp().request('/?as_of=2035-01-01')).text()
  const words = page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  expect(words).toMatch(/nothing can be said: [^.]+ is not known\. /)
})
