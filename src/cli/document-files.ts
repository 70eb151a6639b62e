import { readFile } from 'node:fs/promises'
import { InputError, type InputProblem } from '../law/input-error.ts'

export type DocumentFile = { readonly file: string; readonly bytes: Uint8Array }

const UNREADABLE = new Set([
  'ENOENT',
  'EISDIR',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'EINVAL',
])

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNREADABLE.has(String(error.code))
}

async function readOne(file: string): Promise<DocumentFile | InputProblem> {
  try {
    return { file, bytes: await readFile(file) }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return { field: 'file', value: file, accepted: 'the path of a file that can be read' }
  }
}

/** The bytes of files, in the order given. Throws InputError that names every file that cannot be read. */
export async function readDocumentFiles(files: readonly string[]): Promise<DocumentFile[]> {
  const read: DocumentFile[] = []
  const problems: InputProblem[] = []
  for (const file of files) {
    const one = await readOne(file)
    if ('bytes' in one) read.push(one)
    else problems.push(one)
  }
  if (problems.length > 0) throw new InputError(problems)
  return read
}
