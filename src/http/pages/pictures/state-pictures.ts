import * as z from 'zod'
import { participantParameter } from '../../../answers/parameter-shapes.ts'
import { participant } from '../../../answers/participant.ts'
import { chartLabel } from '../charts/chart-text.ts'
import { ALONE_PAINT } from '../charts/paint.ts'
import { drawStages } from '../charts/stage-line.ts'
import { html } from '../html.ts'
import { statusName } from '../parts/status-mark.ts'
import { markedAs } from '../parts/undated.ts'
import { isStateLater } from '../state/not-then.ts'
import { spanOfStages } from '../state/stage-table.ts'
import type { Standing } from '../state/standing.ts'
import type { Text } from '../text/text.ts'
import { nothingToDraw, picture } from './picture.ts'

const NAMES = 320
const LINE = { width: 620, height: 44 }

/** Where it stands, in words, and that the day of it is not known where that is so. */
function stands(text: Text, row: Standing['treaties'][number]): string {
  const marked = markedAs(row)
  const status = statusName(text, marked)
  return marked.undated === true ? text.plain('picture.stages_undated', { status }) : status
}

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
    const { text, clocks } = asking
    const found = asking.ask(participant, { p: asking.parameters.p })
    const { name, treaties, state_from, un_member_from } = found.data
    if (isStateLater(asking, found)) {
      const from = state_from ?? un_member_from
      return nothingToDraw('as_of', clocks.asOf, `a day from ${from} on, when it was a State`)
    }
    const there = treaties.filter(({ is_adopted }) => is_adopted)
    const span = spanOfStages(asking)
    const years = { from: span.from.slice(0, 4), to: span.to.slice(0, 4) }
    const rows = there.map(
      (row, place) =>
        html`<g transform="translate(0 ${place * LINE.height})">${chartLabel({ x: 0, y: LINE.height / 2 - 2 }, row.short_title, { fill: ALONE_PAINT.ink, size: 14 })}${chartLabel({ x: 0, y: LINE.height / 2 + 14 }, stands(text, row), { fill: ALONE_PAINT.quiet })}<g transform="translate(${NAMES} 0)">${drawStages(row, span, { size: LINE, paint: ALONE_PAINT })}</g></g>`,
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
