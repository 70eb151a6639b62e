import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { realView } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const app = testApp()
const view = realView()
const CODES = new Set(view.record.participants.map(({ code }) => code))
/** Titles of sources, which are shown as they are kept. */
const TITLES = [...view.sources.values()].map(({ title }) => title)

/** What nobody reads as words: addresses and text for machines, pictures, the words of the law and of the schemas. */
const UNREAD = new Set(['script', 'style', 'code', 'pre', 'svg', 'template', 'datalist', 'head'])
/** What is read on its own, apart from what stands around it. */
const BLOCKS = new Set(
  'p li dt dd td th h1 h2 h3 figcaption legend summary option button label caption blockquote'.split(' '),
)
/** Blocks in which a day stands as data. */
const CELLS = new Set(['td', 'th'])
/** What must say something where it stands. */
const NEVER_EMPTY = new Set([
  'p',
  'li',
  'dd',
  'dt',
  'th',
  'h1',
  'h2',
  'h3',
  'summary',
  'button',
  'label',
  'legend',
])

type Block = { readonly name: string; readonly words: string }

function isElement(node: Node): node is Element {
  return 'tagName' in node
}

function holds(node: Node, test: (element: Element) => boolean): boolean {
  return (
    'childNodes' in node && node.childNodes.some((one) => (isElement(one) && test(one)) || holds(one, test))
  )
}

function wordsOf(node: Node): string {
  if ('value' in node) return node.value
  if (!('childNodes' in node) || (isElement(node) && (UNREAD.has(node.tagName) || BLOCKS.has(node.tagName))))
    return ' '
  return node.childNodes.map(wordsOf).join('')
}

/** The symbol of a printed paper, in which codes are as in those of the United Nations. */
function isPaperHead(element: Element): boolean {
  return element.attrs.some(({ name, value }) => name === 'class' && value.includes('paper-head'))
}

function blocksIn(node: Node): Block[] {
  if (!('childNodes' in node)) return []
  if (isElement(node) && (UNREAD.has(node.tagName) || isPaperHead(node))) return []
  const inner = node.childNodes.flatMap(blocksIn)
  if (!isElement(node) || !BLOCKS.has(node.tagName)) return inner
  const said = node.childNodes
    .map(wordsOf)
    .join('')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const words = TITLES.reduce((left, title) => left.replace(title, 'a source'), said)
  const isFilled = holds(node, ({ tagName }) =>
    ['input', 'select', 'svg', 'code', 'progress', 'img'].includes(tagName),
  )
  return words === '' && (isFilled || inner.length > 0) ? inner : [{ name: node.tagName, words }, ...inner]
}

const ONE_OF_MANY =
  /(?:^|[^\d.,-])1 (?:participants|signatories|signatures|States|Parties|organizations|members|events|acts|rows|instruments|days|differences|others|treaties|deposits|projections|cases|stand|are)\b/
const MANY_OF_ONE =
  /\b(?:[2-9]|\d{2,}) (?:participant|signatory|event|row|instrument|day|difference|member|treaty|deposit)\b(?! of)/
const FAULTS: readonly (readonly [string, (block: Block) => boolean])[] = [
  ['one of many', ({ words }) => ONE_OF_MANY.test(words)],
  ['many of one', ({ words }) => MANY_OF_ONE.test(words)],
  ['a value of the program', ({ words }) => /\b(?:undefined|NaN|null|true|false)\b|\[object/.test(words)],
  ['a name of a field', ({ words }) => /\b[a-z]+_[a-z_]+\b/.test(words)],
  ['two marks together', ({ words }) => /[.,;:] ?[.,;]|\( | \)|\(\)| [,;.](?:\s|$)/.test(words)],
  ['a day as data', ({ name, words }) => !CELLS.has(name) && /\b\d{4}-\d\d-\d\d\b/.test(words)],
  ['a code of a State', ({ words }) => (words.match(/\b[A-Z]{3}\b/g) ?? []).some((word) => CODES.has(word))],
  ['nothing said', ({ name, words }) => NEVER_EMPTY.has(name) && words === ''],
]

/** What is wrong in the words of a page, a line each. */
function faultsOf(page: string): string[] {
  const blocks = blocksIn(parse(page))
  return blocks.flatMap((block) =>
    FAULTS.filter(([, isFault]) => isFault(block)).map(
      ([fault]) => `${fault}: <${block.name}> ${block.words.slice(0, 160)}`,
    ),
  )
}

const DAYS = [
  '',
  'as_of=2000-12-12',
  'as_of=2003-07-01',
  'as_of=2017-01-01&known_at=2017-06-01',
  'as_of=2031-01-01',
]

/** Pages on which little, or something rare, is to be said. */
const RARE = [
  '/states/PRK',
  '/states/SOM',
  '/states/MNE',
  '/states/EUE',
  '/treaties/firearms',
  '/treaties/firearms/why?as_of=2001-08-01',
  '/treaties/untoc?status=signatory',
  '/treaties/untoc/projection?join=TUV&on=2027-01-01',
  '/treaties/untoc/projection?join=ARM&on=2003-06-30&as_of=2003-06-30',
  '/gaps?party=untoc&not_party=firearms&group=g20',
  '/compare?states=JPN,EUE&groups=g20',
  '/search?q=congo',
  '/changes?since=2026-01-01',
  '/record?participant=TUV',
  '/alerts',
]

// The documentation of the interface is about names of fields.
const pages = PAGES.flatMap((page) => {
  const address = page.id === 'docs' ? null : exampleAddress(page)
  return address === null ? [] : [address]
})
const addresses = [
  ...pages.flatMap((address) =>
    DAYS.map((day) => (day === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${day}`)),
  ),
  ...RARE,
]

describe('read by someone who wants to find a fault', () => {
  test.each(addresses)('%s', async (address) => {
    const response = await app.request(address)
    if (address !== '/alerts') expect(response.status).toBe(200)
    expect(faultsOf(await response.text())).toEqual([])
  })

  test.each([
    ['one of many', '<p>There is 1 participants.</p>'],
    ['many of one', '<p><data>12</data> event</p>'],
    ['a value of the program', '<p>undefined</p>'],
    ['a name of a field', '<li>not_party is missing</li>'],
    ['two marks together', '<p>In force.. Since then</p>'],
    ['a day as data', '<p>since 2003-07-01</p>'],
    ['a code of a State', '<p>ARM</p>'],
    ['nothing said', '<h2></h2>'],
  ])('the reader sees %s', (fault, page) => {
    expect(faultsOf(page).map((line) => line.split(':')[0])).toEqual([fault])
  })
})
