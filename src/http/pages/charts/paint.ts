/** Colours of a picture: those of the page it stands in, or its own where it stands alone. */
export type Paint = Readonly<
  Record<
    'ink' | 'paper' | 'quiet' | 'accent' | 'rule' | 'line' | 'party' | 'signatory' | 'ended' | 'nothing',
    string
  >
>

/** Alone: ink on paper. */
export const ALONE_PAINT: Paint = {
  ink: '#1b1b1a',
  paper: '#fcfbf8',
  quiet: '#5d5b55',
  accent: '#0b5c8a',
  rule: '#dedbd3',
  line: '#8b887f',
  party: '#1f5f8b',
  signatory: '#b07f0c',
  ended: '#8a4f9e',
  nothing: '#dedbd3',
}

function inPage(name: keyof Paint): string {
  return `var(--${name},${ALONE_PAINT[name]})`
}

/** Inside a page: its variables, so that light and dark hold; where the style sheet is not there, ink on paper. */
export const PAGE_PAINT: Paint = {
  ink: inPage('ink'),
  paper: inPage('paper'),
  quiet: inPage('quiet'),
  accent: inPage('accent'),
  rule: inPage('rule'),
  line: inPage('line'),
  party: inPage('party'),
  signatory: inPage('signatory'),
  ended: inPage('ended'),
  nothing: inPage('nothing'),
}
