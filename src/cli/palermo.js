#!/usr/bin/env node
// Plain JavaScript of the oldest kind, so that a Node that is too old can still read it and say so.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  import('./main.ts').then((main) => main.run(process.argv.slice(2)))
} else {
  process.stderr.write(
    `palermo needs Node 22.18 or later and found ${process.versions.node}; run "npm ci", which brings Node 24 where it can, or install a newer Node.\n`,
  )
  process.exitCode = 2
}
