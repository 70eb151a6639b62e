import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
/** Where the report of each part is kept. Stryker leaves it alone when it clears its own temporary folder. */
export const REPORTS = join(ROOT, '.stryker-tmp', 'parts')

/** Files that one run of Stryker changes: few enough that a cut loses minutes, enough that its start does not count. */
const FILES_OF_A_PART = 6

export type Part = { readonly name: string; readonly files: readonly string[] }

function filesOf(folder: 'law' | 'record'): string[] {
  return readdirSync(join(ROOT, 'src', folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => `src/${folder}/${name}`)
}

/** All files of the law and of the record, each in one part: `law-1`, `law-2`, … `record-1`, … */
export function parts(): Part[] {
  return (['law', 'record'] as const).flatMap((folder) => {
    const files = filesOf(folder)
    const count = Math.ceil(files.length / FILES_OF_A_PART)
    return Array.from({ length: count }, (_, at) => ({
      name: `${folder}-${at + 1}`,
      files: files.slice(at * FILES_OF_A_PART, (at + 1) * FILES_OF_A_PART),
    }))
  })
}
