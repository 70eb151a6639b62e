import type { Reading } from '../../src/depositary/read-document.ts'
import { ACTIONS } from '../../src/law/act.ts'
import { parsePlainDate, plainDate } from '../../src/law/plain-date.ts'
import { parseRules } from '../../src/law/rule.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { freeEventName } from '../../src/record/event-id.ts'
import type { Participant, RecordSnapshot, Treaty } from '../../src/record/snapshot.ts'
import { MADE_CLAIMS, MADE_NAMES, MADE_PAGE } from './made-page.ts'
import { said } from './said.ts'

const PROTOCOL = 'XL-7-b'
const CONVENTION = 'XL-7'

/** An act as a test writes it: treaty, participant, action, day; `2003-01-01..2003-12-31` for one without a day. */
export function actDraft(line: string, taken: ReadonlySet<string> = new Set()): EventDraft {
  const [treaty = '', participant = '', named = '', when = ''] = line.split(' ')
  const action = ACTIONS.find((each) => each === named)
  if (action === undefined) throw new Error(`no action in "${line}"`)
  const [from = '', to] = when.split('..')
  const undated = to !== undefined
  const action_date = undated ? null : plainDate(from)
  const act = { treaty, participant, action, action_date }
  return {
    ...act,
    id: freeEventName(act, (id) => taken.has(id)),
    earliest: undated ? plainDate(from) : null,
    latest: undated ? parsePlainDate(to) : null,
    effect_date: null,
    known_on: plainDate(from),
    known_on_assumed: true,
    day_known: undated ? 'undated' : 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: 'table',
    document: null,
    note: null,
    recorded_by: 'test',
  }
}

const RULE = {
  scope: 'general',
  article: '1',
  counts: ['ratification', 'acceptance', 'approval', 'accession'],
  reio: 'not_additional',
  condition: { op: 'count', gte: 40 },
  period: { kind: 'days', n: 90 },
}

const rules = parseRules(
  [CONVENTION, PROTOCOL].map((treaty) => ({
    ...RULE,
    id: `${treaty}/general`,
    treaty,
    signature_window: [{ from: '2001-06-01', to: '2002-06-30' }],
    ...(treaty === PROTOCOL ? { eligible: { parent: CONVENTION, needs: 'consented' } } : {}),
  })),
  { file: 'rules.json' },
)

function treaty(number: string, position: number): Treaty {
  return {
    pack: 'lighthouses',
    slug: number.toLowerCase(),
    number,
    title: number === PROTOCOL ? MADE_PAGE.title : 'Convention on the Building of Lighthouses',
    short_title: number,
    adopted: plainDate('2001-05-15'),
    depositary_address: 'https://depositary.example/',
    position,
    rules: rules.filter((rule) => rule.treaty === number),
  }
}

const codes = [...new Set([...MADE_NAMES.values()].flatMap((known) => known.participants))]

function participant(code: string): Participant {
  return {
    code,
    kind: code === 'EUE' ? 'organization' : 'state',
    name: code,
    names_also: [],
    alpha2: null,
    m49: null,
    un_member_from: null,
    state_from: null,
  }
}

/** A record of two treaties that holds exactly these acts. */
export function recordOf(drafts: readonly EventDraft[], names: readonly string[] = []): RecordSnapshot {
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: '2004-05-20T00:00:00.000Z' })
  const last = events.at(-1)
  return {
    head: last === undefined ? EMPTY_HEAD : { seq: last.seq, hash: last.hash },
    treaties: [treaty(CONVENTION, 1), treaty(PROTOCOL, 2)],
    participants: codes.map(participant),
    names: names.map((name) => ({ participant: 'ALB', name, from: null, to: null })),
    groups: [],
    memberships: [],
    sources: [],
    gaps: [],
    declarations: [],
    events,
    checked_at: null,
    checked_by_treaty: {},
    source_as_at: null,
    stale: false,
  }
}

/** A record that says what a page says, and holds before it the consents to a Convention that its treaty needs: its
 *  participants are those of the page. */
export function recordOfReading(
  reading: Pick<Reading, 'treaty' | 'title' | 'claims' | 'concluded'>,
): RecordSnapshot {
  const { concluded, claims } = reading
  const [number, title] = [reading.treaty ?? '', reading.title ?? '']
  if (number === '' || concluded === null) throw new Error('the page does not say which treaty it is about')
  const codes = [...new Set(claims.flatMap((claim) => claim.participant ?? []))]
  const convention = `${number}-convention`
  const acts = claims.flatMap((claim) => {
    const line = `${number} ${said(claim).replace(' ended', '')}`
    return claim.withdrawn
      ? [line, `${number} ${claim.participant} denunciation ${claim.action_date}`]
      : [line]
  })
  const drafts = [...codes.map((code) => `${convention} ${code} accession ${concluded}`), ...acts].map(
    (line) => actDraft(line),
  )
  const window = { from: concluded, to: '2030-12-31' }
  const own = parseRules(
    [convention, number].map((treaty) => ({
      ...RULE,
      ...{ id: `${treaty}/general`, treaty, signature_window: [window] },
      ...(treaty === number ? { eligible: { parent: convention, needs: 'consented' } } : {}),
    })),
    { file: 'rules.json' },
  )
  const treaties = [convention, number].map(
    (each, place): Treaty => ({
      ...treaty(each, place + 1),
      title: each === number ? title : `A convention before ${number}`,
      adopted: concluded,
      rules: own.filter((rule) => rule.treaty === each),
    }),
  )
  return { ...recordOf(drafts), treaties, participants: codes.map(participant) }
}

/** The acts that the made page says, and the consents to the Convention that its Protocol needs. */
export const MADE_ACTS: readonly string[] = [
  ...codes.map((code) => `${CONVENTION} ${code} accession 2001-06-01`),
  ...MADE_CLAIMS.map((claim) => `${PROTOCOL} ${claim.replace(' ended', '')}`),
  `${PROTOCOL} KEN denunciation 2004-02-01`,
]
