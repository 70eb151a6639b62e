import { readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { MutantCoverage } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import fc from 'fast-check'
import { beginFile, type CollectedTest, takeCollected } from './quick-tests.ts'

const FOLDERS = ['test/law', 'test/record']
/** Files with a memory of their own, which a change of them would leave filled with what is wrong. */
const REMEMBERS = /\/(?:period|plain-date|rule-schema)\.ts$/
/** Files that make much of themselves when it is first asked for: only the test that came first reaches that, so that
 *  each change of them is shown to all tests. */
const MADE_ONCE = /\/rule-schema\.ts$/
/** Tests of many cases come last: most changes are noticed by the others. */
const SLOW = /\/(?:properties|scenarios|course|course-under-parent|course-any-rules|merkle-tree)\.test\.ts$/

/** What the changed program reads and counts, by the names that Stryker writes into it. */
type Context = {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: MutantCoverage
}

const context: Context = Reflect.get(globalThis, '__stryker__') ?? {}
Reflect.set(globalThis, '__stryker__', context)

let load = 0
registerHooks({
  resolve(specifier, from, next) {
    if (specifier === 'vitest') return next(new URL('./quick-tests.ts', import.meta.url).href, from)
    const found = next(specifier, from)
    const ours =
      found.url.startsWith(pathToFileURL(`${process.cwd()}/`).href) && !found.url.includes('/node_modules/')
    return ours ? { ...found, url: `${found.url}?load=${load}` } : found
  },
})

function testFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(process.cwd(), folder))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`),
  ).sort((one, other) => Number(SLOW.test(one)) - Number(SLOW.test(other)))
}

/** All tests, from modules read anew. */
async function loadTests(): Promise<CollectedTest[]> {
  load += 1
  takeCollected()
  await import(pathToFileURL(join(process.cwd(), 'test/generated-cases.ts')).href)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })
  for (const file of testFiles()) {
    beginFile(file)
    await import(pathToFileURL(join(process.cwd(), file)).href)
  }
  return takeCollected()
}

/** The tests with those first that are named after the changed file, which notice most of its changes. */
function ownFirst(tests: readonly CollectedTest[], changed: string): CollectedTest[] {
  const own = `/${basename(changed, '.ts')}.test.ts`
  return tests.toSorted((one, other) => Number(other.file.endsWith(own)) - Number(one.file.endsWith(own)))
}

async function runTest({ id, file, run }: CollectedTest): Promise<TestResult> {
  const began = performance.now()
  const about = () => ({
    id,
    name: id,
    fileName: join(process.cwd(), file),
    timeSpentMs: performance.now() - began,
  })
  context.currentTestId = id
  try {
    await run()
    return { ...about(), status: TestStatus.Success }
  } catch (error) {
    return { ...about(), status: TestStatus.Failed, failureMessage: String(error).slice(0, 500) }
  } finally {
    context.currentTestId = undefined
  }
}

/** Runs the tests of the law and of the record for Stryker in one process that has read them once: a change is tried in
 *  a tenth of the time that a start of the test program for each takes. */
class QuickRunner {
  private tests: CollectedTest[] | null = null

  capabilities() {
    return { reloadEnvironment: true }
  }

  async dryRun(): Promise<DryRunResult> {
    this.tests = await loadTests()
    const results: TestResult[] = []
    for (const test of this.tests) results.push(await runTest(test))
    const { mutantCoverage } = context
    const status = DryRunStatus.Complete
    return { status, tests: results, ...(mutantCoverage === undefined ? {} : { mutantCoverage }) }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, sandboxFileName, reloadEnvironment } = options
    const whileRead = mutantActivation === 'static'
    Object.assign(context, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 })
    context.activeMutant = whileRead ? activeMutant.id : undefined
    if (reloadEnvironment || MADE_ONCE.test(sandboxFileName)) this.tests = null
    const tests = await this.tryChange(options)
    context.activeMutant = undefined
    if (whileRead || REMEMBERS.test(sandboxFileName)) this.tests = null
    const endless = determineHitLimitReached(context.hitCount, hitLimit)
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests })
  }

  /** Results up to the first test that notices the change, which may be noticed when the tests are read already. */
  private async tryChange({
    activeMutant,
    testFilter,
    sandboxFileName,
  }: MutantRunOptions): Promise<TestResult[]> {
    const results: TestResult[] = []
    try {
      this.tests ??= await loadTests()
    } catch (error) {
      const [id, failureMessage] = ['while the tests are read', String(error)]
      return [{ id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage }]
    }
    context.activeMutant = activeMutant.id
    const asked = testFilter === undefined || MADE_ONCE.test(sandboxFileName) ? null : new Set(testFilter)
    for (const test of ownFirst(this.tests, sandboxFileName)) {
      if (asked !== null && !asked.has(test.id)) continue
      const result = await runTest(test)
      results.push(result)
      if (result.status === TestStatus.Failed) break
    }
    return results
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'quick', QuickRunner)]
