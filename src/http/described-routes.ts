import type { z } from 'zod'
import {
  decisionAnswer,
  decisionRequest,
  differenceList,
  publishedDifference,
} from '../answers/difference-shapes.ts'
import { jobsReport } from '../answers/jobs.ts'
import { reconciliationReport } from '../answers/reconciliation.ts'
import type { Scope } from '../record/officer.ts'

/** An address that is no question to the record, as the OpenAPI document describes it. */
export type DescribedRoute = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly id: string
  readonly summary: string
  /** What a token must be good for; null for what everybody may ask. */
  readonly scope: Scope | null
  readonly body: z.ZodType | null
  readonly answer: z.ZodType
  readonly status: 200 | 201
}

const READ = { method: 'get', body: null, status: 200 } as const

/** What is asked of the database beside the record, and what officers decide. */
export const DESCRIBED_ROUTES: readonly DescribedRoute[] = [
  {
    ...READ,
    path: '/v1/reconciliation',
    id: 'reconciliation',
    summary: 'The record against each source now, with every difference explained',
    scope: null,
    answer: reconciliationReport,
  },
  {
    ...READ,
    path: '/v1/jobs',
    id: 'jobs',
    summary: 'Scheduled jobs and their newest runs',
    scope: null,
    answer: jobsReport,
  },
  {
    ...READ,
    path: '/v1/differences',
    id: 'differences',
    summary: 'What waits for a person; state=decided or gone for the rest',
    scope: 'read',
    answer: differenceList,
  },
  {
    ...READ,
    path: '/v1/differences/{id}',
    id: 'difference',
    summary: 'One difference, with what acceptance would change in law',
    scope: 'read',
    answer: publishedDifference,
  },
  {
    method: 'post',
    path: '/v1/differences/decisions',
    id: 'decide',
    summary: 'Accepts, rejects or corrects differences; all events of the decision in one transaction',
    scope: 'decide',
    body: decisionRequest,
    answer: decisionAnswer,
    status: 201,
  },
]
