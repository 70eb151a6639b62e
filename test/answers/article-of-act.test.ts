import { describe, expect, it } from 'vitest'
import { articleOfAct } from '../../src/answers/article.ts'
import type { Action } from '../../src/law/act.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { realView } from './real-record.ts'

const view = realView()

function articleFor(slug: string, action: Action, day: string): string | null {
  const treaty = view.treaties.find((one) => one.slug === slug)
  if (treaty === undefined) throw new Error(`no treaty ${slug}`)
  const at = plainDate(day)
  const position = view.lawOf(treaty).positionAt({ asOf: at, knownAt: plainDate('2026-11-24') })
  return articleOfAct(treaty, position, { action, action_date: at })
}

describe('the article of an act', () => {
  it.each([
    ['untoc', 'accession', '2003-06-30', '38(1)'],
    ['untoc', 'accession', '2003-07-01', '38(1)'],
    ['untoc', 'accession', '2003-07-02', '38(2)'],
    ['firearms', 'ratification', '2026-11-20', '18(2)'],
    ['untoc', 'denunciation', '2026-11-20', '40(1)'],
    ['untoc', 'succession', '2026-11-20', null],
    ['untoc', 'signature', '2002-01-01', null],
    ['untoc', 'retraction', '2026-11-20', null],
  ] as const)('under %s, %s of %s: %s', (slug, action, day, article) => {
    expect(articleFor(slug, action, day)).toBe(article)
  })
})
