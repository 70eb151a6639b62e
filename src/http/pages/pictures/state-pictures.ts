import * as z from 'zod'
import { participantParameter } from '../../../answers/parameter-shapes.ts'
import { participant } from '../../../answers/participant.ts'
import { chartLabel } from '../charts/chart-text.ts'
import { ALONE_PAINT } from '../charts/paint.ts'
import { drawStages } from '../charts/stage-line.ts'
import { html } from '../html.ts'
import { spanOfStages } from '../state/stage-table.ts'
import { picture } from './picture.ts'

const NAMES = 320
const LINE = { width: 620, height: 34 }

/** Signature, deposit and being in force under each treaty, a line each. */
export const stagesPicture = picture({
  id: 'stages',
  path: '/states/{p}/stages',
  parameters: z.object({ p: participantParameter }),
  example: (view) => {
    const first = view.record.participants[0]
    return first === undefined ? null : { p: first.code }
  },
  draw: (asking) => {
    const { text } = asking
    const { name, treaties } = asking.ask(participant, { p: asking.parameters.p }).data
    const there = treaties.filter(({ is_adopted }) => is_adopted)
    const span = spanOfStages(asking)
    const years = { from: span.from.slice(0, 4), to: span.to.slice(0, 4) }
    const rows = there.map(
      (row, place) =>
        html`<g transform="translate(0 ${place * LINE.height})">${chartLabel({ x: 0, y: LINE.height / 2 + 4 }, row.short_title, { fill: ALONE_PAINT.ink, size: 14 })}<g transform="translate(${NAMES} 0)">${drawStages(row, span, { size: LINE, paint: ALONE_PAINT })}</g></g>`,
    )
    return {
      title: text.plain('picture.stages_title', { name }),
      description: text.plain('picture.stages_about', years),
      size: { width: NAMES + LINE.width, height: there.length * LINE.height },
      inside: html`${rows}`,
      note: text.plain('picture.stages_note', years),
    }
  },
})
