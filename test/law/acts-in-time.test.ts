import { describe, expect, it } from 'vitest'
import type { Act } from '../../src/law/act.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { parseRules } from '../../src/law/rule.ts'

const RULE = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 1 },
  period: { kind: 'none' },
}

function act(participant: string, action: Act['action'], day: string, effect: string | null = null): Act {
  return {
    id: `${participant}.${action}.${day}`,
    treaty: 'T',
    participant,
    action,
    action_date: plainDate(day),
    effect_date: effect === null ? null : plainDate(effect),
    known_on: plainDate(day),
    corrects: null,
  }
}

function rowOf(participant: string, acts: readonly Act[], asOf: string) {
  const clocks = { asOf: plainDate(asOf), knownAt: plainDate('2030-01-01') }
  const rules = parseRules([RULE], { file: 'rules.json' })
  const [found] = evaluate({ rules, acts, memberships: [], weights: [], clocks }).treaties
  return found?.participants.find((row) => row.participant === participant)
}

describe('acts in time', () => {
  it('an assertion that credits a participant does not move that participant past the day asked for', () => {
    const acts = [
      act('A', 'accession', '2001-01-01'),
      act('A', 'denunciation', '2001-09-12'),
      act('A', 'asserted_threshold', '2003-01-01'),
    ]
    expect(rowOf('A', acts, '2001-10-01')).toMatchObject({ status: 'denouncing', until: '2002-09-12' })
  })

  it('a succession that takes effect while an instrument stands does not replace it', () => {
    const acts = [
      act('X', 'accession', '2001-01-01'),
      act('A', 'ratification', '2002-03-15'),
      act('A', 'succession', '2002-03-01', '2002-03-29'),
    ]
    expect(rowOf('A', acts, '2002-04-20')).toMatchObject({
      consent: 'ratification',
      entry_into_force: '2002-03-15',
    })
  })

  it('a withdrawal does not take back a succession that is notified only later', () => {
    const acts = [
      act('A', 'succession', '2002-03-24', '2001-12-14'),
      act('A', 'withdrawal_of_instrument', '2002-01-12'),
    ]
    expect(rowOf('A', acts, '2003-01-01')).toMatchObject({ status: 'contracting', consent: 'succession' })
  })
})
