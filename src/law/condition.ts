/** What has to be true for a treaty to enter into force. It is asked anew on each day. */
export type Condition = ConditionPart | Together

/** A condition that holds no other. */
export type ConditionPart = Count | Every | Share | Fraction | TreatyCondition

/** All of several conditions on one day, or any of them. */
export type Together = Noted &
  ({ readonly op: 'all' } | { readonly op: 'any' }) & { readonly of: readonly Condition[] }

type Noted = { readonly note?: string | undefined }

/** So many participants, of the group where one is named. */
export type Count = Noted & {
  readonly op: 'count'
  readonly gte: number
  readonly group?: string | undefined
}

/** Everyone who is in the list on that day. */
export type Every = Noted & { readonly op: 'every'; readonly list: string }

/** Participants that hold such a part of all weights, within the group where one is named. */
export type Share = Noted & {
  readonly op: 'share'
  readonly weights: string
  readonly gte: number
  readonly group?: string | undefined
}

/** `of` is `list:<group>` or `parties_to:<treaty>`; `gte` [3, 4] needs three quarters of them, rounded up. */
export type Fraction = Noted & {
  readonly op: 'fraction'
  readonly of: string
  readonly gte: readonly [number, number]
}

/** Another treaty is in force. */
export type TreatyCondition = Noted & { readonly op: 'treaty_condition'; readonly ref: string }

/** The parts of a condition, nested ones flattened, in the order of the rule. */
export function conditionParts(condition: Condition): readonly ConditionPart[] {
  return condition.op === 'all' || condition.op === 'any' ? condition.of.flatMap(conditionParts) : [condition]
}

/** The parts of a condition in the same order, each with the field of the rule in which it stands, for example
 *  `condition.of[1]`. */
export function placedParts(
  condition: Condition,
  field = 'condition',
): readonly { readonly part: ConditionPart; readonly field: string }[] {
  if (condition.op !== 'all' && condition.op !== 'any') return [{ part: condition, field }]
  return condition.of.flatMap((one, place) => placedParts(one, `${field}.of[${place}]`))
}

/** Whether the condition is true, given which of its parts are (in the order of `conditionParts`). */
export function conditionHolds(condition: Condition, partHolds: (part: ConditionPart) => boolean): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((one) => conditionHolds(one, partHolds))
    case 'any':
      return condition.of.some((one) => conditionHolds(one, partHolds))
    default:
      return partHolds(condition)
  }
}

/** The group or treaty that a fraction is taken of. */
export function fractionOf({ of }: Fraction): {
  readonly kind: 'list' | 'parties_to'
  readonly name: string
} {
  const [, kind, name] = /^(list|parties_to):(.+)$/.exec(of) ?? []
  if (name === undefined) throw new Error(`no list and no treaty: ${of}`)
  return { kind: kind === 'list' ? 'list' : 'parties_to', name }
}
