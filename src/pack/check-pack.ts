import { InputError, type InputProblem } from '../law/input-error.ts'
import { actFindings, type Notice } from './check-acts.ts'
import { type LoadedBefore, NOTHING_LOADED, referenceProblems } from './check-references.ts'
import type { Pack } from './pack.ts'
import type { ReadPack } from './read-pack.ts'

/** What is wrong with a pack, and what is loaded all the same but should be looked at. */
export type PackFindings = {
  readonly problems: readonly InputProblem[]
  readonly notices: readonly Notice[]
}

function ruleProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  const numbers = new Set([...before.treaties, ...pack.treaties.map(({ number }) => number)])
  return pack.treaties.flatMap((treaty) => {
    const at = (field: string) => `${treaty.number} ${field}`
    if (treaty.rules.length === 0) {
      return [{ field: at('rules'), value: null, accepted: 'a rule in rules.json for each treaty' }]
    }
    return treaty.rules.flatMap((rule): InputProblem[] => {
      const parents = [rule.eligible?.parent, ...rule.cascade_denunciation]
      const unknown = parents.filter((parent) => parent !== undefined && !numbers.has(parent))
      const found = unknown.map((parent) => ({
        field: at('rules'),
        value: parent ?? null,
        accepted: 'a treaty of this pack or of one loaded before',
      }))
      if (rule.article !== null) return found
      return [
        ...found,
        { field: at('article'), value: null, accepted: 'the article that each rule rests on' },
      ]
    })
  })
}

function inOrder(one: InputProblem, other: InputProblem): number {
  const file = (problem: InputProblem): string => (problem.file === undefined ? '' : problem.file)
  const line = (problem: InputProblem): number => (problem.line === undefined ? 0 : problem.line)
  return file(one) === file(other) ? line(one) - line(other) : file(one) < file(other) ? -1 : 1
}

/** Everything that is wrong with a pack that could be read, in the order of its files and lines. */
export function checkPack(pack: Pack, before: LoadedBefore = NOTHING_LOADED): PackFindings {
  const { problems, notices } = actFindings(pack.events, {
    treaties: pack.treaties,
    organizations: pack.participants
      .filter(({ value }) => value.kind === 'organization')
      .map(({ value }) => value),
    memberships: pack.memberships.map(({ value }) => value),
    standing: [],
  })
  const all = [...ruleProblems(pack, before), ...referenceProblems(pack, before), ...problems]
  return { problems: all.toSorted(inOrder), notices }
}

/** A pack that may be loaded, with what should be looked at. Throws InputError that lists every problem of every
 *  file; then nothing of the pack may be loaded. */
export function loadablePack(
  read: ReadPack,
  before: LoadedBefore = NOTHING_LOADED,
): { readonly pack: Pack; readonly notices: readonly Notice[] } {
  const found = read.pack === null ? { problems: [], notices: [] } : checkPack(read.pack, before)
  const problems = [...read.problems, ...found.problems].toSorted(inOrder)
  if (read.pack === null || problems.length > 0) throw new InputError(problems)
  return { pack: read.pack, notices: found.notices }
}
