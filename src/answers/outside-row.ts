import { z } from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import { outlookOf } from './group-outlook.ts'
import { named } from './names.ts'
import type { PositionRow } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { dayOrNull, named as namedFields, status } from './shapes.ts'

export const outsideShape = z
  .object({
    ...namedFields,
    status,
    signature_date: dayOrNull,
    waited_days: z
      .int()
      .min(0)
      .nullable()
      .describe(
        'Days from its signature to as_of, or to known_until where that is earlier; null where it has not signed.',
      ),
    deposited_in_next_year: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        'Of the other signatories that waited as long, the share that deposited in the year after; null where it has not signed, fewer than five waited as long, or nobody could be watched for the year after.',
      ),
  })
  .meta({ id: 'OutsideRow', description: 'A State that has not joined: its stage, and no date.' })

type OutsideRow = Fixed<z.output<typeof outsideShape>>

/** A State that has not joined, by its row where it has signed; all States are watched until that day. */
export function outsideRow(
  view: RecordView,
  rows: readonly PositionRow[],
  code: string,
  at: { readonly asOf: PlainDate; readonly until: PlainDate },
): OutsideRow {
  const row = rows.find((one) => one.participant === code)
  const { waited_days, deposited_in_next_year } = outlookOf(row, rows, at.until)
  return {
    ...named(view.names, code, at.asOf),
    status: row === undefined ? 'none' : row.status,
    signature_date: row === undefined ? null : row.signature_date,
    waited_days,
    deposited_in_next_year,
  }
}
