import { describe, expect, test } from 'vitest'
import english from '../../src/http/pages/text/en.json' with { type: 'json' }
import { sourceFiles } from './source-files.ts'

const FILES = sourceFiles(['src/http/pages']).filter(({ path }) => path.endsWith('.ts'))

/** The end of the template literal whose first character is at `from`; a nested one is passed over as a whole. */
function templateAt(text: string, from: number): { readonly words: string; readonly end: number } {
  let words = ''
  let at = from
  while (text[at] !== '`') {
    if (text[at] === '\\') at += 2
    else if (text.startsWith('${', at)) {
      at = placeholderEnd(text, at + 2)
      words += '\u0000'
    } else {
      words += text[at]
      at += 1
    }
    if (at >= text.length) throw new Error('a template without an end')
  }
  return { words, end: at + 1 }
}

/** Where `${` ends that begins before `from`. */
function placeholderEnd(text: string, from: number): number {
  let depth = 1
  let at = from
  while (depth > 0) {
    const character = text[at]
    if (character === undefined) throw new Error('a placeholder without an end')
    if (character === '`') at = templateAt(text, at + 1).end
    else if (character === "'") at = text.indexOf("'", at + 1) + 1
    else {
      if (character === '{') depth += 1
      if (character === '}') depth -= 1
      at += 1
    }
  }
  return at
}

/** Every `html` template of a file with its placeholders left out, nested ones too. */
function templatesIn(text: string): string[] {
  return [...text.matchAll(/\bhtml`/g)].map(({ index }) => templateAt(text, index + 'html`'.length).words)
}

const SPOKEN = /\b(?:aria-label|alt|title|placeholder)="([^"]*)"/g
/** Words that are the same in every language: formats, names of fields, methods of HTTP. */
const SAME_EVERYWHERE = /\b(?:GET|PNG|SVG|CSV|JSON|as_of|known_at|outbox)\b/g

/** Templates that are attributes of an element around them. */
const ATTRIBUTES = /^(?:\s*(?:selected|checked|open|[a-z-]+="[^"]*"))+\s*$/

/** What a reader would see or hear of a template that no message says. */
function spokenOf(template: string): string[] {
  if (ATTRIBUTES.test(template)) return []
  const heard = [...template.matchAll(SPOKEN)].map(([, words = '']) => words)
  const seen = template.replace(/<[^>]*>/g, '\u0000').split('\u0000')
  return [...heard, ...seen].filter((words) =>
    /[A-Za-z]{2}/.test(words.replace(SAME_EVERYWHERE, '').replace(/&[a-z]+;/g, '')),
  )
}

describe('the words of pages are in one place', () => {
  test.each(FILES.map(({ path, text }) => ({ path, text })))('no English in $path', ({ text }) => {
    expect(templatesIn(text).flatMap(spokenOf)).toEqual([])
  })

  test('and each message there is used by its name', () => {
    const code = FILES.map(({ text }) => text).join('\n')
    const families = [...code.matchAll(/`([a-z_]+)\.[a-z_.]*\$\{/g)].map(([, family]) => family)
    const unused = Object.keys(english).filter(
      (name) => !code.includes(`'${name}'`) && !families.includes(name.split('.')[0]),
    )
    expect(unused).toEqual([])
  })
})
