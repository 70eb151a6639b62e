import { expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()

async function found(query: string): Promise<{ id: string; name: string; former_name: string | null }[]> {
  const body = await (await app.request(`/v1/search?${query}`)).json()
  return (body as { matches: [] }).matches
}

async function words(query: string): Promise<string> {
  return (await (await app.request(`/search?${query}`)).text()).replace(/<[^>]*>/g, '')
}

test('a former name finds its State alone, with what it is called now', async () => {
  expect(await found('q=swaziland')).toMatchObject([
    { id: 'SWZ', name: 'Eswatini', former_name: 'Swaziland' },
  ])
  expect(await words('q=swaziland')).toContain('Swaziland, now Eswatini')
})

test('on a day when the State bore the name, it is no former one', async () => {
  expect(await found('q=swaziland&as_of=2010-01-01')).toMatchObject([
    { id: 'SWZ', name: 'Swaziland', former_name: null },
  ])
})

test('near names are listed only where nothing bears the very name', async () => {
  expect((await found('q=swazilant')).map(({ id }) => id)).toContain('SWZ')
  // Its name is within the other one.
  expect((await found('q=niger')).map(({ id }) => id)).toEqual(['NER', 'NGA'])
})

test('the number of a treaty finds that one alone, not those whose numbers are like it', async () => {
  const page = await (await app.request('/search?q=XVIII-12-c')).text()
  expect([...page.matchAll(/href="\/treaties\/([a-z]+)"/g)].map(([, slug]) => slug)).toEqual(['firearms'])
})
