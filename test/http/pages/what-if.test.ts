import { describe, expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'
import { readPage, saidAt } from './read-page.ts'

const app = testApp()

/** The page, its words without marks, and whether each number on it is the one of the API. */
async function whatIf(address: string) {
  const html = await (await app.request(address)).text()
  const page = readPage(html)
  for (const one of page.shown) {
    const answer = await (await app.request(one.answer)).json()
    expect(`${one.path} ${one.shown}`).toBe(`${one.path} ${saidAt(answer, one)}`)
  }
  expect(page.unmarked).toEqual([])
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
}

describe('what if', () => {
  test('each supposed deposit says what it changes, or why nothing', async () => {
    // Armenia deposited on 1 July 2003 as the fortieth; on the day before, France has long done so.
    const words = await whatIf('/treaties/untoc/projection?as_of=2003-06-30&join=ARM,FRA&on=2003-06-30')
    expect(words).toContain('Armenia, ratification on 30 June 2003: counts toward entry into force.')
    expect(words).toContain(
      'France, ratification on 30 June 2003: changes no count: it has deposited already.',
    )
    expect(words).toMatch(/Organized Crime Convention ?entry into force ?(?:&#8211;) ?2003-09-28/)
  })

  test('an organization can be supposed, and is not counted beside its members', async () => {
    const words = await whatIf('/treaties/untoc/projection?as_of=2003-06-30&join=EUE&on=2003-06-30')
    expect(words).toContain(
      'consents to be bound by it; it does not count toward entry into force: an organization: not counted in addition to its member States',
    )
  })

  test('all members of a group can be supposed, a line each', async () => {
    const html = await (await app.request('/treaties/firearms/projection?members=g20&on=2026-12-01')).text()
    const lines = html.match(/<li><a href="\/states\/[A-Z]{3}">[^<]*<\/a>, [a-z ]+ on <time/g) ?? []
    const group = (await (await app.request('/v1/groups/g20')).json()) as { count: number }
    expect(lines).toHaveLength(group.count)
    const words = html.replace(/<[^>]*>/g, '')
    expect(words).toContain('Japan, ratification on 1 December 2026: consents to be bound by it')
    expect(words).toContain(
      'Mexico, ratification on 1 December 2026: changes no count: it has deposited already',
    )
  })

  test('a group that is not on record is said with the nearest', async () => {
    const response = await app.request('/treaties/firearms/projection?members=g21')
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('members=g20')
  })
})

describe('a projection of a group, or with supposed deposits', () => {
  const text = async (address: string) => (await app.request(address)).text()
  const svgOf = (page: string) =>
    String(/<a href="([^"]*\/projection\.svg[^"]*)"/.exec(page)?.[1]).replaceAll('&amp;', '&')

  test('names the group in its heading and its title: the day is not that of everyone', async () => {
    const all = await text('/treaties/firearms/projection')
    const page = await text('/treaties/firearms/projection?group=un_african_group')
    const heading = (html: string) => String(/<h1>(.*?)<\/h1>/.exec(html)?.[1]).replace(/<[^>]*>/g, '')
    expect(heading(page)).toMatch(
      /^The next deposit under the Firearms Protocol in the African Group is as likely/,
    )
    expect(heading(all)).toMatch(/^The next deposit under the Firearms Protocol is as likely/)
    expect(page).toContain('<title>What comes next for the Firearms Protocol in the African Group &middot;')
  })

  test('leads to the picture of just that, which says so', async () => {
    const ofGroup = svgOf(await text('/treaties/firearms/projection?group=un_african_group'))
    expect(ofGroup).toBe('/treaties/firearms/projection.svg?group=un_african_group')
    expect(await text(ofGroup)).toContain(
      '>What comes next for the Firearms Protocol in the African Group</title>',
    )
    const supposed = svgOf(await text('/treaties/untoc/projection?join=TUV&join=SLB&on=2026-12-24'))
    expect(supposed).toBe('/treaties/untoc/projection.svg?join=TUV,SLB&on=2026-12-24')
    const drawn = await text(supposed)
    expect(drawn).toContain('This supposes deposits that have not been made.')
    expect(drawn).toContain('join=TUV')
    const fanOf = (svg: string) => /<g transform="translate\(24 74\)">([\s\S]*?)<\/g>/.exec(svg)?.[1]
    expect(fanOf(drawn)).not.toBe(fanOf(await text('/treaties/untoc/projection.svg')))
  })
})
