import type { ListedRow } from '../../../answers/listed-row.ts'
import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { isBound } from '../../../law/participant-status.ts'
import type { Asking, Found } from '../asking.ts'
import { PAGE_PAINT } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { drawMap, type MapPlace, outlinedStates } from '../map/draw-map.ts'
import { MAP_SIZE } from '../map/world.ts'
import { countPlural, countSpan } from '../parts/count-span.ts'
import { countOf } from '../parts/figure.ts'
import { pictureLinks } from '../parts/picture-links.ts'
import { statusKey, statusMark, statusName } from '../parts/status-mark.ts'
import { markedAs } from '../parts/undated.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'

/** The States of the list as places on the map. */
export function mapPlaces(asking: Asking, rows: readonly ListedRow[], isLinked: boolean): MapPlace[] {
  const { text, view } = asking
  return rows.flatMap((row) => {
    const m49 = view.names.participants.get(row.participant)?.m49
    if (m49 === null || m49 === undefined) return []
    return [
      {
        participant: row.participant,
        m49,
        status: row.status,
        undated: markedAs(row).undated === true,
        label: text.plain('map.place', { name: row.name, status: statusName(text, markedAs(row)) }),
        address: isLinked ? asking.link(`/states/${row.participant}`) : null,
      },
    ]
  })
}

/** The States that are too small for the map, by name. */
export function smallStates({ text, view }: Asking, rows: readonly ListedRow[]): ListedRow[] {
  const drawn = outlinedStates()
  return rows
    .filter(({ participant, kind }) => {
      const m49 = view.names.participants.get(participant)?.m49
      return kind === 'state' && (m49 === null || m49 === undefined || !drawn.has(m49))
    })
    .sort((one, other) => text.compare(one.name, other.name))
}

function smallStrip(asking: Asking, rows: readonly ListedRow[]): Html {
  const { text } = asking
  return html`<p class="quiet">${text.plain('map.small')}</p><ul class="small-states">${smallStates(
    asking,
    rows,
  ).map(
    (row) =>
      html`<li>${statusMark(markedAs(row))}<a href="${asking.link(`/states/${row.participant}`)}">${row.name}</a></li>`,
  )}</ul>`
}

/** Between which numbers the States bound lie; null where they are as many as the rows say. */
function boundStates(text: Text, found: Found<TreatySummary>): Html | null {
  const { at_least, at_most } = found.data.counts
  if (at_least?.state_participants === at_most?.state_participants) return null
  return countSpan(text, found, { counts: found.data.counts, path: 'counts', name: 'state_participants' })
}

/** The map of who stands where, with the States that are too small for it in a strip below. */
export function mapFigure(asking: Asking, summary: Found<TreatySummary>): Html {
  const { text } = asking
  const one = summary.data
  const found = asking.ask(treatyParticipants, { t: one.slug })
  const rows = found.data.participants
  const bound = rows.filter(({ kind, status }) => kind === 'state' && isBound(status)).length
  const title = text.say('map.title', {
    count: countPlural(bound, one.counts, 'state_participants'),
    n:
      boundStates(text, summary) ??
      countOf(text, found, {
        path: 'participants',
        shown: bound,
        where: 'kind=state;status=contracting,party,denouncing',
      }),
    treaty: one.short_title,
  })
  const byCode = new Map(rows.map((row) => [row.participant, row]))
  const once: Parameters<typeof drawMap>[1]['once'] = (place, path, draw) => {
    const of = byCode.get(place.participant)
    if (of === undefined) return draw(place)
    const write = (link: (path: string) => string) =>
      draw({ ...place, address: link(`/states/${place.participant}`) })
    return writtenOnce(asking, { of, name: path }, write)
  }
  return html`<figure class="map" aria-labelledby="map-title"><h2 id="map-title">${title}</h2>
<svg viewBox="0 0 ${MAP_SIZE.width} ${MAP_SIZE.height}" width="${MAP_SIZE.width}" height="${MAP_SIZE.height}" aria-hidden="true">${drawMap(mapPlaces(asking, rows, true), { paint: PAGE_PAINT, prefix: 'map', once })}</svg>
${statusKey(text, rows.map(markedAs))}
${smallStrip(asking, rows)}
<figcaption data-fixed>${text.plain('map.disclaimer')} ${text.say('picture.alone', {
    links: pictureLinks(asking, `/treaties/${one.slug}/map`),
  })}</figcaption></figure>`
}
