import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

/** What PostgreSQL says of the schema, one line a thing, in an order that does not depend on how it came about.
 *  Not-null constraints are left to the columns: only version 18 gives them names. */
async function describeSchema({ db }: Store): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    with ours as (
      select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    ), said as (
      select relname || '.' || lpad(attnum::text, 2, '0') as place,
        'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
          || case when attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
      from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
        left join pg_attrdef on adrelid = ours.oid and adnum = attnum
      union all
      select relname || '.a.' || conname, 'constraint ' || relname || '.' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      from ours join pg_constraint on conrelid = ours.oid where contype <> 'n'
      union all
      select relname || '.b.' || indexrelid::regclass::text, pg_get_indexdef(indexrelid)
      from ours join pg_index on indrelid = ours.oid
      union all
      select relname || '.c.' || tgname, pg_get_triggerdef(pg_trigger.oid) || ' enabled ' || tgenabled::text
      from ours join pg_trigger on tgrelid = ours.oid where not tgisinternal
      union all
      select 'zz.' || proname, regexp_replace(pg_get_functiondef(pg_proc.oid), 'SET search_path TO [^\n]*', 'SET search_path FROM CURRENT')
      from pg_proc where pronamespace in ('public'::regnamespace, 'palermo_guard'::regnamespace)
      union all
      select 'zzz.' || evtname, 'event trigger ' || evtname || ' on ' || evtevent || ' execute ' || evtfoid::regproc::text || ' enabled ' || evtenabled::text
      from pg_event_trigger
    )
    select line from said order by place collate "C"`.execute(db)
  return `-- The schema that the numbered files make, as PostgreSQL describes it. Written by a test: a change of the schema is
-- a change of this file. After a new migration, write it anew with: npx vitest run test/store/schema -u

${rows.map(({ line }) => line).join('\n')}
`
}

describe.each(DATABASES)('the schema on $name', (database) => {
  const stores = storesOf(database)

  it('is the one in sql/schema.sql', async () => {
    await expect(await describeSchema(await stores.empty())).toMatchFileSnapshot('../../sql/schema.sql')
  })
})
