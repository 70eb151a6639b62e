import * as z from 'zod'
import { answeredEvent, recordEvent } from './event-shapes.ts'
import { eventsHeard } from './grounds.ts'
import { listedRow, ROW_COLUMNS, rowCells, rowFor } from './listed-row.ts'
import { findParticipant, findTreaty } from './look-up.ts'
import { participantParameter, treatyParameter } from './parameter-shapes.ts'
import { resource } from './resource.ts'
import { ledgerRow, treatyHeading } from './shapes.ts'
import { namedLedger } from './threshold.ts'
import { canonicalStanding, exampleStanding } from './treaty-address.ts'
import { headingOf } from './treaty-summary.ts'

/** One participant under one treaty. */
export const treatyParticipant = resource({
  id: 'treaty-participant',
  path: '/v1/treaties/{t}/participants/{p}',
  summary: 'One participant under one treaty',
  description:
    'Its row, its acts in the count ledger, and the events of the record up to as_of that say so, as known at known_at.',
  parameters: z.object({ t: treatyParameter, p: participantParameter }),
  answer: z.object({
    ...treatyHeading,
    ...listedRow.shape,
    ledger: z.array(ledgerRow),
    events: z.array(recordEvent),
  }),
  csv: { columns: ROW_COLUMNS, rows: (answer) => [rowCells(answer)] },
  example: exampleStanding,
  canonical: canonicalStanding,
  restsOn: (view, { t }) => ({ treaties: [findTreaty(view, { field: 't', value: t })], groups: false }),
  respond: ({ view, clocks, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    const { code } = findParticipant(view, { field: 'p', value: parameters.p })
    const position = view.lawOf(treaty).positionAt(clocks)
    return {
      ...headingOf(treaty),
      ...rowFor(view, { treaty, position, asOf: clocks.asOf }, code),
      ledger: namedLedger(view, treaty, clocks).filter((row) => row.participant === code),
      events: eventsHeard(view.eventsOfParticipant(code), clocks)
        .filter((event) => event.treaty === treaty.number)
        .map(answeredEvent),
    }
  },
})
