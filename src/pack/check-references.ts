import type { InputProblem } from '../law/input-error.ts'
import type { LoadedBefore } from './loaded-before.ts'
import type { Pack, Place, Placed } from './pack.ts'

type Names = { readonly field: string; readonly known: ReadonlySet<string>; readonly what: string }

function unknownIn<Value>(
  rows: readonly Placed<Value>[],
  name: (value: Value) => string | null,
  { field, known, what }: Names,
): InputProblem[] {
  return rows.flatMap(({ value, place }) => {
    const found = name(value)
    return found === null || known.has(found) ? [] : [{ ...place, field, value: found, accepted: what }]
  })
}

function doubledIn<Value>(
  rows: readonly Placed<Value>[],
  key: (value: Value) => string,
  field: string,
): InputProblem[] {
  const first = new Map<string, Place>()
  return rows.flatMap(({ value, place }) => {
    const found = first.get(key(value))
    if (found === undefined) {
      first.set(key(value), place)
      return []
    }
    const accepted = `each once (it is on line ${found.line} too)`
    return [{ ...place, field, value: key(value), accepted }]
  })
}

function aliasesInTwoPlaces(pack: Pack): InputProblem[] {
  const owner = new Map<string, string>()
  return pack.participants.flatMap(({ value, place }) =>
    [value.name, ...value.names_also].flatMap((name) => {
      const other = owner.get(name)
      owner.set(name, value.code)
      if (other === undefined || other === value.code) return []
      return [
        { ...place, field: 'names_also', value: name, accepted: `a name that is not also one of ${other}` },
      ]
    }),
  )
}

function lettersInTwoPlaces(pack: Pack, before: LoadedBefore): InputProblem[] {
  const owner = new Map([...before.participants].map(([code, alpha2]) => [alpha2, code]))
  return pack.participants.flatMap(({ value: { code, alpha2 }, place }) => {
    if (alpha2 === null) return []
    const other = owner.get(alpha2)
    owner.set(alpha2, code)
    if (other === undefined || other === code) return []
    return [
      { ...place, field: 'alpha2', value: alpha2, accepted: `letters that are not also those of ${other}` },
    ]
  })
}

function treatyProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  const seen = { number: new Set(before.treaties), slug: new Set(before.slugs) }
  return pack.treaties.flatMap((treaty, index) =>
    (['number', 'slug'] as const).flatMap((field) => {
      const known = seen[field].has(treaty[field])
      seen[field].add(treaty[field])
      if (!known) return []
      const place = pack.placeOf('pack.json', ['treaties', index, field])
      return [{ ...place, field, value: treaty[field], accepted: 'a name that no other treaty bears' }]
    }),
  )
}

/** Every name in a pack that is not known, is given twice, or belongs to something loaded before. */
export function referenceProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  const codes = pack.participants.map(({ value }) => value.code)
  const participant: Names = {
    field: 'participant',
    known: new Set([...before.participants.keys(), ...codes]),
    what: 'a code in participants.csv, here or in a pack that it needs',
  }
  const source: Names = {
    field: 'source',
    known: new Set([...before.sources, ...pack.sources.map(({ value }) => value.id)]),
    what: 'an id in sources.csv, here or in a pack that it needs',
  }
  const treaty: Names = {
    field: 'treaty',
    known: new Set(pack.treaties.map(({ number }) => number)),
    what: 'the number of a treaty of this pack',
  }
  const group: Names = {
    field: 'group',
    known: new Set([...before.groups, ...pack.groups.map(({ value }) => value.id)]),
    what: 'an id in groups.csv, here or in a pack that it needs',
  }
  const cited = [pack.events, pack.declarations, pack.gaps] as const
  return [
    ...treatyProblems(pack, before),
    ...doubledIn(pack.participants, (one) => one.code, 'participant'),
    ...doubledIn(pack.sources, (one) => one.id, 'source'),
    ...doubledIn(pack.groups, (one) => one.id, 'group'),
    ...doubledIn(
      pack.memberships,
      (one) => `${one.group} ${one.participant} ${one.from ?? ''}`,
      'participant',
    ),
    ...aliasesInTwoPlaces(pack),
    ...lettersInTwoPlaces(pack, before),
    ...cited.flatMap((rows) => [
      ...unknownIn<{ treaty: string }>(rows, (one) => one.treaty, treaty),
      ...unknownIn<{ participant: string | null }>(rows, (one) => one.participant, participant),
      ...unknownIn<{ source: string }>(rows, (one) => one.source, source),
    ]),
    ...unknownIn(pack.watch, (one) => one.treaty, treaty),
    ...unknownIn(pack.watch, (one) => one.source, source),
    ...[pack.names, pack.memberships].flatMap((rows) =>
      unknownIn<{ participant: string }>(rows, (one) => one.participant, participant),
    ),
    ...unknownIn(pack.memberships, (one) => one.group, group),
    ...unknownIn(pack.participants, (one) => one.members, { ...group, field: 'members' }),
  ]
}
