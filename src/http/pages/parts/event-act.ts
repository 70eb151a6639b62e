import type { RecordEvent } from '../../../record/event.ts'
import type { Text } from '../text/text.ts'

type Told = Pick<RecordEvent, 'action'> & {
  readonly action_date: string | null
  readonly earliest: string | null
  readonly latest: string | null
}

/** What was done, in words; of an act of which only a first possible day is on record, that it is no more than reported. */
export function actName(text: Text, event: Told): string {
  const { action, action_date, earliest, latest } = event
  const act = text.plain(`action.${action}`)
  const isReported = action_date === null && earliest !== null && latest === null
  return isReported ? text.plain('action.reported', { act }) : act
}
