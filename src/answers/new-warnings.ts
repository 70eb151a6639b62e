import type { Clocks } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { RecordView } from './record-view.ts'

/** In words, treaty by treaty, with the code by which answers name it. */
function warningsOf(view: RecordView, { number }: Treaty, clocks: Clocks): string[] {
  const treaty = view.treaties.find((one) => one.number === number)
  if (treaty === undefined) return []
  const { warnings } = view.lawOf(treaty).positionAt(clocks).evaluation
  return warnings.map(({ code, message }) => `${message} (${code}, ${number})`)
}

/** What of `after` is not in `before`; what is there twice has to be there twice before. */
function beyond(after: readonly string[], before: readonly string[]): string[] {
  const left = [...before]
  return after.filter((one) => {
    const place = left.indexOf(one)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}

/** What the law finds odd about one record and not about the other on the same day: acts without effect, days of the
 *  depositary that do not agree. */
export function newWarnings(
  views: { readonly before: RecordView; readonly after: RecordView },
  clocks: Clocks,
): string[] {
  return views.after.treaties.flatMap((treaty) =>
    beyond(warningsOf(views.after, treaty, clocks), warningsOf(views.before, treaty, clocks)),
  )
}
