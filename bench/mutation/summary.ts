import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parts, REPORTS, ROOT } from './parts.ts'
import { type FileResult, fileResults } from './results.ts'

/** Survivors that a person looked at: which change of which file, and why it may stay. */
type LookedAt = { readonly file: string; readonly change: string; readonly why: string }

const TABLE = join(ROOT, 'docs/mutation.md')
const LIST = join(ROOT, 'docs/mutation-survivors.md')
const PROMISES = join(ROOT, 'SECURITY.md')
const BEGIN = '<!-- figures: made by bench/mutation/summary.ts -->'
const END = '<!-- end of figures -->'

function percent(part: number, all: number): string {
  return all === 0 ? '' : ((100 * part) / all).toFixed(1)
}

function rowOf(name: string, { killed, timedOut, survivors, unreached }: FileResult): string {
  const all = killed + timedOut + survivors.length + unreached.length
  const cells = [
    name,
    all,
    killed,
    timedOut,
    survivors.length,
    unreached.length,
    percent(killed + timedOut, all),
  ]
  return `| ${cells.join(' | ')} |`
}

function sumOf(results: readonly FileResult[]): FileResult {
  return {
    file: 'all',
    killed: results.reduce((sum, one) => sum + one.killed, 0),
    timedOut: results.reduce((sum, one) => sum + one.timedOut, 0),
    survivors: results.flatMap((one) => one.survivors),
    unreached: results.flatMap((one) => one.unreached),
  }
}

/** The page of promises with the figure of both folders in its sentence. */
function withFigure(promises: string, { killed, timedOut, survivors, unreached }: FileResult): string {
  const all = killed + timedOut + survivors.length + unreached.length
  const figure = `${percent(killed + timedOut, all)} % of ${all.toLocaleString('en')} changes noticed`
  return promises.replace(/[\d.]+ % of [\d,]+ changes noticed/, figure)
}

function tableOf(results: readonly FileResult[]): string {
  const folders = ['law', 'record'].map((folder) => {
    const own = results.filter(({ file }) => file.startsWith(`src/${folder}/`))
    return rowOf(`**${folder}**`, sumOf(own))
  })
  return [
    '| file | changes | noticed | never ended | survived | not reached | % noticed |',
    '|---|---|---|---|---|---|---|',
    rowOf('**both**', sumOf(results)),
    ...folders,
    ...results.map((one) => rowOf(`\`${one.file.slice('src/'.length)}\``, one)),
  ].join('\n')
}

function listOf(results: readonly FileResult[], lookedAt: readonly LookedAt[]): string {
  const sections = results
    .filter(({ survivors, unreached }) => survivors.length + unreached.length > 0)
    .map(({ file, survivors, unreached }) => {
      const line = (one: { line: number; change: string }, otherwise: string): string => {
        const why = lookedAt.find((known) => known.file === file && known.change === one.change)?.why
        return `- ${one.line}: ${one.change}: ${why ?? otherwise}`
      }
      return [
        `## \`${file}\``,
        '',
        ...survivors.map((one) => line(one, 'not tested yet')),
        ...unreached.map((one) => line(one, 'no test of these two folders reaches it')),
        '',
      ].join('\n')
    })
  return `# Changes that no test noticed\n\nMade by \`node bench/mutation/summary.ts\` from the last run of each part and the reasons in \`bench/mutation/looked-at.json\`; see [mutation](mutation.md).\n\n${sections.join('\n')}`
}

const known = parts().map(({ name }) => ({ name, report: join(REPORTS, `${name}.json`) }))
const left = known.filter(({ report }) => !existsSync(report))
if (left.length > 0) {
  process.stderr.write(
    `mutation: no report yet of ${left.map(({ name }) => name).join(', ')}: npm run mutation\n`,
  )
  // What is left out would go from the table and the list as if it had been noticed.
  process.exit(2)
}
const results = known.filter(({ report }) => existsSync(report)).flatMap(({ report }) => fileResults(report))
const lookedAt: LookedAt[] = JSON.parse(readFileSync(join(import.meta.dirname, 'looked-at.json'), 'utf8'))
const page = readFileSync(TABLE, 'utf8')
const [before, rest = ''] = page.split(BEGIN)
const [, after = ''] = rest.split(END)
writeFileSync(TABLE, `${before}${BEGIN}\n\n${tableOf(results)}\n\n${END}${after}`)
writeFileSync(PROMISES, withFigure(readFileSync(PROMISES, 'utf8'), sumOf(results)))
writeFileSync(LIST, `${listOf(results, lookedAt).trimEnd()}\n`)
process.stdout.write(`${tableOf(results)}\n`)
