import type { PackFiles } from '../../src/pack/pack.ts'

const TREATY = {
  title: 'Treaty',
  position: 1,
  adopted: '2000-11-15',
  depositary_address: 'https://example.org/',
}
const COUNTS = ['ratification', 'acceptance', 'approval', 'accession']
const RULE = {
  counts: COUNTS,
  reio: 'not_additional',
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
  organization_needs_member: true,
  signature_window: [
    { from: '2000-12-12', to: '2000-12-15', place: 'Here' },
    { to: '2002-12-12', place: 'There' },
  ],
}

/** A made-up convention with a protocol, three States and an organization: everything a pack can hold, in little. */
export const SMALL_PACK: Readonly<Record<string, string>> = {
  'pack.json': JSON.stringify({
    id: 'small',
    title: 'A small family of treaties',
    position: 1,
    licence: 'CC0-1.0',
    treaties: [
      { ...TREATY, slug: 'convention', number: 'C', short_title: 'Convention' },
      { ...TREATY, slug: 'protocol', number: 'P', short_title: 'Protocol', position: 2 },
    ],
  }),
  'rules.json': JSON.stringify([
    { ...RULE, treaty: 'C', article: '1(1)' },
    {
      ...RULE,
      treaty: 'P',
      article: '2(1)',
      eligible: { parent: 'C', needs: 'consented' },
      floors: [{ parent: 'C' }],
    },
  ]),
  'participants.csv': `participant,kind,name,names_also,un_member_from,state_from,alpha2,m49,members
AAA,state,Arcadia,Arcady|Arkadia,1945-10-24,,XA,001,
BBB,state,Borduria,,1945-10-24,,XB,002,
CCC,state,Carpania,,,,XC,003,
UUU,organization,Union,,,,XU,,union
`,
  'names.csv': `participant,name,from,to,note
AAA,Old Arcadia,,2001-12-31,
AAA,Arcadia,2002-01-01,,
`,
  'groups.csv': `group,title
union,Members of the Union
`,
  'memberships.csv': `group,participant,from,to,note
union,AAA,,,
union,BBB,2004-05-01,,
`,
  'sources.csv': `source,kind,title,publisher,address,as_at,how_read
table,depositary,Table,Depositary,https://example.org/table,2014-07-10,whole
press,press,News,Paper,,,in full
`,
  'events.csv': `treaty,participant,action,action_date,effect_date,known_on,day_known,derivation,source,note
C,AAA,signature,2000-12-12,,,read,,table,
C,AAA,ratification,2001-06-05,,,read,,table,"a note, with a comma"
C,BBB,accession,2003-07-01,,2003-07-03,derived,in force less 30 days,press,
C,UUU,approval,2004-05-21,,,read,,table,
P,AAA,ratification,2002-01-01,,,read,,table,
`,
  'undated.csv': `treaty,participant,action,earliest,latest,known_on,source,note
C,CCC,accession,2016-06-16,2018-01-10,,press,
P,BBB,accession,2024-11-23,,2024-11-25,press,may be still to come
`,
  'asserted.csv': `treaty,participant,action,action_date,signatories,parties,known_on,day_known,derivation,source,note
C,BBB,asserted_threshold,2003-07-01,,,2003-07-07,read,,table,
C,,asserted_headline,2014-07-10,1,3,,read,,table,
`,
  'declarations.csv': `treaty,participant,kind,made_at,article,summary,source
C,AAA,reservation,2001-06-05,35(2),No arbitration,table
`,
  'gaps.csv': `treaty,participant,kind,statement,reason,source
C,CCC,undated,Party by 2018.,No table was read.,press
`,
}

/** The small pack, with some of its files given otherwise (null: the file is not there). */
export function smallPack(changes: Readonly<Record<string, string | null>> = {}): PackFiles {
  const files = Object.entries({ ...SMALL_PACK, ...changes })
  return new Map(files.flatMap(([name, text]) => (text === null ? [] : [[name, text]])))
}

/** The text of one file of the small pack with lines added at its end. */
export function withLines(name: string, ...lines: readonly string[]): string {
  const text = SMALL_PACK[name]
  if (text === undefined) throw new Error(`the small pack has no ${name}`)
  return `${text}${lines.join('\n')}\n`
}
