import { describe, expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()
const page = async (address: string) => (await app.request(address)).text()

describe.each([
  ['2017-06-01', 'Swaziland'],
  ['2019-06-01', 'Eswatini'],
  ['2016-06-01', 'Swaziland'],
])('on %s', (day, name) => {
  // The same rows are written for other days before and after: none may keep the name of another.
  test.each(['/treaties/untoc/why', '/states', '/treaties/smuggling/why'])(
    `%s calls ${name} so and names it by nothing else`,
    async (address) => {
      const text = await page(`${address}?as_of=${day}`)
      const links = text.match(/<a href="\/states\/SWZ[^>]*>([^<]*)<\/a>/g) ?? []
      expect(links.length).toBeGreaterThan(0)
      expect(links.filter((link) => !link.endsWith(`>${name}</a>`))).toEqual([])
    },
  )

  test('the page of each of its acts names it so, in its title and among the facts', async () => {
    const { events } = (await (await app.request('/v1/events?participant=SWZ&limit=3')).json()) as {
      events: { id: string }[]
    }
    expect(events).toHaveLength(3)
    for (const { id } of events) {
      const text = await page(`/record/${id}?as_of=${day}`)
      expect(text).toContain(`<h1><span data-fixed>${name}: `)
      expect(text.match(/<a href="\/states\/SWZ[^>]*>([^<]*)<\/a>/)?.[1]).toBe(name)
    }
  })

  test(`the page of the State is headed ${name}`, async () => {
    expect(await page(`/states/SWZ?as_of=${day}`)).toContain(`<h1>${name} `)
  })
})

test('a list says what one that had another name is called today', async () => {
  expect(await page('/treaties/untoc?as_of=2017-06-01')).toMatch(/Swaziland<\/a> <span[^>]*>[^<]*Eswatini/)
})

describe.each([
  ['2017-06-01', 'Swaziland (today Eswatini)', 'Swaziland'],
  ['2019-06-01', 'Eswatini', 'Eswatini'],
])('where one is chosen, on %s', (day, offered, supposed) => {
  test.each(['/compare?states=SWZ,FRA', '/record?participant=SWZ'])(
    `%s offers ${offered}`,
    async (address) => {
      const options = (await page(`${address}&as_of=${day}`)).match(/<option value="SWZ"[^>]*>[^<]*/g) ?? []
      expect(options.length).toBeGreaterThan(0)
      expect(options.filter((option) => !option.endsWith(`>${offered}`))).toEqual([])
    },
  )

  test(`the deposit of ${supposed} is supposed by that name`, async () => {
    const form = await page(`/treaties/untoc/projection?join=SWZ&as_of=${day}`)
    expect(/name="join" value="SWZ" checked> ([^<]*)</.exec(form)?.[1]).toBe(supposed)
  })
})
