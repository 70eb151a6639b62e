/** The words of a cell or field, with the footnote marks taken out of them. */
export type PrintedText = {
  /** Without marks, white space collapsed. */
  readonly text: string
  /** Footnote numbers in the order printed; a mark that is no number stays as it is printed. */
  readonly marks: readonly FootnoteMark[]
  /** True where something stands in it that is not simply its words: a table, struck-out text, a choice. Then what it
   *  says is for a person to see. */
  readonly strange: boolean
}

export type FootnoteMark = number | string

/** What in a cell makes its text no simple words: a table of its own in HTML and in the depositary's XML, words that are
 *  struck out, words of which one is chosen. */
const STRANGE = new Set([
  ...['table', 'tgroup', 'thead', 'tbody', 'rows', 'row', 'entry', 'tr', 'td', 'th'],
  ...['del', 's', 'strike', 'select', 'textarea', 'object', 'iframe'],
])
/** No name is longer; the pattern of bare numbers is not to be tried on more. */
const LONGEST_NAME = 200
const BARE_NUMBERS_AT_END = /(?:^|\s)\d{1,3}(?:\s*,\s*\d{1,3})*\s*,?$/

const UNEVEN = /[^\S ]|^ | {2}| $/

/** True for an element that makes the text around it no simple words. */
export function isStrangeElement(name: string): boolean {
  return STRANGE.has(name.toLowerCase())
}

/** Every run of white space, of any kind, as one blank; none at the ends. */
export function collapse(text: string): string {
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text
}

/** `1,2` and ` 6 , 18 , 19 ,` as lists; a mark that is no number (`*`, `a`) as text. */
export function footnoteMarks(printed: string): readonly FootnoteMark[] {
  return printed
    .split(/[\s,;]+/)
    .filter((mark) => mark !== '')
    .map((mark) => (/^\d{1,4}$/.test(mark) ? Number(mark) : mark))
}

/** Text of a field in which nothing is to be looked for. */
export function plainText(text: string): PrintedText {
  return { text: collapse(text), marks: [], strange: false }
}

/** A participant's name without the bare footnote numbers some pages print after it (`Argentina 1`). */
export function printedName(printed: PrintedText): PrintedText {
  if (printed.text.length > LONGEST_NAME || !/[\d,]$/.test(printed.text)) return printed
  const found = BARE_NUMBERS_AT_END.exec(printed.text)
  if (found === null || found.index === 0) return printed
  return {
    ...printed,
    text: collapse(printed.text.slice(0, found.index)),
    marks: [...printed.marks, ...footnoteMarks(found[0])],
  }
}
