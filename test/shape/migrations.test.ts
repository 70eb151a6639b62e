import { expect, test } from 'vitest'
import { readMigrations } from '../../src/store/read-migrations.ts'

test('migrations bear the numbers from 0001 on, none missing and none twice', () => {
  const numbers = readMigrations().map(({ name }) => name.slice(0, 4))
  const inOrder = numbers.map((_, place) => String(place + 1).padStart(4, '0'))
  expect(numbers).toEqual(inOrder)
})
