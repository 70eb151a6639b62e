import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../../src/depositary/decode-bytes.ts'
import { latin1, utf8 } from './made-page.ts'

const NAME = "Côte d'Ivoire"
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>${NAME}</a>`

function utf16(text: string, options: { readonly mark: boolean; readonly bigEndian: boolean }): Uint8Array {
  const codes = [...(options.mark ? '\ufeff' : ''), ...text].map((character) => character.charCodeAt(0))
  return Uint8Array.from(
    codes.flatMap((code) => (options.bigEndian ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8])),
  )
}

describe('the encoding of a document', () => {
  it.each([
    ['iso-8859-1 as declared', latin1(declared('iso-8859-1')), 'windows-1252', false],
    ['utf-8 as declared', utf8(declared('utf-8')), 'utf-8', false],
    ['iso-8859-1 declared as utf-8', latin1(declared('utf-8')), 'windows-1252', true],
    ['utf-8 declared as iso-8859-1', utf8(declared('iso-8859-1')), 'utf-8', true],
    ['iso-8859-1 declared as utf-16', latin1(declared('utf-16')), 'windows-1252', true],
    ['utf-8 with a mark at its start', utf8(`\ufeff${declared('utf-8')}`), 'utf-8', false],
    ['utf-16 with a mark', utf16(declared('utf-16'), { mark: true, bigEndian: false }), 'utf-16le', false],
    [
      'utf-16, high byte first',
      utf16(declared('utf-16'), { mark: true, bigEndian: true }),
      'utf-16be',
      false,
    ],
    [
      'utf-16 without a mark',
      utf16(declared('utf-16'), { mark: false, bigEndian: false }),
      'utf-16le',
      false,
    ],
  ])('is found from the bytes where they are %s', (_, bytes, encoding, wrong) => {
    const decoded = decodeBytes(bytes)
    expect(decoded.text).toContain(NAME)
    expect(decoded.encoding).toBe(encoding)
    expect(decoded.declarationWrong).toBe(wrong)
  })

  it('is not called wrong for plain letters, which are the same in all of them', () => {
    expect(decodeBytes(utf8('<?xml version="1.0" encoding="iso-8859-1"?><a/>')).declarationWrong).toBe(false)
  })

  it('is called wrong where utf-16 is claimed for single bytes', () => {
    expect(decodeBytes(utf8('<?xml version="1.0" encoding="utf-16"?><a/>')).declarationWrong).toBe(true)
  })

  it('reads the bytes 0x80 to 0x9F as the punctuation they are in windows-1252', () => {
    expect(decodeBytes(Uint8Array.of(0x93, 0x61, 0x94, 0xe9)).text).toBe('\u201ca\u201d\u00e9')
  })

  it('of nothing is nothing', () => {
    expect(decodeBytes(new Uint8Array()).text).toBe('')
  })
})
