import { sha256Hex } from '../../../record/sha256.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

function versionOf(text: string): string {
  return sha256Hex(text).slice(0, 10)
}

/** A file that pages load. Its address changes with it, so that it may be kept for good. */
export type Asset = {
  readonly path: string
  readonly type: string
  readonly text: string
  readonly version: string
}

export const ASSETS: readonly Asset[] = [
  { path: '/style.css', type: 'text/css; charset=utf-8', text: STYLE, version: versionOf(STYLE) },
  { path: '/page.js', type: 'text/javascript; charset=utf-8', text: SCRIPT, version: versionOf(SCRIPT) },
]

function addressOf(path: string): string {
  const asset = ASSETS.find((one) => one.path === path)
  if (asset === undefined) throw new Error(`no asset ${path}`)
  return `${path}?v=${asset.version}`
}

export const STYLE_ADDRESS = addressOf('/style.css')
export const SCRIPT_ADDRESS = addressOf('/page.js')
