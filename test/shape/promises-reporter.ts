import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { isTestOf, keepShown, type Shown } from './promise-table.ts'
import { PROMISES, type Promised } from './promises.ts'
import { ROOT } from './source-files.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What a test has counted of the promise that it shows. */
    figure?: string
  }
}

/** What the tests of one promise have shown in this run; null where they were not all run, or not all passed. */
function shownBy(promise: Promised, tests: readonly TestCase[], on: string): Shown | null {
  // Some tests are only for one of the databases.
  const own = tests.filter((test) => isTestOf(promise, test.fullName) && test.result().state !== 'skipped')
  if (own.length === 0 || own.some((test) => test.result().state !== 'passed')) return null
  const counted = [...new Set(own.flatMap((test) => test.meta().figure ?? []))]
  const passed = `${own.length} ${own.length === 1 ? 'test' : 'tests'} passed`
  return { figure: [passed, ...counted].join('; '), on }
}

/** Writes what a run of the tests has shown of each promise into the table of SECURITY.md:
 *  `npm run promises`, or for some of the files `npm run promises test/store/kill.test.ts`. */
export default class PromisesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const on = new Date().toISOString().slice(0, 10)
    const now: Record<string, Shown> = {}
    for (const promise of PROMISES) {
      const module = modules.find(({ moduleId }) => relative(ROOT, moduleId) === promise.file)
      const shown = module === undefined ? null : shownBy(promise, [...module.children.allTests()], on)
      if (shown !== null) now[promise.promise] = shown
    }
    keepShown(now)
  }
}
