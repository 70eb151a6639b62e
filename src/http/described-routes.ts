import * as z from 'zod'
import {
  decisionAnswer,
  decisionRequest,
  differenceList,
  publishedDifference,
} from '../answers/difference-shapes.ts'
import { wholeNumber } from '../answers/parameter-shapes.ts'
import { SCOPES } from '../record/officer.ts'
import { DESCRIBED_RECORD } from './described-record.ts'
import { type DescribedRoute, READ } from './described-route.ts'
import { DESCRIBED_SUBSCRIPTIONS } from './described-subscriptions.ts'

const who = z.object({
  name: z.string(),
  token: z.string().nullable(),
  scopes: z.array(z.enum(SCOPES)),
  expires_at: z.string().nullable(),
})

const audit = z.object({
  entries: z.array(
    z.object({
      id: z.int(),
      at: z.string(),
      officer: z.string(),
      token: z.string().nullable(),
      act: z.string(),
      subject: z.string().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** What is asked beside the questions to the record, and what officers and subscribers do. */
export const DESCRIBED_ROUTES: readonly DescribedRoute[] = [
  ...DESCRIBED_RECORD,
  {
    ...READ,
    path: '/v1/differences',
    id: 'differences',
    summary: 'What waits for a person, or what was decided or is gone',
    scope: 'read',
    query: z.object({
      state: z.enum(['waiting', 'decided', 'gone']).describe('waiting when left out.').optional(),
      after: wholeNumber(1, 999_999_999_999_999, 'Only those with a greater number.').optional(),
    }),
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
  {
    ...READ,
    path: '/v1/officers/me',
    id: 'officer',
    summary: 'What the token that is sent is for; every scope will do',
    scope: 'read',
    answer: who,
  },
  {
    ...READ,
    path: '/v1/officers/audit',
    id: 'audit',
    summary: 'What officers have done, the newest first',
    scope: 'operate',
    query: z.object({
      before: wholeNumber(1, 999_999_999_999_999, 'Only entries before this one.').optional(),
      limit: wholeNumber(1, 1_000, 'At most so many; 100 when left out.').optional(),
    }),
    answer: audit,
  },
  {
    ...READ,
    path: '/v1/officers/backup',
    id: 'backup',
    summary: 'Everything that is kept, as `palermo restore` takes it',
    scope: 'operate',
    answer: { media: 'application/x-ndjson' },
  },
  ...DESCRIBED_SUBSCRIPTIONS,
]
