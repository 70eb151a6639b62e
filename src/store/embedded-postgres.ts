import { PGlite, types } from '@electric-sql/pglite'

/** Types of PostgreSQL of which lists are read or given, each with the type of its list. The numbers are PostgreSQL's own
 *  and the same in every database. */
export const LIST_OF_TYPE: Readonly<Record<number, number>> = {
  [types.BOOL]: 1000,
  [types.BYTEA]: 1001,
  [types.INT2]: 1005,
  [types.INT4]: 1007,
  [types.TEXT]: 1009,
  [types.VARCHAR]: 1015,
  [types.INT8]: 1016,
  [types.FLOAT8]: 1022,
  [types.DATE]: 1182,
  [types.TIMESTAMPTZ]: 1185,
  [types.NUMERIC]: 1231,
  [types.UUID]: 2951,
  [types.JSONB]: 3807,
}

/** PostgreSQL inside this process. It does not ask the database at each start which types are lists: that takes longer
 *  than reading any table of the record, and the answer is known. */
export class EmbeddedPostgres extends PGlite {
  override async _initArrayTypes(): Promise<void> {
    for (const [type, list] of Object.entries(LIST_OF_TYPE)) {
      const of = Number(type)
      this.serializers[list] = (values) => types.arraySerializer(values, this.serializers[of], list)
      this.parsers[list] ??= (text) => types.arrayParser(text, this.parsers[of] ?? String, list)
    }
  }
}
