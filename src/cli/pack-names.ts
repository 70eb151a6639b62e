import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import {
  type DatedName,
  type NamedParticipant,
  type NameRegistry,
  registryOf,
} from '../depositary/participant-names.ts'
import { parsePlainDate } from '../law/plain-date.ts'

const PACKS = fileURLToPath(new URL('../../sql/packs/', import.meta.url))

type Row = Readonly<Record<string, string>>

/** A pack without the file has no such rows: only its rules and facts are required of it. */
function rowsOf(folder: string, file: string): Row[] {
  if (!existsSync(`${PACKS}${folder}/${file}`)) return []
  return parse(readFileSync(`${PACKS}${folder}/${file}`), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  })
}

function cell(row: Row, column: string): string {
  const text = row[column]
  if (text === undefined) throw new Error(`a table of the packs has no column ${column}`)
  return text
}

function participantOf(row: Row): NamedParticipant {
  return {
    code: cell(row, 'participant'),
    name: cell(row, 'name'),
    names_also: cell(row, 'names_also')
      .split('|')
      .filter((name) => name !== ''),
    un_member_from: parsePlainDate(cell(row, 'un_member_from')),
  }
}

function datedNameOf(row: Row): DatedName {
  return {
    participant: cell(row, 'participant'),
    name: cell(row, 'name'),
    from: parsePlainDate(cell(row, 'from')),
  }
}

/** The names of participants that the packs give, for commands that need no database: documents of every treaty can be
 *  read with them. Rules and facts are not read: a name costs no more than its two files. */
export function packNames(): NameRegistry {
  const folders = readdirSync(PACKS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  return registryOf(
    folders.flatMap((folder) => rowsOf(folder, 'participants.csv').map(participantOf)),
    folders.flatMap((folder) => rowsOf(folder, 'names.csv').map(datedNameOf)),
  )
}
