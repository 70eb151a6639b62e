import type { RecordView } from './record-view.ts'
import type { Resource } from './resource.ts'

/** Numbers of the treaties that an answer is about: those it names, else those its law is of, else all. Throws
 *  InputError for what does not exist. */
export function treatiesAbout(
  resource: Resource,
  view: RecordView,
  parameters: Readonly<Record<string, unknown>>,
): readonly string[] {
  const named = resource.about?.(view, parameters) ?? resource.restsOn(view, parameters)?.treaties ?? []
  return (named.length > 0 ? named : view.treaties).map(({ number }) => number)
}
