import type { RecordView } from '../../src/answers/record-view.ts'
import { type AppOptions, createApp } from '../../src/http/app.ts'
import { realView } from '../answers/real-record.ts'

/** 24 November 2026, ten in the morning. */
export const NOW = Date.UTC(2026, 10, 24, 10)

/** The app over the real record, on 24 November 2026. */
export function testApp(view: RecordView = realView(), options: Partial<AppOptions> = {}) {
  return createApp({
    view: () => view,
    version: 'test',
    now: () => NOW,
    projections: async () => [],
    ...options,
  })
}

export async function json(response: Response): Promise<Record<string, unknown>> {
  return JSON.parse(await response.text())
}
