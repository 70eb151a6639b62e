#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old for the rest can still read this file and say so.
const version = process.versions.node.split('.').map(Number)
const major = Number(version[0])
const minor = Number(version[1])

async function start() {
  // Before anything else is read, so that all of it is kept as it was compiled.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const main = await import('./main.ts')
  await main.run(process.argv.slice(2))
}

if (major > 22 || (major === 22 && minor >= 18)) {
  await start()
} else {
  process.stderr.write(
    `palermo needs Node 22.18 or later and found ${process.versions.node}; run "npm ci", which brings Node 24 where it can, or install a newer Node.\n`,
  )
  process.exitCode = 2
}
