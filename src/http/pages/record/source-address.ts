import { type Html, html } from '../html.ts'

/** The address of a source as a link, with what is said after it as text. */
export function sourceAddress(address: string): Html | string {
  const found = /^(https?:\/\/\S+)(.*)$/.exec(address)
  return found === null ? address : html`<a href="${found[1]}">${found[1]}</a>${found[2]}`
}
