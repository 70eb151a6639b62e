import { describe, expect, test } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { check } from '../../src/answers/check.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { realView, recordWith, TODAY } from './real-record.ts'

const view = realView()
const STATED = 'XVIII-12.asserted_threshold.2003-07-01'

function ask(given: Readonly<Record<string, string>>, of = view) {
  return answer(check, readQuestion(check, Object.entries(given), { view: of, today: TODAY }))
}

describe('the record beside what the depositary stated', () => {
  test('on a day between the thresholds, what had not come is no difference, and no later total is listed', () => {
    const { agrees, checks } = ask({ as_of: '2003-07-08' })
    expect(agrees).toBe(true)
    expect(
      checks.filter(
        ({ what, as_at }) => what !== 'threshold' && what !== 'entry_into_force' && as_at > '2003-07-08',
      ),
    ).toEqual([])
    const dates = checks.map((row) => [row.slug, row.what, row.computed, row.agrees, row.outcome])
    expect(dates).toContainEqual(['untoc', 'threshold', '2003-07-01', true, 'agrees'])
    expect(dates).toContainEqual(['untoc', 'entry_into_force', '2003-09-29', true, 'agrees'])
    for (const slug of ['trafficking', 'smuggling', 'firearms']) {
      expect(dates).toContainEqual([slug, 'threshold', null, null, 'not_yet'])
      expect(dates).toContainEqual([slug, 'entry_into_force', null, null, 'not_yet'])
    }
  })

  test('a number that differs does not agree, also where a known gap explains it', () => {
    const { agrees, checks } = ask({})
    expect(agrees).toBe(true)
    const [smuggling] = checks.filter(
      (row) => row.slug === 'smuggling' && row.what === 'parties' && row.as_at === '2024-04-26',
    )
    expect(smuggling).toMatchObject({ asserted: '152', computed: '147', agrees: false, outcome: 'known_gap' })
    expect(smuggling?.explained_by).not.toEqual([])
    for (const row of checks) {
      const [least = '', most = least] = String(row.computed).split(' to ')
      const same = least <= row.asserted && row.asserted <= most
      expect([row.outcome, row.agrees]).toEqual([same ? 'agrees' : 'known_gap', same])
    }
  })

  test('a statement counts as it was corrected last, and no more once it is retracted', () => {
    const withMore = (...more: readonly Partial<EventDraft>[]) =>
      viewRecord(
        recordWith((events) => [
          ...events,
          ...more.map((one, place): EventDraft => {
            const stated = events.find(({ id }) => id === STATED) ?? expect.fail('not on record')
            const id = `more-${place}`
            return { ...stated, id, corrects: STATED, known_on: plainDate('2026-11-20'), ...one }
          }),
        ]),
      )
    const rowOf = (of: ReturnType<typeof viewRecord>) =>
      ask({}, of).checks.filter((row) => row.slug === 'untoc' && row.what === 'threshold')
    const correction = { action: 'correction', action_date: plainDate('2003-07-02') } as const
    expect(rowOf(withMore(correction))).toMatchObject([{ asserted: '2003-07-02', outcome: 'differs' }])
    expect(ask({ known_at: '2026-11-19' }, withMore(correction)).agrees).toBe(true)
    expect(rowOf(withMore({ action: 'retraction' }))).toEqual([])
    const undone = { action: 'retraction', corrects: 'more-0' } as const
    expect(rowOf(withMore(correction, undone))).toMatchObject([{ asserted: '2003-07-01', outcome: 'agrees' }])
  })

  test('a stated day that has come and is not computed is a difference', () => {
    const without = recordWith((events) => events.filter((one) => one.participant !== 'ARM'))
    const { agrees, checks } = ask({ as_of: '2003-07-08' }, viewRecord(without))
    expect(agrees).toBe(false)
    const [row] = checks.filter(({ slug, what }) => slug === 'untoc' && what === 'threshold')
    expect(row).toMatchObject({ asserted: '2003-07-01', computed: null, agrees: false, outcome: 'differs' })
  })
})
