import { type Html, html } from '../html.ts'

const SIZE = 12

/** A coordinate with one decimal. */
export function chartNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Words in a chart. */
export function chartLabel(
  at: { readonly x: number; readonly y: number },
  words: string,
  look: {
    readonly fill: string
    readonly anchor?: 'start' | 'middle' | 'end'
    readonly bold?: boolean
    readonly size?: number
  },
): Html {
  const { fill, anchor = 'start', bold = false, size = SIZE } = look
  return html`<text x="${chartNumber(at.x)}" y="${chartNumber(at.y)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}"${bold ? html` font-weight="600"` : ''}>${words}</text>`
}
