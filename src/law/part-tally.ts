import type { ThresholdPart } from './evaluation.ts'
import { reachesShare, shareShown } from './exact-share.ts'
import { belongsTo, type GroupHistory, sizeOn } from './group-history.ts'
import type { PartBasis } from './part-basis.ts'
import type { PlainDate } from './plain-date.ts'

/** The running sums of one part of a condition. */
export type PartTally = {
  readonly basis: PartBasis
  counted: number
  weight: bigint
  /** First day on which the part was true. */
  metOn: PlainDate | null
}

export function emptyTally(basis: PartBasis): PartTally {
  return { basis, counted: 0, weight: 0n, metOn: null }
}

/** Puts one participant into the sums, or takes it out. */
export function addToTally(tally: PartTally, participant: string, step: 1 | -1): void {
  tally.counted += step
  const weight = tally.basis.weights?.weights.get(participant)
  if (weight !== undefined) tally.weight += step === 1 ? weight : -weight
}

/** The sum of all weights in the list, of its group where it has one; organizations are left out. */
function totalWeight({ members, weights }: PartBasis, organizations: GroupHistory, day: PlainDate): bigint {
  let total = 0n
  for (const [participant, weight] of weights?.weights ?? []) {
    const inGroup = members === null || belongsTo(members, participant, day)
    if (inGroup && !belongsTo(organizations, participant, day)) total += weight
  }
  return total
}

/** How many participants the part needs on the day; null where it does not count participants. */
function neededOn({ part, members }: PartBasis, day: PlainDate): number | null {
  switch (part.op) {
    case 'count':
      return part.gte
    case 'every':
      return members === null ? null : sizeOn(members, day)
    case 'fraction': {
      if (members === null) return null
      const [over, under] = part.gte
      const product = sizeOn(members, day) * over
      return (product - (product % under)) / under + (product % under === 0 ? 0 : 1)
    }
    case 'share':
    case 'treaty_condition':
      return null
  }
}

/** Whether the part is true on the day. Of an empty list it never is. */
export function partHoldsOn(tally: PartTally, organizations: GroupHistory, day: PlainDate): boolean {
  const { part, inForceFrom } = tally.basis
  if (part.op === 'treaty_condition') return inForceFrom !== null && inForceFrom <= day
  if (part.op === 'share') {
    return reachesShare(tally.weight, totalWeight(tally.basis, organizations, day), part.gte)
  }
  const needed = neededOn(tally.basis, day)
  return needed !== null && needed > 0 && tally.counted >= needed
}

/** What is published of the part on the day. */
export function publishedPart(tally: PartTally, organizations: GroupHistory, day: PlainDate): ThresholdPart {
  const { basis, metOn } = tally
  const { op } = basis.part
  const needed = neededOn(basis, day)
  return {
    op,
    met_on: metOn,
    counted: op === 'treaty_condition' ? null : tally.counted,
    needed,
    remaining: needed === null ? null : Math.max(0, needed - tally.counted),
    ...(op === 'share' ? { share: shareShown(tally.weight, totalWeight(basis, organizations, day)) } : {}),
  }
}
