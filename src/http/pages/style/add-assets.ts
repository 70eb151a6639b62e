import type { Hono } from 'hono'
import { ASK_AGAIN, isUnchanged } from '../../caching.ts'
import { PAGE_HEADERS } from '../../headers.ts'
import { ASSETS, type Asset } from './assets.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'

function assetResponse(
  { text, type, version }: Asset,
  asked: { version?: string; ifNoneMatch?: string },
): Response {
  const etag = `"${version}"`
  const headers = {
    ...PAGE_HEADERS,
    etag,
    'content-type': type,
    'cache-control': asked.version === version ? FOR_GOOD : ASK_AGAIN,
  }
  return isUnchanged(asked.ifNoneMatch, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers })
}

/** Adds the style sheet and the script. */
export function addAssets(app: Hono): void {
  for (const asset of ASSETS) {
    app.get(asset.path, (c) => {
      const version = c.req.query('v')
      const ifNoneMatch = c.req.header('if-none-match')
      return assetResponse(asset, {
        ...(version === undefined ? {} : { version }),
        ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
      })
    })
  }
}
