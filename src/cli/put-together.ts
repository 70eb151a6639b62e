import { fileURLToPath } from 'node:url'
import { keptBundle } from './kept-bundle.ts'
import { makeBundle } from './make-bundle.ts'

// For whoever installs the program: a user who runs it and does not own it cannot keep what was put together.
for (const program of ['server', 'commands'] as const) {
  const first = keptBundle(program) ?? makeBundle(program)
  if (first === null) {
    process.stderr.write(`${program}: not put together; run this as the owner of the program, after npm ci\n`)
    process.exitCode = 1
  } else process.stdout.write(`${program}: ${fileURLToPath(first)}\n`)
}
