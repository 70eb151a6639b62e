/** Said of everything that is sent: it is what its type says, it tells no other site where a reader came from. */
const ALWAYS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const

const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
const PAGE =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Headers of a refusal that is given before there is a request. */
export const REFUSAL_HEADERS = { ...ALWAYS, 'content-security-policy': NO_PAGE } as const

/** Headers of data: anyone may read it from any site; a browser that opens it runs nothing. */
export const DATA_HEADERS = {
  ...ALWAYS,
  'content-security-policy': NO_PAGE,
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Record-Stale, Depositary-Stale',
} as const

/** Headers of what is for an officer only: no other site may read it, nobody may keep it. */
export const PRIVATE_HEADERS = {
  ...ALWAYS,
  'content-security-policy': NO_PAGE,
  'cache-control': 'no-store',
} as const

/** Headers of a page: no script but our own file, no frame, nothing from elsewhere. */
export const PAGE_HEADERS = { ...ALWAYS, 'content-security-policy': PAGE } as const

/** Headers of a picture: every site may show it; opened by itself it runs nothing, and no frame holds it. */
export const PICTURE_HEADERS = {
  ...ALWAYS,
  'content-security-policy': NO_PAGE,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Headers of a piece that any other site may put into a frame of its own. */
export const EMBED_HEADERS = {
  ...ALWAYS,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Answer to a browser that asks whether a page of another site may read. */
export const PREFLIGHT_HEADERS = {
  ...DATA_HEADERS,
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'If-None-Match',
  'access-control-max-age': '86400',
} as const
