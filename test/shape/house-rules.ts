import { posix } from 'node:path'
import { importsOf, type SourceFile } from './source-files.ts'

const BANNED_NAME = /(^|\/)(utils?|helpers?|common|misc|types|index)(\.ts)?(\/|$)/
const BANNED_ENDING = /-(service|manager|handler|repository|helper|util)\.ts$/

/** Files and folders whose name says nothing about what is in them. */
export function namesThatSayNothing(files: readonly SourceFile[]): string[] {
  return files.map((file) => file.path).filter((path) => BANNED_NAME.test(path) || BANNED_ENDING.test(path))
}

/** Files of the program that no other file imports, entry points aside. */
export function filesNobodyImports(files: readonly SourceFile[], entries: readonly string[]): string[] {
  const imported = new Set(files.flatMap(importsOf).map((found) => posix.normalize(found.to)))
  return files.map((file) => file.path).filter((path) => !imported.has(path) && !entries.includes(path))
}

/** Files outside the packs in which the number of a pack's treaty stands. */
export function filesNamingATreaty(files: readonly SourceFile[], numbers: readonly string[]): string[] {
  const quoted = numbers.map((number) => new RegExp(`['"\`/]${number}['"\`/]`))
  return files
    .filter((file) => quoted.some((number) => number.test(withoutComments(file.text))))
    .map((file) => file.path)
}

/** Files in which one of the names of a treaty stands anywhere but in comments. */
export function filesShowingATreaty(files: readonly SourceFile[], names: readonly string[]): string[] {
  return filesMentioning(
    files.map(({ path, text }) => ({ path, text: withoutComments(text) })),
    names,
  )
}

/** Files in which one of the words stands anywhere, comments included, in any letter case. */
export function filesMentioning(files: readonly SourceFile[], words: readonly string[]): string[] {
  const mentioned = words.map((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'i'))
  return files.filter(({ text }) => mentioned.some((word) => word.test(text))).map(({ path }) => path)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
