import { defineConfig } from 'vitest/config'

/** The tests of the law and of the record, without the PostgreSQL server that others need. */
export default defineConfig({
  test: {
    include: ['test/law/**/*.test.ts', 'test/record/**/*.test.ts'],
    setupFiles: ['test/generated-cases.ts'],
    testTimeout: 180_000,
    // One worker for all files: a mutant is then tried in a fifth of the time.
    isolate: false,
  },
})
