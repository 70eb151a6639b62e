import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'

/** The addresses of a picture in each form that the program can draw. */
export function pictureLinks(asking: Asking, path: string, query?: Readonly<Record<string, string>>): Html {
  const forms = asking.means.hasPng === true ? (['svg', 'png'] as const) : (['svg'] as const)
  const links = forms.map(
    (form) => html`<a href="${asking.link(`${path}.${form}`, query)}">${form.toUpperCase()}</a>`,
  )
  return html`${links.map((link, place) => html`${place === 0 ? '' : ', '}${link}`)}`
}
