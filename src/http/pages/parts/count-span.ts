import type { Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { figure } from './figure.ts'

type Counts = {
  readonly undated?: number | undefined
  readonly at_least?: Readonly<Record<CountName, number>> | undefined
  readonly at_most?: Readonly<Record<CountName, number>> | undefined
}

type Outside = {
  readonly still_outside: number
  readonly still_outside_at_least?: number | undefined
  readonly still_outside_at_most?: number | undefined
}

type Gaps = {
  readonly count: number
  readonly at_least?: number | undefined
  readonly at_most?: number | undefined
}

type Ends = { readonly least: number | undefined; readonly most: number | undefined }

export type CountName =
  | 'signatories'
  | 'threshold_count'
  | 'participants'
  | 'state_participants'
  | 'states_parties'

/** The number at `one` of the answer, or the two between which it lies where the answer says so: isolated, as two numbers
 *  at the beginning of a line would change places where the page runs from right to left. */
export function numberSpan(
  text: Text,
  found: Found<unknown>,
  at: { readonly one: string; readonly least: string; readonly most: string; readonly open: boolean },
): Html {
  if (!at.open) return figure(text, found, at.one)
  const least = figure(text, found, at.least)
  return html`<bdi>${text.say('count.span', { least, most: figure(text, found, at.most) })}</bdi>`
}

/** A number of so many: one piece, which reads the same way whatever stands around it. */
export function ofAll(text: Text, numbers: { readonly n: Html; readonly needed: Html }): Html {
  return html`<bdi>${text.say('treaty.of', numbers)}</bdi>`
}

/** The number by which the words around a span are put in the plural: between two numbers never in the singular. */
export function spanPlural(one: number, { least, most }: Ends): number {
  return least === undefined || most === undefined || least === most ? one : Math.max(2, most)
}

function textOf(text: Text, one: number, { least, most }: Ends): string {
  if (least === undefined || most === undefined || least === most) return text.number(one)
  return text.plain('count.span', { least: text.number(least), most: text.number(most) })
}

/** How many States are outside a treaty. `path` leads to its summary in the answer, with a point at its end. */
export function outsideSpan(
  text: Text,
  found: Found<unknown>,
  { of, path }: { readonly of: Outside; readonly path: string },
): Html {
  const one = `${path}still_outside`
  const open = of.still_outside_at_least !== undefined
  return numberSpan(text, found, { one, least: `${one}_at_least`, most: `${one}_at_most`, open })
}

/** The number that puts the words around `outsideSpan` in the plural. */
export function outsidePlural(of: Outside): number {
  return spanPlural(of.still_outside, { least: of.still_outside_at_least, most: of.still_outside_at_most })
}

/** The same in a line of plain text, such as a title. */
export function outsideText(text: Text, of: Outside): string {
  return textOf(text, of.still_outside, { least: of.still_outside_at_least, most: of.still_outside_at_most })
}

/** How many have joined one treaty and not another: the answer about it, as a number or as two. */
export function gapSpan(text: Text, found: Found<Gaps>): Html {
  const open = found.data.at_least !== undefined
  return numberSpan(text, found, { one: 'count', least: 'at_least', most: 'at_most', open })
}

/** The same in a line of plain text. */
export function gapText(text: Text, { count, at_least, at_most }: Gaps): string {
  return textOf(text, count, { least: at_least, most: at_most })
}

/** The number that puts the words around `gapSpan` in the plural. */
export function gapPlural({ count, at_least, at_most }: Gaps): number {
  return spanPlural(count, { least: at_least, most: at_most })
}

/** One of the five numbers of a treaty in a line of plain text, such as a label in a picture. */
export function countText(text: Text, one: number, counts: Counts, name: CountName): string {
  return textOf(text, one, { least: counts.at_least?.[name], most: counts.at_most?.[name] })
}

/** The number that puts the words around it in the plural. */
export function countPlural(one: number, counts: Counts, name: CountName): number {
  return spanPlural(one, { least: counts.at_least?.[name], most: counts.at_most?.[name] })
}

/** One of the five numbers of a treaty: the number, or the two between which the truth lies. `path` leads to the
 *  counts in the answer. */
export function countSpan(
  text: Text,
  found: Found<unknown>,
  { counts, path, name }: { readonly counts: Counts; readonly path: string; readonly name: CountName },
): Html {
  const { at_least, at_most } = counts
  return numberSpan(text, found, {
    one: `${path}.${name}`,
    least: `${path}.at_least.${name}`,
    most: `${path}.at_most.${name}`,
    open: at_least !== undefined && at_most !== undefined && at_least[name] !== at_most[name],
  })
}

/** How many of the acts counted happened on a day that no source read has; empty where there is none. */
export function undatedNote(
  text: Text,
  found: Found<unknown>,
  { counts, path }: { counts: Counts; path: string },
): Html | string {
  if (counts.undated === undefined || counts.undated === 0) return ''
  return html`<span class="quiet">${text.say('count.undated', {
    count: counts.undated,
    n: figure(text, found, `${path}.undated`),
  })}</span>`
}
