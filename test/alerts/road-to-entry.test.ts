import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { beginRoad, walkRoad } from './road.ts'
import { sentencesTo, subscribe, toldTo } from './told.ts'

/** Everything that someone heard who asked for all news of the Convention on 1 June 2003, by day. The days of the
 *  deposits are the depositary's; that 38 were there on 19 June, and what followed, is counted in docs/law.md and by
 *  hand: 30 August, 22 and 28 September are 30, 7 days and 1 day before 29 September. */
const HEARD: readonly (readonly [day: string, sentence: string])[] = [
  ['2003-06-19', 'Tunisia deposited its ratification of the Organized Crime Convention on 19 June 2003.'],
  [
    '2003-06-19',
    '38 of the 40 instruments that the Organized Crime Convention needs are deposited, as of 19 June 2003: 2 to go.',
  ],
  ['2003-06-25', 'Belarus deposited its ratification of the Organized Crime Convention on 25 June 2003.'],
  [
    '2003-06-25',
    '39 of the 40 instruments that the Organized Crime Convention needs are deposited, as of 25 June 2003: 1 to go.',
  ],
  ['2003-07-01', 'Armenia deposited its ratification of the Organized Crime Convention on 1 July 2003.'],
  [
    '2003-07-01',
    'The threshold of 40 instruments of the Organized Crime Convention was reached on 1 July 2003, by the instrument of Armenia.',
  ],
  [
    '2003-07-01',
    'The date is fixed: the Organized Crime Convention enters into force on 29 September 2003 (article 38(1)).',
  ],
  ['2003-07-24', 'Costa Rica deposited its ratification of the Organized Crime Convention on 24 July 2003.'],
  [
    '2003-08-30',
    'In 30 days, on 29 September 2003, the Organized Crime Convention enters into force (article 38(1)).',
  ],
  [
    '2003-09-22',
    'In 7 days, on 29 September 2003, the Organized Crime Convention enters into force (article 38(1)).',
  ],
  ['2003-09-23', 'China deposited its ratification of the Organized Crime Convention on 23 September 2003.'],
  ['2003-09-23', 'Norway deposited its ratification of the Organized Crime Convention on 23 September 2003.'],
  [
    '2003-09-24',
    'Afghanistan deposited its ratification of the Organized Crime Convention on 24 September 2003.',
  ],
  [
    '2003-09-24',
    'Lesotho deposited its ratification of the Organized Crime Convention on 24 September 2003.',
  ],
  ['2003-09-24', 'Malta deposited its ratification of the Organized Crime Convention on 24 September 2003.'],
  ['2003-09-25', 'Comoros acceded to the Organized Crime Convention on 25 September 2003.'],
  [
    '2003-09-25',
    'Guatemala deposited its ratification of the Organized Crime Convention on 25 September 2003.',
  ],
  ['2003-09-26', 'Belize acceded to the Organized Crime Convention on 26 September 2003.'],
  [
    '2003-09-26',
    "Lao People's Democratic Republic acceded to the Organized Crime Convention on 26 September 2003.",
  ],
  ['2003-09-26', 'Rwanda deposited its ratification of the Organized Crime Convention on 26 September 2003.'],
  [
    '2003-09-28',
    'Tomorrow, on 29 September 2003, the Organized Crime Convention enters into force (article 38(1)).',
  ],
  [
    '2003-09-29',
    'Today, on 29 September 2003, the Organized Crime Convention enters into force (article 38(1)).',
  ],
  ['2003-09-29', '40 States are Parties to the Organized Crime Convention.'],
  [
    '2003-09-29',
    'Jamaica deposited its ratification of the Organized Crime Convention on 29 September 2003.',
  ],
]

const FIRST = plainDate('2003-06-01')

describe.each(DATABASES)('the road to 29 September 2003 on $name', (database) => {
  const stores = storesOf(database)

  it('is told day by day, as it came', async () => {
    const store = await stores.empty()
    await beginRoad(store, FIRST)
    const reader = await subscribe(store, { treaties: ['XVIII-12'] })
    const costaRica = await subscribe(store, {
      kinds: ['state_entry_fixed', 'state_entry_near'],
      treaties: ['XVIII-12'],
      participants: ['CRI'],
    })
    await walkRoad(store, FIRST, plainDate('2003-09-29'))

    const told = await toldTo(store, reader)
    const days = told.flatMap(({ day, facts }) => facts.map(() => day))
    const sentences = await sentencesTo(store, reader)
    expect(days.map((day, place) => [day, sentences[place]])).toEqual(HEARD)
    expect(told.map(({ number }) => number)).toEqual(told.map((_one, place) => place + 1))

    // Deposited on 24 July, after the threshold was met: not its own thirtieth day, 23 August, but the general one.
    expect((await toldTo(store, costaRica)).map(({ day }) => day)).toEqual([
      '2003-07-24',
      '2003-08-30',
      '2003-09-22',
      '2003-09-28',
      '2003-09-29',
    ])
  })
})
