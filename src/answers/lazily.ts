/** An object each of whose values is worked out when it is first read, and then kept. Written as JSON or copied it is
 *  the plain object with all of them. */
export function lazily<T extends object>(parts: { readonly [Name in keyof T]: () => T[Name] }): T {
  const made = {}
  for (const name in parts) {
    const make = parts[name]
    const keep = (value: unknown) => Object.defineProperty(made, name, { value, enumerable: true })
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = make()
        keep(value)
        return value
      },
    })
  }
  return made as T
}

/** A list each of whose values is worked out when it is first read, and then kept. */
export function lazyList<T>(values: readonly (() => T)[]): readonly T[] {
  const list: T[] = []
  values.forEach((make, place) => {
    Object.defineProperty(list, place, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = make()
        Object.defineProperty(list, place, { value, enumerable: true })
        return value
      },
    })
  })
  return list
}

/** A function that works its value out when it is first called. */
export function once<T>(make: () => T): () => T {
  let kept: { readonly value: T } | null = null
  return () => {
    kept ??= { value: make() }
    return kept.value
  }
}
