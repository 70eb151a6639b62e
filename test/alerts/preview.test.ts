import { expect, it } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { previewAlert } from '../../src/store/preview-alert.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer } from './receivers.ts'
import { ask, deliverAt, meansTo, PUBLIC_URL } from './sending.ts'

const NOW = new Date().toISOString()
const TODAY = NOW.slice(0, 10)

const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))

it('the message shown before one subscribes is, word for word, the one that a subscriber got', async () => {
  const store = await stores.small()
  await using mail = await mailServer()
  const means = meansTo(mail.url)
  const { id } = await ask(store, 'reader@example.org', NOW)
  await activateSubscription(store.db, id, NOW)
  const act = { treaty: 'P', participant: 'BBB', action: 'ratification', action_date: '2026-11-01' } as const
  await appendEvents(store, [draft({ ...act, id: 'second', known_on: TODAY })], { recordedAt: () => NOW })
  await deliverAt(store, means, NOW)
  const view = viewRecord(await loadRecord(store))
  const preview = previewAlert(view, { today: plainDate(TODAY), publicUrl: PUBLIC_URL })
  const sent = mail.arrived[0]?.mail
  expect(preview?.subject).toBe(sent?.subject)
  const open = (text: string | undefined) => text?.replaceAll(/token=\S+/g, 'token=…')
  expect(open(preview?.text)).toBe(open(sent?.text))
  expect(preview?.text).toContain('The threshold of')
  means.close()
})
