import type { Command } from 'commander'
import { describeProblem } from '../law/input-error.ts'
import { type CheckedFolder, checkFolders } from '../pack/loadable-packs.ts'
import { readPackAt, readPackFolders } from '../store/read-pack-folder.ts'
import type { CommandLine } from './command-line.ts'

function placeText(place: { readonly file: string; readonly line: number } | null): string {
  return place === null ? '' : `${place.file}:${place.line}: `
}

function verdict({ folder, pack, problems }: CheckedFolder): string {
  const found = problems.length
  if (found > 0) return `${folder}: ${found} ${found === 1 ? 'problem' : 'problems'}; it would be refused.`
  const treaties = pack?.treaties.map(({ number }) => number).join(', ')
  return `${folder}: nothing is wrong; ${treaties}, ${pack?.events.length} events.`
}

function describe(checked: CheckedFolder): string {
  const problems = checked.problems.map((problem) => `${describeProblem(problem)}\n`)
  const notices = checked.notices.map(({ place, message }) => `${placeText(place)}note: ${message}.\n`)
  return `${[...problems, ...notices].join('')}${verdict(checked)}\n`
}

function asJson({ folder, pack, problems, notices }: CheckedFolder) {
  return {
    folder,
    loadable: problems.length === 0,
    treaties: pack === null ? [] : pack.treaties.map(({ number }) => number),
    events: pack === null ? null : pack.events.length,
    problems: problems.map((problem) => ({ ...problem, words: describeProblem(problem) })),
    notices: notices.map(({ place, message }) => ({ ...place, message })),
  }
}

/** `palermo pack check <folder>…`: what is wrong with packs, without a database. */
export function addPack(program: Command, line: CommandLine): void {
  const pack = program
    .command('pack')
    .description('Packs: folders with the rules, names, facts and sources of a family of treaties.')
    .addHelpText('after', '\nExample:\n  palermo pack check ./my-pack')
  pack
    .command('check')
    .description(
      'Says what is wrong with a pack, with file, line and field, beside the packs that come with the program; exits 1 where something is.',
    )
    .argument('<folder...>', 'folders of packs; several may need one another')
    .option('--json', 'an array with one object a folder')
    .addHelpText('after', '\nExample:\n  palermo pack check ./my-pack')
    .action((folders: readonly string[], options: { readonly json?: boolean }) => {
      const checked = checkFolders(folders.map(readPackAt), readPackFolders())
      if (checked.some(({ problems }) => problems.length > 0)) line.exitWith(1)
      if (options.json === true) line.out(`${JSON.stringify(checked.map(asJson), null, 2)}\n`)
      else line.out(checked.map(describe).join('\n'))
    })
}
