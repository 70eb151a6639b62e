import { readFileSync } from 'node:fs'

type Place = { readonly line: number; readonly column: number }
type Mutant = {
  readonly status:
    | 'Killed'
    | 'Survived'
    | 'NoCoverage'
    | 'Timeout'
    | 'RuntimeError'
    | 'CompileError'
    | 'Ignored'
    | 'Pending'
  readonly replacement: string
  readonly location: { readonly start: Place; readonly end: Place }
}
type Report = {
  readonly files: Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
}

/** A change that no test noticed: its line and, in short, what became what. */
export type Survivor = { readonly line: number; readonly change: string }

/** What came of the changes of one file. */
export type FileResult = {
  readonly file: string
  readonly killed: number
  /** Changes with which the tests never ended: noticed as well. */
  readonly timedOut: number
  readonly survivors: readonly Survivor[]
  readonly unreached: readonly Survivor[]
}

const LONGEST = 90

function inShort(code: string): string {
  const line = code.replace(/\s+/g, ' ').replaceAll('`', '´').trim()
  return `\`${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}\``
}

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n')
}

function survivor(source: string, { location, replacement }: Mutant): Survivor {
  return {
    line: location.start.line,
    change: `${inShort(textAt(source, location))} → ${inShort(replacement)}`,
  }
}

/** What came of each file of one report of Stryker, in the order of the report. A change that cannot be run at all is in
 *  no figure. */
export function fileResults(report: string): FileResult[] {
  const { files }: Report = JSON.parse(readFileSync(report, 'utf8'))
  return Object.entries(files)
    .filter(([, { mutants }]) => mutants.length > 0)
    .map(([file, { source, mutants }]) => {
      const having = (status: Mutant['status']) => mutants.filter((mutant) => mutant.status === status)
      return {
        file,
        killed: having('Killed').length,
        timedOut: having('Timeout').length,
        survivors: having('Survived').map((mutant) => survivor(source, mutant)),
        unreached: having('NoCoverage').map((mutant) => survivor(source, mutant)),
      }
    })
}
