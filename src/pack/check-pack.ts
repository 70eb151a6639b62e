import { InputError, type InputProblem } from '../law/input-error.ts'
import type { Notice } from './candidate.ts'
import { actFindings } from './check-acts.ts'
import { referenceProblems } from './check-references.ts'
import { ruleProblems } from './check-rules.ts'
import { knownTooEarly } from './days-to-come.ts'
import { type LoadedBefore, NOTHING_LOADED } from './loaded-before.ts'
import type { Pack } from './pack.ts'
import type { ReadPack } from './read-pack.ts'

/** What is wrong with a pack, and what is loaded all the same but should be looked at. */
export type PackFindings = {
  readonly problems: readonly InputProblem[]
  readonly notices: readonly Notice[]
}

function needProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  return pack.needs.flatMap((need, index) => {
    if (before.packs.has(need)) return []
    const place = pack.placeOf('pack.json', ['needs', index])
    return [{ ...place, field: 'needs', value: need, accepted: 'the id of a pack that is loaded before' }]
  })
}

function inOrder(one: InputProblem, other: InputProblem): number {
  const file = (problem: InputProblem): string => (problem.file === undefined ? '' : problem.file)
  const line = (problem: InputProblem): number => (problem.line === undefined ? 0 : problem.line)
  return file(one) === file(other) ? line(one) - line(other) : file(one) < file(other) ? -1 : 1
}

/** Everything that is wrong with a pack that could be read, in the order of its files and lines. Where a pack that it
 *  needs is missing, that alone is said: half of its names would be unknown. */
export function checkPack(pack: Pack, before: LoadedBefore = NOTHING_LOADED): PackFindings {
  const needs = needProblems(pack, before)
  if (needs.length > 0) return { problems: needs, notices: [] }
  const organizations = pack.participants.filter(({ value }) => value.kind === 'organization')
  const { problems, notices } = actFindings(pack.events, {
    treaties: pack.treaties,
    organizations: [...before.organizations, ...organizations.map(({ value }) => value)],
    memberships: [...before.memberships, ...pack.memberships.map(({ value }) => value)],
    standing: before.acts,
  })
  const all = [
    ...ruleProblems(pack, before),
    ...referenceProblems(pack, before),
    ...problems,
    ...knownTooEarly(pack.events),
  ]
  return { problems: all.toSorted(inOrder), notices }
}

/** Everything that is wrong with a pack as it was read, and what should be looked at. */
export function packFindings(read: ReadPack, before: LoadedBefore = NOTHING_LOADED): PackFindings {
  const found = read.pack === null ? { problems: [], notices: [] } : checkPack(read.pack, before)
  return { problems: [...read.problems, ...found.problems].toSorted(inOrder), notices: found.notices }
}

/** A pack that may be loaded, with what should be looked at. Throws InputError that lists every problem of every
 *  file; then nothing of the pack may be loaded. */
export function loadablePack(
  read: ReadPack,
  before: LoadedBefore = NOTHING_LOADED,
): { readonly pack: Pack; readonly notices: readonly Notice[] } {
  const { problems, notices } = packFindings(read, before)
  if (read.pack === null || problems.length > 0) throw new InputError(problems)
  return { pack: read.pack, notices }
}
