import type { RecordView } from '../answers/record-view.ts'
import { RESOURCES } from '../answers/resources.ts'
import { endingsOf } from './forms.ts'

/** What there is to ask, for a program that starts at `/v1`. */
export function indexText(view: RecordView): string {
  return JSON.stringify({
    record: view.record.head,
    documentation: '/docs',
    openapi: '/openapi.json',
    export: '/v1/export/manifest.json',
    first_as_of: view.firstDay,
    first_known_at: view.firstKnown,
    treaties: view.treaties.map(({ number, slug, title }) => ({
      treaty: number,
      slug,
      title,
      address: `/v1/treaties/${slug}`,
    })),
    resources: RESOURCES.map((resource) => ({
      address: resource.path,
      summary: resource.summary,
      forms: endingsOf(resource).map(({ ending }) => (ending === '' ? 'json' : ending.slice(1))),
    })),
  })
}
