import {
  ASYMMETRIC_MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect'
import * as chai from 'chai'

/** Stands for `vitest` in the tests that `quick-runner.ts` runs: the same assertions, tests collected in a list. */

export type CollectedTest = { readonly id: string; readonly file: string; readonly run: () => unknown }

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

export const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT),
)
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect)

let file = ''
let path: string[] = []
let collected: CollectedTest[] = []

/** Tests that modules name from now on belong to the file. */
export function beginFile(name: string): void {
  file = name
  path = []
}

/** All tests named since the last call. */
export function takeCollected(): CollectedTest[] {
  const all = collected
  collected = []
  return all
}

export function describe(name: string, body: () => void): void {
  path.push(name)
  body()
  path.pop()
}

function add(name: string, run: () => unknown): void {
  collected.push({ file, id: `${file} ${collected.length} ${[...path, name].join(' > ')}`, run })
}

function each(cases: readonly unknown[]) {
  return (name: string, body: (...given: unknown[]) => unknown): void => {
    for (const one of cases) add(name, () => (Array.isArray(one) ? body(...one) : body(one)))
  }
}

export const it = Object.assign(add, { each })
export const test = it
