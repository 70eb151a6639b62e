import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export type SourceFile = { readonly path: string; readonly text: string }
export type Import = { readonly from: string; readonly to: string }

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Every file below the named folders whose name ends as asked, with its path from the project's root. */
export function sourceFiles(folders: readonly string[], ending = /\.(ts|js)$/): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => {
        const path = posix.relative(ROOT, join(entry.parentPath, entry.name))
        return { path, text: readFileSync(join(ROOT, path), 'utf8') }
      }),
  )
}

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g

/** What a file imports, `import type` and `import()` included; relative ones as paths from the root. */
export function importsOf(file: SourceFile): Import[] {
  return [...file.text.matchAll(IMPORT)].flatMap((match) => {
    const target = match[1]
    if (target === undefined) return []
    const to = target.startsWith('.') ? posix.join(posix.dirname(file.path), target) : target
    return [{ from: file.path, to }]
  })
}
