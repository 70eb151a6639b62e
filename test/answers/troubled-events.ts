import { plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft } from './real-record.ts'

const day = plainDate

/** What never happened: corrections, retractions, denunciations and undated acts after the real record. */
export const TROUBLED_EVENTS: readonly EventDraft[] = [
  draft({
    id: 'armenia-a-day-earlier',
    treaty: 'XVIII-12',
    participant: 'ARM',
    action: 'correction',
    action_date: day('2003-06-30'),
    known_on: day('2009-03-02'),
    corrects: 'XVIII-12.ARM.ratification.2003-07-01',
  }),
  draft({
    id: 'monaco-never',
    treaty: 'XVIII-12',
    participant: 'MCO',
    action: 'retraction',
    action_date: day('2011-05-05'),
    corrects: 'XVIII-12.MCO.ratification.2001-06-05',
  }),
  draft({
    id: 'japan-denounces',
    treaty: 'XVIII-12',
    participant: 'JPN',
    action: 'denunciation',
    action_date: day('2020-02-29'),
    known_on: day('2020-03-05'),
  }),
  draft({
    id: 'japan-comes-back',
    treaty: 'XVIII-12',
    participant: 'JPN',
    action: 'accession',
    action_date: day('2022-05-01'),
  }),
  draft({
    id: 'norway-leaves-firearms',
    treaty: 'XVIII-12-c',
    participant: 'NOR',
    action: 'denunciation',
    action_date: day('2015-01-10'),
  }),
  draft({
    id: 'norway-stays-in-firearms',
    treaty: 'XVIII-12-c',
    participant: 'NOR',
    action: 'rescission',
    action_date: day('2015-06-01'),
    known_on: day('2015-06-20'),
  }),
  draft({
    id: 'korea-found',
    treaty: 'XVIII-12',
    participant: 'PRK',
    action: 'correction',
    action_date: day('2016-07-17'),
    known_on: day('2019-09-09'),
    corrects: 'XVIII-12.PRK.accession.undated',
  }),
  draft({
    id: 'nepal-never',
    treaty: 'XVIII-12-a',
    participant: 'NPL',
    action: 'retraction',
    action_date: day('2023-08-08'),
    corrects: 'XVIII-12-a.NPL.accession.undated',
  }),
  draft({
    id: 'congo-at-last',
    treaty: 'XVIII-12',
    participant: 'COG',
    action: 'ratification',
    earliest: day('2021-01-01'),
    latest: day('2021-04-01'),
    known_on: day('2021-02-01'),
  }),
]
