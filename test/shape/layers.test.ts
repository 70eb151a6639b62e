import { describe, expect, it } from 'vitest'
import { layerViolations } from './layers.ts'
import { sourceFiles } from './source-files.ts'

describe('dependencies point inward', () => {
  it.each([
    ['src/law/threshold.ts', "import type { RecordEvent } from '../record/event.ts'"],
    ['src/law/threshold.ts', "import { readFileSync } from 'node:fs'"],
    ['src/law/threshold.ts', "import { DateTime } from 'luxon'"],
    ['src/record/chain.ts', "import { project } from '../projection/project.ts'"],
    ['src/answers/gaps.ts', "import { sql } from 'kysely'"],
    ['src/depositary/claim.ts', "import { view } from '../answers/record-view.ts'"],
    ['src/depositary/fetch-document.ts', "import { request } from 'node:https'"],
    ['src/depositary/fetch-document.ts', "import { httpExchange } from '../network/http-exchange.ts'"],
    ['src/outbound/exchange.ts', "import { connect } from 'node:net'"],
    ['src/network/http-exchange.ts', "import { openStore } from '../store/open-store.ts'"],
    ['src/network/http-exchange.ts', "import { readFile } from 'node:fs/promises'"],
    ['src/store/migrate.ts', "import { Hono } from 'hono'"],
    ['src/http/app.ts', "const fs = await import('node:fs')"],
    ['src/http/app.ts', "import { out } from '../cli/output.ts'"],
    ['src/cli/status.ts', "import { createApp } from '../http/app.ts'"],
    ['jobs/schedule.ts', "import { createApp } from '../src/http/app.ts'"],
  ])('reports %s with %s', (path, text) => {
    expect(layerViolations([{ path, text }])).toHaveLength(1)
  })

  it.each([
    ['src/record/chain.ts', "import { plainDate } from '../law/plain-date.ts'"],
    ['jobs/watch.ts', "import { fetchMeans } from '../src/network/fetch-means.ts'"],
    ['src/network/fetch-means.ts', "import { FETCH_LIMITS } from '../depositary/fetch-limits.ts'"],
    ['src/cli/serve.ts', "const { serve } = await import('../node.ts')"],
    ['src/law/plain-date.ts', "import { DateTime } from 'luxon'"],
  ])('accepts %s with %s', (path, text) => {
    expect(layerViolations([{ path, text }])).toEqual([])
  })

  it('holds for every file of the program', () => {
    const files = sourceFiles(['src', 'jobs'])
    expect(files.length).toBeGreaterThan(20)
    expect(layerViolations(files)).toEqual([])
  })
})
