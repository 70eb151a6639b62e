import { parse } from 'csv-parse/sync'
import { parse as parseHtml } from 'parse5'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { draft, realRecord, recordWith } from '../answers/real-record.ts'
import { json, testApp } from './ask-app.ts'

const MARKUP = `"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;`
/** Texts that a spreadsheet would run, or that would end a line of a header or a log. */
const FORMULAS = ['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|calc', `=HYPERLINK("x")${MARKUP}`]
const BREAK = 'x\r\nSet-Cookie: stolen=1\r\n\r\n<script>alert(3)</script>\u2028\u0085\u0001'

/** The real record in which Japan, a source, a group and a note are called something hostile. */
function hostile(name: string) {
  const record = recordWith((events) => [
    ...events,
    draft({
      ...{ id: 'evil', treaty: 'XVIII-12', participant: 'TUV', action: 'signature', note: name },
      ...{ action_date: realRecord.source_as_at, recorded_by: name, derivation: name },
    }),
  ])
  const renamed = <Named extends { readonly name: string }>(one: Named): Named => ({ ...one, name })
  return viewRecord({
    ...record,
    participants: record.participants.map((one) => (one.code === 'JPN' ? renamed(one) : one)),
    names: record.names.filter(({ participant }) => participant !== 'JPN'),
    groups: record.groups.map((group) => ({ ...group, title: name })),
    sources: record.sources.map((source) => ({ ...source, title: name, publisher: name, how_read: name })),
    gaps: record.gaps.map((gap) => ({ ...gap, statement: name, reason: name })),
  })
}

const PAGES = [
  '/',
  '/treaties',
  '/treaties/untoc',
  '/treaties/untoc/why',
  '/treaties/untoc/projection',
  '/states',
  '/states/JPN',
  '/states/TUV',
  '/gaps?party=untoc&not_party=firearms',
  '/compare?states=JPN,TUV',
  '/record',
  '/record/evil',
  '/changes?since=2001-01-01',
  '/search?q=script',
  '/embed/treaties/untoc',
]

/** Every element of a page as a browser builds it. */
function elementsOf(
  html: string,
): readonly { readonly name: string; readonly attributes: readonly string[] }[] {
  type Node = { tagName?: string; attrs?: { name: string }[]; childNodes?: Node[]; content?: Node }
  const all = (node: Node): { name: string; attributes: string[] }[] => [
    ...(node.tagName === undefined
      ? []
      : [{ name: node.tagName, attributes: (node.attrs ?? []).map(({ name }) => name) }]),
    ...(node.childNodes ?? []).flatMap(all),
    ...(node.content === undefined ? [] : all(node.content)),
  ]
  return all(parseHtml(html) as Node)
}

