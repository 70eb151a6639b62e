import { describe, expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()
const browser = { headers: { accept: 'text/html' } }

async function words(path: string): Promise<{ status: number; text: string }> {
  const response = await app.request(path, browser)
  return { status: response.status, text: await response.text() }
}

describe('gaps', () => {
  test('name the State that signed and did not ratify, in the group asked for, on the day', async () => {
    const { text } = await words('/gaps?party=untoc&not_party=firearms&group=g20&as_of=2017-08-10')
    expect(text).toContain('href="/states/JPN?as_of=2017-08-10"')
    const before = await words('/gaps?party=untoc&not_party=firearms&group=g20&as_of=2017-07-10')
    expect(before.text).not.toContain('href="/states/JPN?')
  })

  test('ask for both treaties', async () => {
    const { status, text } = await words('/gaps?party=untoc')
    expect(status).toBe(400)
    expect(text).toContain('Treaty they have not joined is missing')
  })
})

describe('comparison', () => {
  test('takes the fields of its own form, empty ones among them', async () => {
    const sent = await app.request('/compare?states=JPN&states=KEN&states=&groups=', browser)
    expect(sent.status).toBe(303)
    const { text } = await words(String(sent.headers.get('location')))
    expect(text).toMatch(
      /<th scope="col">\s*<a href="\/states\/JPN">Japan<\/a>\s*<\/th>\s*<th scope="col">\s*<a href="\/states\/KEN">Kenya/,
    )
  })

  test('says of an unknown code which field it is in and what was probably meant', async () => {
    const { status, text } = await words('/compare?states=JPN,Kenia')
    expect(status).toBe(400)
    expect(text).toContain('>KEN</a>')
  })
})

test('a deposit that is only reported is not said to be nothing, nor to be done', async () => {
  const { text } = await words('/states/SOM')
  expect(text).toContain('is said to have deposited its instrument under the')
  expect(text).toContain('It may have deposited one already')
})

test('a comparison is named by those it lays side by side, so that it can be cited', async () => {
  const page = await (await app.request('/compare?states=JPN,CIV&groups=un_african_group')).text()
  expect(page).toContain('<title>Japan, C&#244;te d&#39;Ivoire and African Group side by side')
})
