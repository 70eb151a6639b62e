import type { Page } from '../../../src/http/pages/page.ts'
import { fillPath, pathNames } from '../../../src/http/parameters.ts'
import { realView } from '../../answers/real-record.ts'

const view = realView()

/** A real address of the page; null where the record has nothing to show on it. */
export function exampleAddress(page: Page): string | null {
  const values = page.example(view)
  if (values === null) return null
  const inPath = pathNames(page.path)
  const query = Object.entries(values).filter(([name]) => !inPath.includes(name))
  const path = fillPath(page.path, values)
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query)}`
}
