/** Colours of a picture: those of the page it stands in, or its own where it stands alone. */
export type Paint = Readonly<
  Record<
    'ink' | 'paper' | 'quiet' | 'accent' | 'rule' | 'line' | 'party' | 'signatory' | 'ended' | 'nothing',
    string
  >
>

/** Inside a page: its variables, so that light and dark hold. */
export const PAGE_PAINT: Paint = {
  ink: 'var(--ink)',
  paper: 'var(--paper)',
  quiet: 'var(--quiet)',
  accent: 'var(--accent)',
  rule: 'var(--rule)',
  line: 'var(--line)',
  party: 'var(--party)',
  signatory: 'var(--signatory)',
  ended: 'var(--ended)',
  nothing: 'var(--nothing)',
}

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
