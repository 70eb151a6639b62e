import type { Context, Hono, Next } from 'hono'
import { InputError } from '../law/input-error.ts'
import { DESCRIBED_ROUTES } from './described-routes.ts'
import { queryOf, readQuery } from './parameters.ts'
import { inputProblem } from './problem.ts'

const ACCEPTED = 'no such parameter: nothing can be asked here but the whole, as it is now'

/** Refuses whatever stands after the question mark, by name. */
async function refuseParameters(c: Context, next: Next): Promise<Response | undefined> {
  const given = readQuery(queryOf(c.req.url))
  if (given.length === 0) {
    await next()
    return undefined
  }
  const problems = given.map(([field, value]) => ({ field, value, accepted: ACCEPTED }))
  return inputProblem(new InputError(problems), c.req.path, [])
}

/** The addresses that everybody may read and that take no parameter, as the router writes them. */
function addressesWithout(): string[] {
  const routes = DESCRIBED_ROUTES.filter(
    ({ method, scope, query }) => method === 'get' && scope === null && query === undefined,
  )
  const paths = routes.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1'))
  // What a CSV means has a second, shorter address.
  const shorter = paths
    .filter((path) => path.endsWith('.csv.metadata.json'))
    .map((path) => path.replace('.csv.metadata.json', '.metadata.json'))
  return ['/openapi.json', '/healthz', '/readyz', '/metrics', ...paths, ...shorter]
}

/** Makes every address that takes no parameter refuse them, instead of answering as if they had been heard. Before the
 *  addresses themselves. */
export function refuseWhereNone(app: Hono): void {
  for (const path of addressesWithout()) app.use(path, refuseParameters)
}
