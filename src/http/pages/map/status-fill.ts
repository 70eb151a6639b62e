import type { Status } from '../../../law/evaluation.ts'
import type { Paint } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'

/** How a status is filled in pictures: the same patterns as the marks in tables. */
type Fill = { readonly color: keyof Paint; readonly pattern: 'solid' | 'lines' | 'dots' | 'cross' | 'empty' }

const FILLS: Readonly<Record<Status, Fill>> = {
  party: { color: 'party', pattern: 'solid' },
  contracting: { color: 'party', pattern: 'lines' },
  provisional: { color: 'party', pattern: 'dots' },
  signatory: { color: 'signatory', pattern: 'dots' },
  blocked_parent: { color: 'line', pattern: 'empty' },
  denouncing: { color: 'ended', pattern: 'cross' },
  former_party: { color: 'ended', pattern: 'empty' },
  none: { color: 'nothing', pattern: 'solid' },
}

const STROKES: Readonly<Record<Exclude<Fill['pattern'], 'solid' | 'empty'>, string>> = {
  lines: 'M-1 6L6 -1M0 10L10 0M4 11L11 4',
  cross: 'M-1 6L6 -1M4 11L11 4M-1 4L6 11M4 -1L11 6',
  dots: 'M2.5 2.5h0M7.5 7.5h0',
}

/** What the status is filled with: a colour, or the pattern of `patternDefs` with the same prefix. */
export function statusFill(status: Status, { paint, prefix }: { paint: Paint; prefix: string }) {
  const { color, pattern } = FILLS[status]
  if (pattern === 'solid') return { fill: paint[color], stroke: paint.paper }
  if (pattern === 'empty') return { fill: paint.paper, stroke: paint[color] }
  return { fill: `url(#${prefix}-${status})`, stroke: paint[color] }
}

/** The patterns that `statusFill` names, for the statuses given. */
export function patternDefs(
  statuses: readonly Status[],
  { paint, prefix }: { paint: Paint; prefix: string },
): Html {
  const patterns = statuses.flatMap((status) => {
    const { color, pattern } = FILLS[status]
    if (pattern === 'solid' || pattern === 'empty') return []
    const width = pattern === 'dots' ? 3 : 2
    return [
      html`<pattern id="${prefix}-${status}" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="scale(.6)"><rect width="10" height="10" fill="${paint.paper}"/><path d="${STROKES[pattern]}" stroke="${paint[color]}" stroke-width="${width}" stroke-linecap="round"/></pattern>`,
    ]
  })
  return html`<defs>${patterns}</defs>`
}
