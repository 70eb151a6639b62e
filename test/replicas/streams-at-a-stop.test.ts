import { expect, it, onTestFinished } from 'vitest'
import { startServing } from '../cli/program.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'

it('a program that is told to stop ends its streams in good order, and does not wait for their readers', async () => {
  const { url, drop } = await newServerDatabase()
  onTestFinished(drop)
  const { child, address, ended } = await startServing({ DATABASE_URL: url, DATA_DIR: newFolder() })
  const streams = await Promise.all([1, 2].map(() => fetch(`${address}/v1/events/stream`)))
  const texts = streams.map((answer) => answer.text())
  const began = performance.now()
  child.kill('SIGTERM')
  // Cut off in the middle, reading it would fail.
  for (const text of await Promise.all(texts)) expect(text).toMatch(/^retry: 3000\nid: \d+\n\n$/)
  expect((await ended).code).toBe(0)
  // Of the ten seconds for requests under way.
  expect(performance.now() - began).toBeLessThan(6_000)
})
