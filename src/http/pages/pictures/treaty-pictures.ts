import * as z from 'zod'
import { treatyParameter } from '../../../answers/parameter-shapes.ts'
import { threshold } from '../../../answers/threshold.ts'
import { treaty } from '../../../answers/treaty.ts'
import { exampleTreaty } from '../../../answers/treaty-address.ts'
import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import { isBound } from '../../../law/participant-status.ts'
import { drawCountCurve } from '../charts/count-curve.ts'
import { drawFan } from '../charts/fan.ts'
import { ALONE_PAINT } from '../charts/paint.ts'
import { DIAL_SIZE, dialNumbers, drawThresholdDial } from '../charts/threshold-dial.ts'
import { html } from '../html.ts'
import { drawMap } from '../map/draw-map.ts'
import { MAP_SIZE } from '../map/world.ts'
import { countPlural, countText } from '../parts/count-span.ts'
import { projectionAsked, projectionParameters, projectionSubject } from '../projection/asked-for.ts'
import { projectionFan } from '../projection/fan-figure.ts'
import { treatyCurve } from '../treaty/curve-figure.ts'
import { mapPlaces } from '../treaty/map-figure.ts'
import { daysCounted } from '../why/day-steps.ts'
import { mapKey, smallStateStrip } from './map-strip.ts'
import { nothingToDraw, picture } from './picture.ts'

const SIZE = { width: 1000, height: 380 }

const parameters = z.object({ t: treatyParameter })

/** Signatures and deposits by day. */
export const curvePicture = picture({
  id: 'curve',
  path: '/treaties/{t}/curve',
  parameters,
  example: exampleTreaty,
  draw: (asking) => {
    const { text, clocks } = asking
    const { data } = asking.ask(treaty, { t: asking.parameters.t })
    const curve = treatyCurve(asking, data)
    if (curve === null)
      return nothingToDraw('as_of', clocks.asOf, `a day after ${data.adopted}, when it was adopted`)
    return {
      title: text.plain('picture.curve_title', { treaty: data.short_title }),
      description: text.plain('chart.curve_label', { treaty: data.short_title }),
      size: SIZE,
      inside: drawCountCurve(curve({ size: SIZE, paint: ALONE_PAINT, isWide: true })),
      note: null,
    }
  },
})

/** Who stands where, on the map. */
export const mapPicture = picture({
  id: 'map',
  path: '/treaties/{t}/map',
  parameters,
  example: exampleTreaty,
  draw: (asking) => {
    const { text } = asking
    const { t } = asking.parameters
    const { data } = asking.ask(treatyParticipants, { t })
    const rows = data.participants
    const look = { paint: ALONE_PAINT, prefix: 'p' }
    const bound = rows.filter(({ kind, status }) => kind === 'state' && isBound(status)).length
    const { counts } = asking.ask(treaty, { t }).data
    const n = countText(text, bound, counts, 'state_participants')
    const count = countPlural(bound, counts, 'state_participants')
    const key = mapKey(asking, rows, look)
    const strip = smallStateStrip(asking, rows, look)
    return {
      title: text.plain('map.title', { count, n, treaty: data.short_title }),
      description: text.plain('picture.map_about'),
      size: { width: MAP_SIZE.width, height: MAP_SIZE.height + key.height + strip.height },
      inside: html`${drawMap(mapPlaces(asking, rows, false), look)}<g transform="translate(0 ${MAP_SIZE.height})">${key.drawn}</g><g transform="translate(0 ${MAP_SIZE.height + key.height})">${strip.drawn}</g>`,
      note: text.plain('map.disclaimer'),
    }
  },
})

const DIAL_SCALE = 4

/** How many instruments count of those that are needed, as a dial. */
export const dialPicture = picture({
  id: 'dial',
  path: '/treaties/{t}/progress',
  parameters,
  example: exampleTreaty,
  draw: (asking) => {
    const { text, clocks } = asking
    const { t } = asking.parameters
    const { short_title, adopted, threshold: asked, counts } = asking.ask(treaty, { t }).data
    if (clocks.asOf < adopted)
      return nothingToDraw('as_of', clocks.asOf, `a day from ${adopted} on, when it was adopted`)
    if (asked.needed === null) return nothingToDraw('t', t, 'a treaty that needs a number of instruments')
    const numbers = dialNumbers(asked.needed, counts)
    const needed = text.number(asked.needed)
    const n = countText(text, numbers.counted, counts, 'threshold_count')
    const words = text.plain('picture.dial_about', { n, needed })
    const note = numbers.atMost > numbers.counted ? text.plain('picture.dial_perhaps', { n, needed }) : words
    return {
      title: text.plain('picture.dial_title', { treaty: short_title }),
      description: words,
      size: { width: DIAL_SIZE.width * DIAL_SCALE, height: DIAL_SIZE.height * DIAL_SCALE },
      inside: html`<g transform="scale(${DIAL_SCALE})">${drawThresholdDial({ paint: ALONE_PAINT, ...numbers })}</g>`,
      note,
    }
  },
})

const DAYS_SCALE = 2

/** The days counted between the threshold and the entry into force, a square each. */
export const daysPicture = picture({
  id: 'days',
  path: '/treaties/{t}/why',
  parameters,
  example: exampleTreaty,
  draw: (asking) => {
    const { text, clocks } = asking
    const found = asking.ask(threshold, { t: asking.parameters.t })
    const days = daysCounted(text, found, ALONE_PAINT)
    if (days === null)
      return nothingToDraw('as_of', clocks.asOf, 'a day on which the days until entry into force are known')
    return {
      title: text.plain('picture.days_title', { treaty: found.data.short_title }),
      description: days.words,
      size: { width: days.size.width * DAYS_SCALE, height: days.size.height * DAYS_SCALE },
      inside: html`<g transform="scale(${DAYS_SCALE})">${days.inside}</g>`,
      note: days.words,
    }
  },
})

/** What comes next, as a fan. */
export const projectionPicture = picture({
  id: 'projection',
  path: '/treaties/{t}/projection',
  changesWithProgram: true,
  parameters: projectionParameters,
  example: exampleTreaty,
  draw: (asking) => {
    const { text, clocks } = asking
    const found = projectionAsked(asking)
    const fan = projectionFan(asking, found)
    if (fan === null) return nothingToDraw('as_of', clocks.asOf, 'a day on which something can be said')
    const subject = projectionSubject(text, found)
    const note = text.plain('fan.note')
    return {
      title: text.plain('projection.title', { treaty: subject }),
      description: text.plain('fan.label', { treaty: subject }),
      size: SIZE,
      inside: drawFan({ ...fan, size: SIZE, paint: ALONE_PAINT }),
      note: found.data.hypothetical ? `${text.plain('projection.hypothetical')} ${note}` : note,
    }
  },
})
