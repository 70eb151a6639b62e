import { InputError, type InputProblem } from '../law/input-error.ts'
import { parseRules, type Rule } from '../law/rule.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { Pack, PackFiles } from './pack.ts'
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

const DESCRIPTION = 'pack.json'
const RULES = 'rules.json'
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
    optional: ['names_also', 'un_member_from', 'alpha2', 'm49', 'members'],
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
  gaps: { required: ['treaty', 'kind', 'statement', 'reason', 'source'], optional: ['participant'] },
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

function readRules(file: string, text: string, problems: InputProblem[]): readonly Rule[] | null {
  try {
    return parseRules(JSON.parse(text), file)
  } catch (error) {
    if (error instanceof SyntaxError) {
      problems.push({ file, field: 'text', value: error.message, accepted: 'JSON (RFC 8259)' })
    } else if (error instanceof InputError) {
      problems.push(...error.problems)
    } else throw error
    return null
  }
}

function treatiesOf(description: PackDescription, rules: readonly Rule[]): Treaty[] {
  return description.treaties.map((treaty) => ({
    ...treaty,
    pack: description.id,
    rules: rules.filter((rule) => rule.treaty === treaty.number),
  }))
}

/** Reads the files of a pack. `folder` stands before the name of each file in the problems; every problem of every
 *  file is listed, so that one reading is enough to mend them all. */
export function readPack(folder: string, files: PackFiles): ReadPack {
  const problems: InputProblem[] = []
  const path = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  const text = (name: string): string => {
    const found = files.get(name)
    if (found !== undefined) return found
    problems.push({ file: path(name), field: 'file', value: null, accepted: 'a readable file' })
    return ''
  }
  const table = (name: TableName): ReadTable => {
    const csv = `${name}.csv`
    if (!files.has(csv) && COLUMNS[name].required.length > 0 && name !== 'events') {
      return { rows: [], problems: [] }
    }
    const read = readTable(path(csv), text(csv), COLUMNS[name])
    problems.push(...read.problems)
    return read
  }
  for (const name of files.keys()) {
    if (PACK_FILES.includes(name)) continue
    problems.push({ file: path(name), field: 'file', value: name, accepted: PACK_FILES.join(', ') })
  }
  const { description, problems: described } = readDescription(path(DESCRIPTION), text(DESCRIPTION))
  problems.push(...described)
  const rules = readRules(path(RULES), text(RULES), problems)
  const id = description === null ? 'unread' : description.id
  const tables = { events: table('events'), undated: table('undated'), asserted: table('asserted') }
  const rows = {
    events: readActs(tables, `pack:${id}`, problems),
    participants: readParticipants(table('participants'), problems),
    names: readNames(table('names'), problems),
    groups: readGroups(table('groups'), problems),
    memberships: readMemberships(table('memberships'), problems),
    sources: readSources(table('sources'), problems),
    declarations: readDeclarations(table('declarations'), problems),
    gaps: readGaps(table('gaps'), problems),
  }
  if (description === null || rules === null) return { pack: null, problems }
  const { title, position, licence } = description
  return {
    pack: { id, title, position, licence, treaties: treatiesOf(description, rules), ...rows },
    problems,
  }
}
