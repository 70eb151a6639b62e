import { changes } from './changes.ts'
import { compare } from './compare.ts'
import { docs } from './docs.ts'
import { gaps } from './gaps.ts'
import { home } from './home.ts'
import { outlook } from './outlook.ts'
import type { Page } from './page.ts'
import { record } from './record.ts'
import { recordDifferences } from './record-differences.ts'
import { recordDownloads } from './record-downloads.ts'
import { recordEvent } from './record-event.ts'
import { recordJobs } from './record-jobs.ts'
import { recordSources } from './record-sources.ts'
import { search } from './search.ts'
import { state } from './state.ts'
import { stateList } from './states.ts'
import { treatyList } from './treaties.ts'
import { treaty } from './treaty.ts'
import { treatyProjection } from './treaty-projection.ts'
import { why } from './why.ts'

/** Every page, in the order of documents. */
export const PAGES: readonly Page[] = [
  home,
  treatyList,
  treaty,
  why,
  treatyProjection,
  outlook,
  changes,
  stateList,
  state,
  search,
  gaps,
  compare,
  record,
  recordDifferences,
  recordSources,
  recordJobs,
  recordDownloads,
  recordEvent,
  docs,
]
