import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { EMBEDS } from '../../../src/http/pages/embeds/embed-list.ts'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

const app = testApp(viewOfAllPacks())

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

function elementsOf(node: Node): Element[] {
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return 'tagName' in node ? [node, ...inner] : inner
}

/** Where a browser loads something for the page by itself: every address in it but those of links and forms. */
function loadedBy({ tagName, attrs }: Element): string[] {
  const rel = attrs.find(({ name }) => name === 'rel')?.value
  const leads = tagName === 'a' || tagName === 'form' || (tagName === 'link' && rel !== 'stylesheet')
  const names = ['src', 'srcset', 'href', 'xlink:href', 'data', 'poster', 'background']
  return leads ? [] : attrs.filter(({ name }) => names.includes(name)).map(({ value }) => value)
}

/** Styles and scripts in the page itself, for which its policy would have to be weaker. */
function inlineIn({ tagName, attrs, childNodes }: Element): string[] {
  const named = attrs.filter(({ name }) => name === 'style' || name.startsWith('on')).map(({ name }) => name)
  const own = (tagName === 'script' || tagName === 'style') && childNodes.length > 0
  return own ? [...named, tagName] : named
}

const pages = [
  ...PAGES.map((page) => ({ id: page.id, address: exampleAddress(page) })),
  ...EMBEDS.map(({ id, path }) => ({ id, address: path.replace('{t}', 'untoc') })),
]

describe.each(pages)('$id', ({ address }) => {
  test('allows its own style sheet and script alone, holds neither inline, and loads nothing else', async () => {
    if (address === null) throw new Error('there is no example')
    const response = await app.request(address)
    const policy = String(response.headers.get('content-security-policy')).split('; ')
    expect(policy).toContain("default-src 'none'")
    const sources = policy.filter((one) => /^(?:script|style|img|font|connect|frame)-src/.test(one))
    expect(sources.filter((one) => !one.endsWith(" 'self'"))).toEqual([])
    if (!String(response.headers.get('content-type')).startsWith('text/html')) return
    const elements = elementsOf(parse(await response.text()))
    expect(elements.flatMap(inlineIn)).toEqual([])
    const loaded = elements.flatMap(loadedBy)
    expect(loaded.filter((one) => !/^\/(?:style\.css|page\.js)\?v=[0-9a-f]{10}$|^#/.test(one))).toEqual([])
  })
})
