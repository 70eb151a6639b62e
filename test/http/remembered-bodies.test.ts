import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinBody, rememberBodies } from '../../src/http/remembered-bodies.ts'

const text = new TextDecoder()
const take = (length: number) => new Uint8Array(length)

describe('remembered bodies', () => {
  test('a body comes back as it was kept, or not at all', () => {
    const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const pieces = fc.array(fc.constantFrom('Türkiye', 'Côte', '', 'x'.repeat(300), 'y'.repeat(700)), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, pieces, fc.boolean()), { maxLength: 60 }), (kept) => {
        const memory = rememberBodies(6_000)
        const last = new Map<string, string>()
        for (const [key, texts, isWhole] of kept) {
          const body = isWhole ? memory.keepWhole(key, texts) : memory.keep(key, texts)
          expect(text.decode(joinBody('', body, take))).toBe(texts.join(''))
          last.set(key, texts.join(''))
          for (const [other, expected] of last) {
            const found = memory.find(other)
            if (found !== undefined) expect(text.decode(joinBody('', found, take))).toBe(expected)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('what is kept stays within the limit, and what was asked for last stays longest', () => {
    const memory = rememberBodies(100_000)
    for (let place = 0; place < 1000; place += 1) {
      memory.keep(`key ${place}`, [`${place}`.repeat(500)])
      memory.keepWhole(`whole ${place}`, [`${place}`.repeat(300), 'é'])
      memory.find('key 0')
    }
    expect(memory.figures().bytes).toBeLessThanOrEqual(100_000)
    expect(memory.find('key 0')).toBeDefined()
    expect(memory.find('key 1')).toBeUndefined()
    expect(memory.find('key 999')).toBeDefined()
  })

  test('a body above the limit is given back all the same, and is not kept', () => {
    const memory = rememberBodies(10)
    expect(memory.keep('large', ['z'.repeat(1000)]).length).toBe(1000)
    expect(memory.find('large')).toBeUndefined()
    expect(memory.figures()).toMatchObject({ bodies: 0, bytes: 0 })
  })

  test('a body that would take more than a quarter is given back, and pushes no other out', () => {
    const memory = rememberBodies(100_000)
    for (let place = 0; place < 20; place += 1) memory.keep(`${place}`, [`${place} `.repeat(200)])
    const before = memory.figures()
    // Pieces are kept as texts too, two bytes a letter; what is kept whole is not.
    const pieces = memory.keep('long', ['a'.repeat(8_400)])
    const whole = memory.keepWhole('long and whole', ['b'.repeat(25_001)])
    expect([pieces.length, whole.length]).toEqual([8_400, 25_001])
    expect(memory.figures()).toEqual(before)
    expect(memory.keep('less long', ['a'.repeat(8_200)]).length).toBe(8_200)
    expect(memory.figures().bodies).toBe(before.bodies + 1)
  })

  test('bodies that share their pieces cost little more than one', () => {
    const memory = rememberBodies(1_000_000)
    const rows = Array.from({ length: 12 }, (_, place) => `${place}`.repeat(5000))
    memory.keep('first', rows)
    const one = memory.figures().bytes
    for (let place = 0; place < 100; place += 1)
      memory.keep(`later ${place}`, rows.with(3, `changed ${place}`))
    expect(memory.figures().bytes).toBeLessThan(one * 1.5)
  })
})
