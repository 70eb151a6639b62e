import { describe, expect, it } from 'vitest'
import { mendBytes } from '../../src/depositary/mend-bytes.ts'

function mend(text: string) {
  const mended = mendBytes(text)
  if (mended === null) throw new Error('too much to mend')
  return mended
}

describe('mending', () => {
  it('turns low bytes into the punctuation marks they are left of', () => {
    const { text, mended } = mend('\x1cThe Government\x19s view\x1d \x13 so\x02it\x18s')
    expect(text).toBe('\u201cThe Government\u2019s view\u201d \u2013 so\u2002it\u2018s')
    expect(mended.map((each) => each.was)).toEqual(['0x1C', '0x19', '0x1D', '0x13', '0x02', '0x18'])
    expect(mended.map((each) => each.at)).toEqual([0, 15, 22, 24, 28, 31])
  })

  it.each([
    ['& the Government', '&amp; the Government'],
    ['reads: &..[the', 'reads: &amp;..[the'],
    ['&]', '&amp;]'],
    ['AT&T', 'AT&amp;T'],
    ['&#;', '&amp;#;'],
  ])('escapes an ampersand that starts no entity: %s', (broken, sound) => {
    expect(mend(broken).text).toBe(sound)
    expect(mend(broken).mended).toEqual([{ at: broken.indexOf('&'), was: '&', now: '&amp;' }])
  })

  it.each(['&lt;i&gt;', '&amp;', '&#8217;', '&#x2019;', '&nbsp;'])('leaves an entity alone: %s', (sound) => {
    expect(mend(sound)).toEqual({ text: sound, mended: [] })
  })

  it('leaves tabs, line ends, lone carriage returns and accented letters alone', () => {
    const text = "a\tb\r\nc\rd\nCôte d'Ivoire\u0085"
    expect(mend(text)).toEqual({ text, mended: [] })
  })

  it('does not mend a nought: no character lost its high byte to become one', () => {
    expect(mend('a\0b').mended).toEqual([])
  })

  it('leaves comments and literal sections as they are, for the strict parser to judge', () => {
    const text = '<!-- a & b --><![CDATA[ c & d \x1c ]]>'
    expect(mend(text)).toEqual({ text, mended: [] })
  })

  it('gives up on more broken bytes than any document has', () => {
    expect(mendBytes('&'.repeat(50_000))).not.toBeNull()
    expect(mendBytes('&'.repeat(50_001))).toBeNull()
  })
})
