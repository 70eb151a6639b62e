import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is waited for comes at once, or on a busy machine late.
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    setupFiles: ['test/generated-cases.ts'],
    globalSetup: ['test/store/postgres-server.ts'],
  },
})
