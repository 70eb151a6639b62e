#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old for the rest can still read this file and say so.
const version = process.versions.node.split('.').map(Number)
const major = Number(version[0])
const minor = Number(version[1])

/** The program: from a few files that were put together from its sources and are still what these say, else from the
 *  sources themselves. What is not put together yet is so now, once. */
async function read() {
  const program = process.argv[2] === 'serve' ? 'server' : 'commands'
  const fromSources = () => (program === 'server' ? import('./serve-alone.ts') : import('./main.ts'))
  if (process.env['BUNDLE'] === 'off') return fromSources()
  const { keptBundle } = await import('./kept-bundle.ts')
  const kept = keptBundle(program)
  if (kept !== null) return import(kept)
  const made = (await import('./make-bundle.ts')).makeBundle(program)
  return made === null ? fromSources() : import(made)
}

async function start() {
  // Before anything else is read, so that all of it is kept as it was compiled.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const { run } = await read()
  await run(process.argv.slice(2))
}

if (major > 22 || (major === 22 && minor >= 18)) {
  await start()
} else {
  process.stderr.write(
    `palermo needs Node 22.18 or later and found ${process.versions.node}; run "npm ci", which brings Node 24 where it can, or install a newer Node.\n`,
  )
  process.exitCode = 2
}