describe('a hostile name in the record', () => {
  test.each(PAGES)('is a text on %s, never markup', async (page) => {
    const accept = 'text/html'
    const [tame, wild] = await Promise.all(
      ['a name', MARKUP].map(async (name) => {
        const response = await testApp(hostile(name)).request(page, { headers: { accept } })
        expect([page, response.status]).toEqual([page, 200])
        return response.text()
      }),
    )
    const ran = (html = '') =>
      elementsOf(html).filter(({ attributes }) => attributes.some((one) => one.startsWith('on')))
    const count = (html = '', name = '') => elementsOf(html).filter((one) => one.name === name).length
    expect(ran(wild)).toEqual([])
    expect(count(wild, 'script')).toBe(count(tame, 'script'))
    expect(count(wild, 'img')).toBe(count(tame, 'img'))
    expect(wild).not.toContain('<script>alert')
  })

  test.each([
    '/v1/participants',
    '/v1/groups',
    '/v1/events?participant=TUV',
    '/v1/treaties/untoc/participants',
  ])('is no formula in the CSV of %s, and none in its workbook', async (path) => {
    const [address = '', query] = path.split('?')
    const asked = (ending: string) => `${address}${ending}${query === undefined ? '' : `?${query}`}`
    for (const name of FORMULAS) {
      const app = testApp(hostile(name))
      const response = await app.request(asked('.csv'))
      expect(response.status).toBe(200)
      const rows: string[][] = parse(await response.text(), { bom: true, relax_column_count: true })
      const cells = rows.flat()
      expect(cells.some((cell) => cell.includes(name.trim()))).toBe(true)
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    }
  })

  test.each(['/v1/events.atom', '/v1/events.feed.json', '/v1/calendar.ics', '/v1/events?participant=TUV'])(
    'leaves %s well-formed, and its headers alone',
    async (path) => {
      for (const name of [MARKUP, BREAK, ...FORMULAS]) {
        const response = await testApp(hostile(name)).request(path)
        expect([name, response.status]).toEqual([name, 200])
        expect(response.headers.get('set-cookie')).toBeNull()
        const text = await response.text()
        if (path.endsWith('.ics')) expect(text).not.toMatch(/^Set-Cookie:/m)
        if (path.endsWith('.atom')) new SaxesParser().write(text).close()
        if (path.endsWith('.json') || path.includes('?')) JSON.parse(text)
      }
    },
  )

  test('is not taken for the place of the two days in an address', async () => {
    const page = await testApp(hostile('one\u0001two')).request('/record/evil?as_of=2010-01-01')
    const text = await page.text()
    expect(text).toContain('one\u0001two')
    expect(text).not.toContain('one?as_of')
  })
})

describe('what a client sends', () => {
  test.each([
    '/v1/treaties/x%0d%0aSet-Cookie:%20stolen=1',
    '/v1/treaties/untoc/%0d%0aX-Evil:1/',
    '/v1/participants?x=%0d%0aX-Evil:1',
    '/v1/search?q=%0d%0aX-Evil:1%00',
    '/states/%0d%0aX-Evil:1',
    '/record/%0d%0aX-Evil:1',
    '/treaties/untoc?cite=%0d%0aX-Evil:1',
  ])('ends no header: %s', async (path) => {
    for (const accept of ['application/json', 'text/html']) {
      const { headers } = await testApp().request(path, { headers: { accept } })
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('x-evil')).toBeNull()
      for (const [, value] of headers) expect(value).not.toMatch(/[\r\n\0]/)
    }
  })

  test('is one line of the log, whatever is in its address, its method and its headers', async () => {
    const lines: string[] = []
    const app = testApp(undefined, { log: (line) => lines.push(line) })
    const sent = [
      '/v1/treaties/%0a{"status":200}',
      '/x%0d%0a2026-11-26 forged',
      `/${encodeURIComponent(BREAK)}`,
    ]
    const ids = ['plain-1', 'a"b', '{"at":"forged"}', '../../x', 'é', 'x'.repeat(300)]
    for (const path of sent) {
      for (const id of ids) await app.request(path, { headers: { 'x-request-id': id, 'user-agent': id } })
    }
    expect(lines).toHaveLength(sent.length * ids.length)
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n\u2028\u2029\u0085]/)
      const said = JSON.parse(line)
      expect(Object.keys(said)).toEqual(['at', 'id', 'method', 'route', 'status', 'ms', 'bytes'])
      expect(said.id).toMatch(/^[\w=-]{1,255}$/)
      expect(line).not.toContain('forged')
    }
  })

  test('is repeated in a problem as JSON, on a page as text', async () => {
    const evil = encodeURIComponent(MARKUP)
    const problem = await testApp().request(`/v1/treaties?as_of=${evil}`)
    expect(problem.headers.get('content-type')).toBe('application/problem+json')
    expect(await json(problem)).toMatchObject({ value: MARKUP })
    for (const path of [
      `/treaties/untoc?as_of=${evil}`,
      `/search?q=${evil}`,
      `/states/${evil}`,
      `/${evil}`,
    ]) {
      const response = await testApp().request(path, { headers: { accept: 'text/html' } })
      const html = await response.text()
      expect(html).not.toContain('<script>alert')
      expect(elementsOf(html).filter(({ name }) => name === 'img')).toEqual([])
    }
  })
})
