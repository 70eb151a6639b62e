import type { InputProblem } from '../law/input-error.ts'
import { type Rule, readEachRule } from '../law/rule.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { Pack, PackFiles, Place } from './pack.ts'
import { type PlacedJson, readPlacedJson } from './placed-json.ts'
import { readActs } from './read-acts.ts'
import { type PackDescription, readDescription } from './read-description.ts'
import {
  readDeclarations,
  readGaps,
  readGroups,
  readMemberships,
  readNames,
  readParticipants,
  readSources,
} from './read-registry.ts'
import { type Columns, type ReadTable, readTable } from './read-table.ts'
import { readWatch, WATCH_COLUMNS } from './read-watch.ts'

const DESCRIPTION = 'pack.json'
const RULES = 'rules.json'
/** A pack without these is none; every other file may be left out. */
const NEEDED = [DESCRIPTION, RULES, 'events.csv'] as const
const COLUMNS = {
  events: {
    required: ['treaty', 'participant', 'action', 'action_date', 'day_known', 'source'],
    optional: ['effect_date', 'known_on', 'derivation', 'note'],
  },
  undated: {
    required: ['treaty', 'participant', 'action', 'earliest', 'latest', 'source'],
    optional: ['known_on', 'note'],
  },
  asserted: {
    required: ['treaty', 'action', 'action_date', 'day_known', 'source'],
    optional: ['participant', 'signatories', 'parties', 'known_on', 'derivation', 'note'],
  },
  participants: {
    required: ['participant', 'kind', 'name'],
    optional: ['names_also', 'un_member_from', 'state_from', 'alpha2', 'm49', 'members'],
  },
  names: { required: ['participant', 'name', 'from', 'to'], optional: ['note'] },
  groups: { required: ['group', 'title'], optional: [] },
  memberships: { required: ['group', 'participant', 'from', 'to'], optional: ['note'] },
  sources: {
    required: ['source', 'kind', 'title', 'publisher', 'how_read'],
    optional: ['address', 'as_at'],
  },
  declarations: {
    required: ['treaty', 'participant', 'kind', 'summary', 'source'],
    optional: ['made_at', 'article'],
  },
  gaps: {
    required: ['treaty', 'kind', 'statement', 'reason', 'source'],
    optional: ['participant', 'missing', 'missing_signatories'],
  },
  watch: WATCH_COLUMNS,
} as const satisfies Record<string, Columns>

type TableName = keyof typeof COLUMNS

/** The names of all files that a pack's folder may hold. */
export const PACK_FILES: readonly string[] = [
  DESCRIPTION,
  RULES,
  ...Object.keys(COLUMNS).map((name) => `${name}.csv`),
]

/** A pack as it was read. `pack` is null where its description or its rules cannot be read; rows that cannot be
 *  read are left out of it. Where there are problems, nothing of it may be loaded. */
export type ReadPack = { readonly pack: Pack | null; readonly problems: readonly InputProblem[] }

type ReadRules = { readonly rules: readonly Rule[]; readonly lineOf: PlacedJson['lineOf'] }

function readRules(file: string, text: string, problems: InputProblem[]): ReadRules | null {
  const read = readPlacedJson(file, text)
  problems.push(...read.problems)
  if (read.json === null) return null
  const { value, lineOf } = read.json
  const { rules, problems: found } = readEachRule(value, { file, lineOf })
  problems.push(...found)
  return rules === null ? null : { rules, lineOf }
}

function treatiesOf(description: PackDescription, rules: readonly Rule[]): Treaty[] {
  return description.treaties.map((treaty) => ({
    ...treaty,
    pack: description.id,
    rules: rules.filter((rule) => rule.treaty === treaty.number),
  }))
}

function readTables(
  path: (name: string) => string,
  files: PackFiles,
  problems: InputProblem[],
): (name: TableName) => ReadTable {
  return (name) => {
    const text = files.get(`${name}.csv`)
    if (text === undefined) return { rows: [], problems: [] }
    const read = readTable(path(`${name}.csv`), text, COLUMNS[name])
    problems.push(...read.problems)
    return read
  }
}

function fileProblems(path: (name: string) => string, files: PackFiles): InputProblem[] {
  const missing = NEEDED.filter((name) => !files.has(name))
  const unknown = [...files.keys()].filter((name) => !PACK_FILES.includes(name))
  return [
    ...missing.map((name) => ({ file: path(name), field: 'file', value: null, accepted: 'a readable file' })),
    ...unknown.map((name) => ({
      file: path(name),
      field: 'file',
      value: name,
      accepted: PACK_FILES.join(', '),
    })),
  ]
}

function firstListProblems(
  place: Place,
  { rows_without_known_on: said }: PackDescription,
  events: Pack['events'],
): InputProblem[] {
  const found = events.filter(({ value }) => value.known_on_assumed).length
  if (said === undefined || found === said) return []
  const accepted = `${said} rows without known_on, those of the first list; a row added later says when it became known`
  return [{ ...place, field: 'rows_without_known_on', value: `${found} such rows`, accepted }]
}

/** Reads the files of a pack. `folder` stands before the name of each file in the problems; every problem of every
 *  file is listed, so that one reading is enough to mend them all. */
export function readPack(folder: string, files: PackFiles): ReadPack {
  const path = (name: string): string => (folder === '' ? name : `${folder}/${name}`)
  const problems = fileProblems(path, files)
  const about = readDescription(path(DESCRIPTION), files.get(DESCRIPTION) ?? '')
  if (files.has(DESCRIPTION)) problems.push(...about.problems)
  const { description } = about
  const clauses = files.get(RULES)
  const read = clauses === undefined ? null : readRules(path(RULES), clauses, problems)
  const table = readTables(path, files, problems)
  const acts = { events: table('events'), undated: table('undated'), asserted: table('asserted') }
  const rows = {
    events: readActs(acts, `pack:${description === null ? 'unread' : description.id}`, problems),
    participants: readParticipants(table('participants'), problems),
    names: readNames(table('names'), problems),
    groups: readGroups(table('groups'), problems),
    memberships: readMemberships(table('memberships'), problems),
    sources: readSources(table('sources'), problems),
    declarations: readDeclarations(table('declarations'), problems),
    gaps: readGaps(table('gaps'), problems),
    watch: readWatch(table('watch'), problems),
  }
  if (description === null || read === null) return { pack: null, problems }
  if (problems.length === 0) {
    const place = { file: path(DESCRIPTION), line: about.lineOf(['rows_without_known_on']) }
    problems.push(...firstListProblems(place, description, rows.events))
  }
  const { id, title, position, licence, needs } = description
  const { rules } = read
  const lineOf = { [DESCRIPTION]: about.lineOf, [RULES]: read.lineOf }
  const placeOf: Pack['placeOf'] = (name, at) => ({ file: path(name), line: lineOf[name](at) })
  const treaties = treatiesOf(description, rules)
  return { pack: { id, title, position, licence, needs, treaties, rules, placeOf, ...rows }, problems }
}
