import { describe, expect, it } from 'vitest'
import { keepProjections } from '../../jobs/keep-projections.ts'
import { runJobNow } from '../../jobs/run-job.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keptProjections } from '../../src/store/kept-projections.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { trial } from './job-on-trial.ts'

describe.each(DATABASES)('keeping the projections of a day on $name', (database) => {
  const stores = storesOf(database)

  it('keeps them once a day, and not anew when more is known later that day', async () => {
    const store = await stores.small()
    const act = (action: 'signature' | 'accession', action_date: string) =>
      draft({ id: `P.CCC.${action}`, treaty: 'P', participant: 'CCC', action, action_date })
    await appendEvents(store, [act('signature', '2003-01-01')])
    const { clock, surroundings } = trial(store, '2026-11-24T04:43:00.000Z')
    expect(await runJobNow(keepProjections, surroundings)).toMatchObject({ outcome: 'done' })
    const first = await keptProjections(store.db)
    expect(first.map(({ treaty, milestone, method }) => `${treaty} ${milestone} ${method}`)).toContain(
      'P threshold model',
    )
    expect(first.every(({ as_of }) => as_of === '2026-11-24')).toBe(true)
    await appendEvents(store, [act('accession', '2026-11-24')])
    await runJobNow(keepProjections, surroundings)
    expect(await keptProjections(store.db)).toEqual(first)
    await appendEvents(store, [
      draft({ id: 'D', treaty: 'P', participant: 'BBB', action: 'signature', action_date: '2026-11-25' }),
    ])
    clock.at = '2026-11-25T04:43:00.000Z'
    await runJobNow(keepProjections, surroundings)
    const days = new Set((await keptProjections(store.db)).map(({ as_of }) => as_of))
    expect([...days]).toEqual(['2026-11-24', '2026-11-25'])
  })
})
