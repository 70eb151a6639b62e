import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { PackFolder } from '../../src/pack/pack.ts'
import { MADE_PAGE, type MadePage, madeHtml, madeXml, utf8 } from '../depositary/made-page.ts'
import { smallPack } from '../pack/small-pack.ts'
import { printedDay, withTotals } from '../store/page-of-record.ts'
import type { ReplayDay } from './replay.ts'

const CONVENTION = 'https://source.example/XL-7.en.xml'
const PROTOCOL = 'https://source.example/ViewDetails-XL-7-b.html'
const SECOND = 'https://second.example/XL-7.csv'
const TITLE = 'Convention on the Keeping of Lighthouses'

const LANDS = Array.from({ length: 120 }, (_, place) => {
  const letters = `${'ABCDEF'[Math.floor(place / 20)]}${String.fromCharCode(65 + (place % 20))}`
  return { code: `L${letters}`, name: `Land ${letters}`, place }
})
const SIGNED = plainDate('2024-06-01')

type Row = readonly [name: string, signature: string, consent: string]

/** Of a hundred and twenty States every second signed, and every third consented; the others have no row. */
const FIRST_ROWS: readonly Row[] = LANDS.flatMap(({ name, place }): Row[] => {
  const signature = place % 2 === 0 ? printedDay(addDays(SIGNED, place)) : ''
  const consent = place % 3 === 0 ? printedDay(addDays(SIGNED, 200 + place)) : ''
  const letter = signature === '' && consent !== '' ? ' a' : ''
  return signature === '' && consent === '' ? [] : [[name, signature, `${consent}${letter}`]]
})

const TREATY = {
  title: TITLE,
  position: 1,
  adopted: '2024-05-15',
  depositary_address: 'https://source.example/',
}
const RULE = {
  counts: ['ratification', 'acceptance', 'approval', 'accession'],
  reio: 'not_additional',
  condition: { op: 'count', gte: 40 },
  period: { kind: 'days', n: 90 },
  signature_window: [{ from: '2024-05-15', to: '2025-12-31' }],
}

/** Two treaties of a made family without any event on record, and the pages that are watched. */
export const LIGHTHOUSES: PackFolder = {
  folder: 'lighthouses',
  files: smallPack({
    'pack.json': JSON.stringify({
      ...{ id: 'lighthouses', title: 'Lighthouses', position: 1, licence: 'CC0-1.0' },
      treaties: [
        { ...TREATY, slug: 'lighthouses', number: 'XL-7', short_title: 'Convention' },
        {
          ...TREATY,
          slug: 'lamps',
          number: 'XL-7-b',
          short_title: 'Protocol',
          position: 2,
          title: MADE_PAGE.title,
        },
      ],
    }),
    'rules.json': JSON.stringify([
      { ...RULE, treaty: 'XL-7', article: '1' },
      { ...RULE, treaty: 'XL-7-b', article: '1', eligible: { parent: 'XL-7', needs: 'consented' } },
    ]),
    'participants.csv': [
      'participant,kind,name,names_also,un_member_from,state_from,alpha2,m49,members',
      ...LANDS.map(({ code, name }) => `${code},state,${name},Republic of ${name},1945-10-24,,,,`),
      'UNI,organization,Union,,,,,,union',
      '',
    ].join('\n'),
    'names.csv': null,
    'groups.csv': 'group,title\nunion,Members of the Union\n',
    'memberships.csv': 'group,participant,from,to,note\nunion,LAA,,,\n',
    'events.csv':
      'treaty,participant,action,action_date,effect_date,known_on,day_known,derivation,source,note\n',
    ...{ 'undated.csv': null, 'asserted.csv': null, 'declarations.csv': null, 'gaps.csv': null },
    'watch.csv': `treaty,form,role,address,source,every_hours,note
XL-7,untc_xml,depositary,${CONVENTION},table,12,
XL-7-b,untc_html,depositary,${PROTOCOL},table,12,
XL-7,csv,cross_check,${SECOND},press,12,
`,
  }),
}

/** The page of a treaty with these rows on a day; its totals are those of the rows. */
function page(rows: readonly Row[], changed: Partial<MadePage>): MadePage {
  const made = rows.map(([name, ...cells]) => ({ name, marks: '', cells }))
  return withTotals({ ...MADE_PAGE, conclusion: 'Geneva, 15 May 2024', rows: made, ...changed })
}

function convention(rows: readonly Row[]): Uint8Array {
  return utf8(madeXml(page(rows, { section: '7', subsection: '', title: TITLE }), 'utf-8'))
}

