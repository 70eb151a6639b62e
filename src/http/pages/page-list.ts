import { docs } from './docs.ts'
import { home } from './home.ts'
import type { Page } from './page.ts'
import { state } from './state.ts'
import { stateList } from './states.ts'
import { treaty } from './treaty.ts'
import { why } from './why.ts'

/** Every page, in the order of documents. */
export const PAGES: readonly Page[] = [home, treaty, why, stateList, state, docs]
