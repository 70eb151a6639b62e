import pg from 'pg'
import { COLUMN_READERS } from './column-text.ts'

/** How pg reads columns: days, instants and large numbers as the embedded database gives them, the rest by itself. */
export const PG_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const reader = COLUMN_READERS[oid]
    return reader !== undefined && format !== 'binary' ? reader : pg.types.getTypeParser(oid, format)
  },
}
