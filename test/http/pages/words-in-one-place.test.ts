import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { expect, test, vi } from 'vitest'
import { EMBEDS } from '../../../src/http/pages/embeds/embed-list.ts'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'
import { readPage } from './read-page.ts'

const [OPENS, CLOSES] = ['⟦', '⟧']

// A language in which every message stands between two signs: a word outside them is of no message.
vi.mock('../../../src/http/pages/text/languages.ts', async (original) => {
  const { LANGUAGES } = await original<typeof import('../../../src/http/pages/text/languages.ts')>()
  const messages = Object.entries(LANGUAGES[0].messages).map(([name, said]) => [name, `⟦${said}⟧`])
  return { LANGUAGES: [{ ...LANGUAGES[0], messages: Object.fromEntries(messages) }] }
})

type Node = DefaultTreeAdapterTypes.Node

/** What is text for a reader in the order of the document, attributes that are read aloud among it. Days are written
 *  by Intl, and code is no language. */
function textsIn(node: Node): string[] {
  if ('value' in node) return [node.value]
  if (!('childNodes' in node)) return []
  const isTag = 'tagName' in node
  if (isTag && ['script', 'style', 'code', 'pre', 'time'].includes(node.tagName)) return []
  const spoken = isTag
    ? node.attrs.filter(({ name }) => ['aria-label', 'title', 'placeholder', 'alt'].includes(name))
    : []
  return [...spoken.map(({ value }) => value), ...node.childNodes.flatMap(textsIn)]
}

/** Each text without what stands within messages. */
function outsideMessages(texts: readonly string[]): string[] {
  let depth = 0
  return texts.map((text) => {
    let outside = ''
    for (const sign of text) {
      if (sign === OPENS) depth += 1
      else if (sign === CLOSES) depth -= 1
      else if (depth === 0) outside += sign
    }
    return outside.trim()
  })
}

const view = viewOfAllPacks()
const app = testApp(view)
/** What is written in the record and the packs, which no language of the pages changes. */
const OF_RECORD = JSON.stringify([
  view.record.participants,
  view.record.names,
  view.record.groups,
  view.treaties,
  [...view.sources.values()],
])
/** A day, a month on an axis, both by Intl, and the symbol of a paper, which is of codes. */
const NO_WORDS = /^(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}$|^PT\/[A-Z0-9_/-]+$/

const pages = [
  // The documentation is that of the API, in the language of the API.
  ...PAGES.filter(({ id }) => id !== 'docs').map((page) => ({ id: page.id, address: exampleAddress(page) })),
  ...EMBEDS.filter(({ path }) => !/\.\w+$/.test(path)).map(({ id, path }) => ({
    id,
    address: path.replace('{t}', 'untoc'),
  })),
  { id: 'a refusal', address: '/states/ZZZ' },
]

test.each(pages)(
  'every word of $id is of the messages, of the record or of its answers',
  async ({ address }) => {
    if (address === null) throw new Error('there is no example')
    const page = await (await app.request(address, { headers: { accept: 'text/html' } })).text()
    const texts = textsIn(parse(page))
    expect(texts.filter((text) => text.includes(OPENS)).length).toBeGreaterThan(3)
    const answers = await Promise.all(
      readPage(page).answers.map(async (answer) => (await app.request(answer)).text()),
    )
    const known = [OF_RECORD, ...answers].map((text) => text.replaceAll('\\"', '"'))
    const loose = outsideMessages(texts)
      .flatMap((text) => text.split(/http:\/\/localhost\S*|[;()]/))
      .map((text) => text.replace(/^[\s:“”.,;()·]+|[\s:“”,;(·]+$/g, ''))
      .filter((text) => /\p{L}{3,}/u.test(text) && !NO_WORDS.test(text))
    expect(loose.filter((text) => !known.some((one) => one.includes(text.replace(/[.)]+$/, ''))))).toEqual([])
  },
)
