import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import english from '../../src/http/pages/text/en.json' with { type: 'json' }
import { ROOT, sourceFiles } from './source-files.ts'

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
const ATTRIBUTES = /^(?:\s*(?:selected|checked|open|required|autofocus|[a-z-]+="[^"]*"))+\s*$/

/** What a reader would see or hear of a template that no message says. */
function spokenOf(template: string): string[] {
  if (ATTRIBUTES.test(template)) return []
  const heard = [...template.matchAll(SPOKEN)].map(([, words = '']) => words)
  const seen = template.replace(/<[^>]*>/g, '\u0000').split('\u0000')
  return [...heard, ...seen].filter((words) =>
    /[A-Za-z]{2}/.test(words.replace(SAME_EVERYWHERE, '').replace(/&[a-z]+;/g, '')),
  )
}

type Named = { readonly number: string; readonly title: string; readonly short_title: string }

/** What only one treaty is called: its names, and those without the words that many treaties have in theirs. */
function callings({ number, title, short_title }: Named): string[] {
  const own = short_title.replace(/\b(?:Convention|Protocol|Agreement|Treaty|against|on|the)\b/g, ' ').trim()
  return [number, title, short_title, own].map((name) => name.replace(/\s+/g, ' ').toLowerCase())
}

function treatyNames(): string[] {
  const folder = join(ROOT, 'sql/packs')
  return readdirSync(folder).flatMap((pack) => {
    const { treaties } = JSON.parse(readFileSync(join(folder, pack, 'pack.json'), 'utf8'))
    return (treaties as Named[]).flatMap(callings)
  })
}

/** Messages that name a treaty, by their names. */
function namingATreaty(messages: Readonly<Record<string, string>>): string[] {
  const names = treatyNames()
  const named = Object.entries(messages).filter(([, words]) =>
    names.some((name) => words.toLowerCase().includes(name)),
  )
  return named.map(([name]) => name)
}

describe('the words of pages name no treaty', () => {
  test('what a text says of one treaty is reported', () => {
    const bad = {
      notify: 'Under the Organized Crime Convention: which authority …',
      short: 'boats of the smuggling instrument',
      right: 'Under the {treaty}: {list}.',
    }
    expect(namingATreaty(bad)).toEqual(['notify', 'short'])
  })

  test('facts about a treaty are in its pack', () => {
    expect(namingATreaty(english)).toEqual([])
  })
})

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