function protocol(rows: readonly Row[], day: string, changed: Partial<MadePage> = {}): Uint8Array {
  const [year, month, date] = day.split('-')
  return utf8(madeHtml(page(rows, { stamp: `${date}-${month}-${year} 03:15:34 EST`, ...changed })))
}

const KINDS: Readonly<Record<string, string>> = { '': 'ratification', a: 'accession', AA: 'approval' }

/** What a second source says, one line an act. */
function list(rows: readonly Row[]): Uint8Array {
  const lines = rows.flatMap(([name, signature, consent]) => {
    const [, day = '', letter = ''] = /^(\d+ \w+ \d+) ?(\w*)$/.exec(consent) ?? []
    const acts = [
      ['signature', signature],
      [KINDS[letter], day],
    ]
    return acts.flatMap(([action, on]) => (on === '' ? [] : [`XL-7,${name},${action},${on}`]))
  })
  return utf8(['treaty,participant_name,action,action_date', ...lines, ''].join('\n'))
}

function put(rows: readonly Row[], ...changed: readonly Row[]): readonly Row[] {
  const names = new Map(changed.map((row) => [row[0], row]))
  const known = new Set(rows.map(([name]) => name))
  return [...rows.map((row) => names.get(row[0]) ?? row), ...changed.filter(([name]) => !known.has(name))]
}

const without = (rows: readonly Row[], name: string) => rows.filter((row) => row[0] !== name)

const rowOf = (name: string): Row => {
  const found = FIRST_ROWS.find((row) => row[0] === name)
  if (found === undefined) throw new Error(`no row of ${name}`)
  return found
}

const C1 = put(FIRST_ROWS, ['Land AB', '', '15 Jan 2026 a'], ['Land AC', rowOf('Land AC')[1], '12 Jan 2026'])
const P1 = put(FIRST_ROWS, ['Land AB', '', '15 Jan 2026 a'])
const C2 = C1.map((row): Row => (row[0] === 'Land AE' ? ['Republic of Land AE', row[1], row[2]] : row))
const C3 = put(C2, ['Union', '', '25 Feb 2026 AA'], ['Land AI', rowOf('Land AI')[1], '1 Oct 2025'])
const C4 = without(
  put(C3, ['Land AG', rowOf('Land AG')[1], '1 Feb 2025'], ['Land AF', '', '5 Mar 2026 a']),
  'Land AJ',
)
const C5 = put(C3, ['Land AF', '', '5 Mar 2026 a'])
const C6 = put(C5, ['Land AH', '', '25 Mar 2026 a'])
const P2 = put(P1, ['Land AG', rowOf('Land AG')[1], `[${rowOf('Land AG')[2]}]`])

const REORDERED = [
  'Participant',
  'Signature',
  'Accession(a), Succession(d), Approval(AA), Acceptance(A), Ratification',
]
const OUTAGE = '<html><body>urgent maintenance and is currently unavailable</body></html>'

const on = (day: string, ...pages: readonly (readonly [string, Uint8Array])[]): ReplayDay => ({
  day: plainDate(day),
  pages: new Map(pages),
})

/** Readings of the three pages, day after day; a page that is not named sends the bytes it sent before. */
export const LIGHTHOUSE_DAYS: readonly ReplayDay[] = [
  on(
    '2026-01-10',
    [CONVENTION, convention(FIRST_ROWS)],
    [PROTOCOL, protocol(FIRST_ROWS, '2026-01-10')],
    [SECOND, list(FIRST_ROWS)],
  ),
  on('2026-01-20', [CONVENTION, convention(C1)], [PROTOCOL, protocol(P1, '2026-01-20')]),
  on('2026-02-01'),
  on('2026-02-10', [CONVENTION, convention(C2)]),
  on('2026-02-20', [CONVENTION, utf8(OUTAGE)]),
  on('2026-03-01', [CONVENTION, convention(C3)]),
  on('2026-03-10', [CONVENTION, convention(C4)]),
  on(
    '2026-03-20',
    [CONVENTION, convention(C5)],
    [PROTOCOL, protocol(P1, '2026-03-20', { headings: REORDERED })],
  ),
  on('2026-03-30', [SECOND, list(C6)]),
  on('2026-04-05', [CONVENTION, convention(C6)]),
  on('2026-04-15', [PROTOCOL, protocol(P2, '2026-04-15')]),
  on(
    '2026-04-25',
    [CONVENTION, protocol(P2, '2026-04-25')],
    [PROTOCOL, protocol(P2, '2026-04-25').slice(0, 4000)],
  ),
]
