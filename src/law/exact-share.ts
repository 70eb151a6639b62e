import type { Weight } from './act.ts'

// Weights are compared exactly: as whole numbers of their smallest decimal place.

/** One list of weights, each as a whole number of 1/10^places. */
export type WeightList = { readonly weights: ReadonlyMap<string, bigint> }

type Decimal = { readonly digits: bigint; readonly places: number }

const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/

/** Whether the text is a decimal number, not negative. */
export function isDecimal(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text)
}

function decimal(text: string): Decimal {
  const [, whole, part = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  if (whole === undefined) throw new RangeError(`no decimal number: "${text}"`)
  const places = part.length - Number(exponent)
  const digits = BigInt(whole + part)
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 }
}

/** The lists of weights by name. Throws RangeError for a weight that is no decimal number. */
export function weightLists(rows: readonly Weight[]): ReadonlyMap<string, WeightList> {
  const lists = new Map<string, Map<string, Decimal>>()
  for (const { weights, participant, weight } of rows) {
    const list = lists.get(weights) ?? new Map<string, Decimal>()
    list.set(participant, decimal(weight))
    lists.set(weights, list)
  }
  return new Map(
    [...lists].map(([name, list]) => {
      const places = [...list.values()].reduce((most, one) => Math.max(most, one.places), 0)
      const whole = ({ digits, places: own }: Decimal) => digits * 10n ** BigInt(places - own)
      return [name, { weights: new Map([...list].map(([participant, one]) => [participant, whole(one)])) }]
    }),
  )
}

/** Whether `sum` is at least the part `gte` of `total`; never of nothing. */
export function reachesShare(sum: bigint, total: bigint, gte: number): boolean {
  const { digits, places } = decimal(String(gte))
  return total > 0n && sum * 10n ** BigInt(places) >= digits * total
}

/** `sum` as a part of `total`; 0 of nothing. Only for show: `reachesShare` decides. */
export function shareShown(sum: bigint, total: bigint): number {
  return total === 0n ? 0 : Number(sum) / Number(total)
}
