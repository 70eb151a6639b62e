import packageFile from '../../package.json' with { type: 'json' }
import { fetchDocument } from '../depositary/fetch-document.ts'
import { type FetchedDocument, NOTHING_KNOWN } from '../depositary/fetched-document.ts'
import { SourceError } from '../depositary/source-error.ts'
import { InputError } from '../law/input-error.ts'
import { fetchMeans } from '../network/fetch-means.ts'
import { loadablePacks } from '../pack/loadable-packs.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { readChosenPacks } from '../store/read-pack-folder.ts'
import type { CommandLine } from './command-line.ts'
import type { DocumentFile } from './document-files.ts'
import { fetchingFrom } from './fetching-from.ts'

/** The pages that the packs watch: only their hosts are asked. */
function watchedSources(line: CommandLine): WatchedSource[] {
  const packs = loadablePacks(readChosenPacks(line.env['PACKS']))
  return packs.flatMap(({ watch }) => watch.map(({ value }) => value))
}

/** A page with how it came. */
export type FetchedFile = DocumentFile & { readonly received: FetchedDocument }

/** The page at an address of a watched host, politely fetched. Throws InputError where there is none to be had. */
export async function fetchFile(line: CommandLine, address: string): Promise<FetchedFile> {
  const means = fetchMeans({
    sources: watchedSources(line),
    ...fetchingFrom(line),
    version: packageFile.version,
    signal: new AbortController().signal,
  })
  try {
    const outcome = await fetchDocument({ address, form: null }, NOTHING_KNOWN, means)
    if (outcome.outcome !== 'document') throw new Error(`nothing was known of ${address}, and nothing came`)
    return { file: address, bytes: outcome.document.bytes, received: outcome.document }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const accepted = `the address of a watched page that answers (${error.code})`
    throw new InputError([{ field: 'file', value: address, accepted }])
  }
}
