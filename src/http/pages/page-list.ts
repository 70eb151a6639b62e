import { docs } from './docs.ts'
import { home } from './home.ts'
import type { Page } from './page.ts'

/** Every page, in the order of documents. */
export const PAGES: readonly Page[] = [home, docs]
