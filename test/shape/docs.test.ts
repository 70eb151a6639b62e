import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { RESOURCES } from '../../src/answers/resources.ts'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { commandsFor } from '../../src/cli/commands.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { ROOT, sourceFiles } from './source-files.ts'

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

const NOWHERE: CommandLine = {
  out: () => undefined,
  err: () => undefined,
  input: () => {
    throw new Error('nothing is read')
  },
  env: {},
  today: plainDate('2026-11-24'),
  width: 100,
  colour: false,
  interactive: false,
  outExactly: () => undefined,
  exitWith: () => undefined,
}

async function commands(): Promise<readonly Command[]> {
  const program = new Command('palermo')
  for (const add of await commandsFor([])) add(program, NOWHERE)
  return program.commands
}

describe('what the documentation tells to run', () => {
  const documents = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
    .filter((path) => path.endsWith('.md'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  const named = (pattern: RegExp) =>
    documents.flatMap((text) => [...text.matchAll(pattern)].map((match) => String(match[1])))

  it('is a script of the package', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const names = named(/\bnpm run ([a-z:-]+)/g)
    expect(names).toContain('put-together')
    expect(names.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  it('is a file of the program', () => {
    const paths = named(/\bnode(?:", "| | \/opt\/palermo\/)(src\/[\w./-]+)/g)
    expect(paths).toEqual(expect.arrayContaining(['src/cli/put-together.ts', 'src/cli/palermo.js']))
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('what there is stands in the README', () => {
  it('every command', async () => {
    const names = (await commands()).map((command) => command.name())
    expect(names).toContain('status')
    expect(
      names.filter((name) => !new RegExp(`palermo ${name}\\b|npm start.*${name}|\`${name}\``).test(README)),
    ).toEqual([])
  })

  it('every address of an answer', () => {
    const paths = RESOURCES.map(({ path }) => path)
    const said = (path: string) => README.includes(path.replace(/\/\{[^}]*\}$/, ''))
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter((path) => !said(path))).toEqual([])
  })

  it('every variable of the environment', () => {
    const read = sourceFiles(['src', 'jobs']).flatMap(({ text }) =>
      [...text.matchAll(/\benv\[['"]([A-Z_]+)['"]\]/g)].map((match) => String(match[1])),
    )
    expect(read).toContain('DATA_DIR')
    expect([...new Set(read)].filter((name) => !README.includes(`\`${name}\``))).toEqual([])
  })

  it('every dependency, with why', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    )
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    const table = README.slice(README.indexOf('## Dependencies'))
    expect(names.filter((name) => !name.startsWith('@types/') && !table.includes(name))).toEqual([])
  })

  it('every command shows an example in its help', async () => {
    const silent = (await commands()).filter((command) => {
      let help = ''
      command.configureOutput({
        writeOut: (text) => {
          help += text
        },
      })
      command.outputHelp()
      return !/Examples?[:,]/.test(help)
    })
    expect(silent.map((command) => command.name())).toEqual([])
  })
})
