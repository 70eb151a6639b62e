import { describe, expect, it } from 'vitest'
import { walkXml } from '../../src/depositary/strict-xml.ts'

function hear(text: string) {
  const heard: string[] = []
  const problem = walkXml(text, {
    opened: (name) => heard.push(`<${name}`),
    text: (piece) => heard.push(piece),
    closed: () => heard.push('>'),
  })
  return { heard, code: problem?.code ?? null }
}

describe('the strict parser', () => {
  it('says each element, its text and its end', () => {
    expect(hear('<a n="1"><b>x &amp; y</b><b/><![CDATA[<z>]]></a>').heard).toEqual([
      '<a',
      '<b',
      'x & y',
      '>',
      '<b',
      '>',
      '<z>',
      '>',
    ])
  })

  it.each([
    ['a cut document', '<a><b>x'],
    ['a document cut inside a tag', '<a><b'],
    ['crossed tags', '<a><b></a></b>'],
    ['a control byte', '<a>\x1c</a>'],
    ['a bare ampersand', '<a>& b</a>'],
    ['an entity nobody declared', '<a>&nbsp;</a>'],
    ['two documents in one', '<a/><b/>'],
    ['words after the document', '<a/>x'],
    ['no document', '   '],
  ])('refuses %s', (_, text) => {
    expect(hear(text).code).toBe('not_well_formed')
  })

  it.each([
    ['a billion laughs', '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]><a>&m;</a>'],
    ['an entity from a file', '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'],
    ['an entity from the network', '<!DOCTYPE a [<!ENTITY f SYSTEM "http://127.0.0.1:9/">]><a>&f;</a>'],
    ['a document type from elsewhere', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><a/>'],
  ])('refuses %s before anything in it is looked at', (_, text) => {
    expect(hear(text)).toEqual({ heard: [], code: 'document_type' })
  })

  it('refuses ten thousand nested elements', () => {
    expect(hear(`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`).code).toBe('too_deep')
  })
})
