import { describe, expect, test } from 'vitest'
import { viewOfAllPacks } from '../../answers/real-record.ts'
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
    expect(text).toContain('Treaty they have not consented to be bound by is missing')
  })
})

test('beside each status stands how many of the group that is listed have it', async () => {
  const { text } = await words('/treaties/firearms?group=un_african_group&status=party')
  const list = text.slice(text.indexOf('id="participants"'))
  const numbers = [...list.slice(0, list.indexOf('</ul>')).matchAll(/<data value="(\d+)"/g)].map(([, n]) => n)
  expect(numbers).toEqual(['54', '38', '1', '15'])
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
    expect(text).toContain('>Kenya</a>')
  })
})

test('a deposit that is only reported is not said to be nothing, nor to be done', async () => {
  const { text } = await words('/states/SOM')
  expect(text).toContain('may have deposited its instrument under the')
  expect(text).toContain('It may have deposited one already')
})

test('the address of a comparison to cite, on paper too, is read as it is written', async () => {
  const page = await (await app.request('/compare?states=JPN,CIV')).text()
  expect(page).toContain('/compare?states=JPN,CIV&amp;as_of=2026-11-24&amp;known_at=2026-11-24')
  expect(page).not.toContain('%2C')
})

test('what does not count is by day, and on one day by name', async () => {
  const all = testApp(viewOfAllPacks())
  const orderIn = async (path: string, from: string, to: string) => {
    const page = await (await all.request(path)).text()
    const part = page.slice(page.indexOf(from), page.indexOf(to, page.indexOf(from)))
    return [...part.matchAll(/<a href="\/states\/([A-Z]+)"/g)].map(([, code]) => code)
  }
  const signed = await orderIn('/treaties/untoc/why', 'id="ledger-signatures"', '</table>')
  // By code Bosnia and Herzegovina (BIH) would stand before Bolivia (BOL).
  expect(signed.slice(0, 8)).toEqual(['ALB', 'DZA', 'ARG', 'AUT', 'AZE', 'BEL', 'BOL', 'BIH'])
  const undated = await orderIn('/treaties/cybercrime/why', 'Acts whose day is not known', '</ul>')
  expect(undated.slice(0, 3)).toEqual(['QAT', 'SWE', 'GBR'])
})

test('a comparison is named by those it lays side by side, so that it can be cited', async () => {
  const page = await (await app.request('/compare?states=JPN,CIV&groups=un_african_group')).text()
  expect(page).toContain('<title>Japan, C&#244;te d&#39;Ivoire and African Group side by side')
})

describe('where an act without a day leaves room, no page is surer than the API', () => {
  const everything = testApp(viewOfAllPacks())
  const read = async (address: string) =>
    (await (await everything.request(address)).text()).replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')

  test('a group beside others says how many more of its members may be bound', async () => {
    // Somalia, of the African Group, may have acceded to the Convention.
    expect(await read('/compare?groups=un_african_group')).toContain(
      '52 of 54perhaps 1 more, as the day of an act is not known',
    )
  })

  test('the groups of a State, the labels of curves and a preview say both numbers', async () => {
    expect(await read('/states/JPN')).toContain('192 to 193 of 197')
    const api = await (await everything.request('/v1/treaties/untoc/projection/JPN')).json()
    expect(api.groups[0].pace).toMatchObject({ joined: 192, joined_at_least: 192, joined_at_most: 193 })
    expect(await read('/treaties/untoc/curve.svg')).toContain('193 to 194 participants')
    expect(await read('/embed/treaties/untoc')).toMatch(/193 to 194(?! participants)/)
    expect(await read('/treaties/untoc/projection?join=TUV')).toMatch(/193 to 194 *194 to 195/)
  })

  test('two numbers are never followed by a singular', async () => {
    expect(await read('/treaties/cybercrime')).toContain(
      '1 to 3 States have consented to be bound by the Convention against Cybercrime',
    )
    expect(await read('/gaps?party=cybercrime&not_party=firearms')).toContain(
      '1 to 2 States and organizations have consented to be bound',
    )
  })

  test('what is missing is said to be missing at most', async () => {
    expect(await read('/treaties/cybercrime')).toContain('needs at most 39 more instruments')
    const why = await read('/treaties/cybercrime/why')
    expect(why).toContain('The count: 1 to 3 of 40')
    expect(why).toContain('At most 39 more instruments are needed')
    expect(why).toContain('stands at the last day on which it can have been deposited')
  })
})

test('a State laid beside another on a day before it was one is said to have been none yet', async () => {
  const words = async (path: string) =>
    (await (await testApp().request(path)).text()).replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  const sentence = 'Montenegro was not a State on 1 May 2006: it is on record as one from 3 June 2006.'
  expect(await words('/compare?states=SRB,MNE&as_of=2006-05-01')).toContain(sentence)
  expect(await words('/compare?states=SRB,MNE&as_of=2006-07-01')).not.toContain('was not a State')
})
