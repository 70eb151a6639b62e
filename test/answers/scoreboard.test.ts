import { describe, expect, it } from 'vitest'
import { projectionsToKeep } from '../../src/answers/projections-to-keep.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { replayThresholds } from '../../src/answers/replay.ts'
import { scoreboardOf, scoreboardShape } from '../../src/answers/scoreboard.ts'
import { daysBetween, plainDate } from '../../src/law/plain-date.ts'
import { METHODS } from '../../src/projection/kept-projection.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import { draft, realView, recordWith, TODAY } from './real-record.ts'

const VIEW = realView()

describe('thresholds projected again', () => {
  const replayed = replayThresholds(VIEW, TODAY)

  it('are the four instruments at 10, 20, 30 and 36 deposits', () => {
    expect(replayed.map(({ slug, deposits }) => `${slug} ${deposits}`)).toEqual(
      ['untoc', 'trafficking', 'smuggling', 'firearms'].flatMap((slug) =>
        [10, 20, 30, 36].map((deposits) => `${slug} ${deposits}`),
      ),
    )
    expect(replayed.find(({ slug, deposits }) => slug === 'firearms' && deposits === 36)).toMatchObject({
      met_on: '2005-04-04',
    })
  })

  it('hold the real day in the 90 % band in at least 14 of 16', () => {
    expect(replayed.filter(({ in_90 }) => in_90).length).toBeGreaterThanOrEqual(14)
    for (const { quantiles, met_on, in_90 } of replayed) {
      const { p05, p95 } = quantiles
      expect(in_90).toBe(String(p05) <= met_on && (p95 === null || met_on <= p95))
    }
  })

  it('nor what was recorded later: a signature that became known years after changes none', () => {
    const late = viewRecord(
      recordWith((events) => [
        ...events,
        ...['PNG', 'TON', 'TUV'].map((participant) =>
          draft({
            id: `late-${participant}`,
            treaty: 'XVIII-12',
            action: 'signature',
            participant,
            action_date: plainDate('2001-02-01'),
            known_on: plainDate('2026-01-01'),
          }),
        ),
      ]),
    )
    expect(replayThresholds(late, TODAY)).toEqual(replayed)
  })

  it('do not know what came later: the same without any act after the day', () => {
    const asOf = '2002-12-31'
    const bare = viewRecord(
      recordWith((events) =>
        events.filter(({ action_date, earliest }) => (action_date ?? earliest ?? '') <= asOf),
      ),
    )
    const day = plainDate(asOf)
    const kept = projectionsToKeep(bare, day).map(({ seq: _seq, ...one }) => one)
    expect(kept.length).toBeGreaterThan(20)
    expect(projectionsToKeep(VIEW, day).map(({ seq: _seq, ...one }) => one)).toEqual(kept)
  })
})

describe('the scoreboard', () => {
  const FIRST = plainDate('2023-01-01')
  const kept = projectionsToKeep(VIEW, FIRST)

  it('is as published', () => {
    const board = scoreboardOf(VIEW, kept, TODAY)
    expect(scoreboardShape.parse(board)).toEqual(board)
    expect(board.live).toMatchObject({ first_day: FIRST, last_day: FIRST })
  })

  it('a day’s projections are of the next deposit, the next tenth participant and everyone, by three methods', () => {
    const own = kept.filter(({ treaty }) => treaty === 'XVIII-12-c')
    expect(own.map(({ milestone, method }) => `${milestone} ${method}`)).toEqual([
      'next_deposit model',
      'next_deposit recent rate',
      'next_deposit whole-life rate',
      'tenth model',
      'tenth recent rate',
      'tenth whole-life rate',
      'universal model',
      'universal recent rate',
      'universal whole-life rate',
    ])
  })

  it('holds a next deposit against the day on which it came', () => {
    const before = scoreboardOf(VIEW, kept, TODAY).live.rows
    const view = viewRecord(
      recordWith((events) => [
        ...events,
        draft({
          id: 'png',
          treaty: 'XVIII-12',
          action: 'accession',
          participant: 'PNG',
          action_date: plainDate('2026-11-20'),
        }),
      ]),
    )
    const own = kept.filter(({ treaty, milestone }) => treaty === 'XVIII-12' && milestone === 'tenth')
    const [row] = scoreboardOf(view, own, TODAY).live.rows.filter(
      ({ milestone, method }) => milestone === 'tenth' && method === 'model',
    )
    expect(row?.projections).toBe(own.length / 3)
    const next = before.filter(({ milestone, method }) => milestone === 'next_deposit' && method === 'model')
    expect(next).toMatchObject([{ projections: 4 }])
    expect(next[0]?.reached).toBeGreaterThan(0)
  })

  it('a threshold not met is kept, and held against the day on which it was', () => {
    const early = projectionsToKeep(VIEW, plainDate('2003-06-01'))
    const [row] = scoreboardOf(VIEW, early, TODAY).live.rows.filter(
      ({ milestone, method }) => milestone === 'threshold' && method === 'model',
    )
    expect(row).toMatchObject({ projections: 4, reached: 4 })
    expect(row?.median_error_days).toBeLessThan(400)
  })

  it('so is entry into force, and held against its own day: that of the law, not that of the threshold', () => {
    const day = plainDate('2003-06-01')
    const early = projectionsToKeep(VIEW, day).filter(({ milestone }) => milestone === 'entry_into_force')
    expect(early.map(({ method }) => method)).toEqual(VIEW.treaties.flatMap(() => METHODS))
    const error = (one: (typeof early)[number]) =>
      scoreboardOf(VIEW, [one], TODAY).live.rows.find(
        ({ milestone, method }) => milestone === one.milestone && method === one.method,
      )?.median_error_days
    for (const method of METHODS) {
      const own = early.find((one) => one.treaty === 'XVIII-12' && one.method === method)
      if (own?.p50 == null) throw new Error('no middle day')
      expect(error(own)).toBe(Math.abs(daysBetween(own.p50, plainDate('2003-09-29'))))
    }
  })

  it('has the backtest of the model that is shipped', () => {
    const { backtest } = scoreboardOf(VIEW, [], TODAY)
    expect(backtest.made_from).toBe(shippedModel().histories.sha256)
    expect(backtest.methods.map(({ method }) => method)).toEqual(['model', 'recent rate', 'whole-life rate'])
    const [model] = backtest.methods
    expect(model?.brier_of_recent).toBeLessThanOrEqual(0.58)
    expect(model?.pinball_of_recent).toBeLessThanOrEqual(0.55)
  })

  it('says that nothing was kept yet', () => {
    const { live } = scoreboardOf(VIEW, [], TODAY)
    expect(live.first_day).toBeNull()
    expect(live.rows.every(({ projections, in_90 }) => projections === 0 && in_90 === null)).toBe(true)
  })
})
