import { join } from 'node:path'
import { expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { ROOT } from './source-files.ts'

it('at the edge only what the program itself says is kept of a request, no address and no header field', () => {
  const { observability } = unstable_readConfig({ config: join(ROOT, 'wrangler.toml') })
  expect(observability?.logs).toEqual({ enabled: true, invocation_logs: false })
  // Said for all of them at once, it would switch those of each request on again.
  expect(observability?.enabled).toBeUndefined()
})
