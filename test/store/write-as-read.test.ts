import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepDocument } from '../../src/store/documents.ts'
import { readHead } from '../../src/store/load-record.ts'
import { outageText } from '../../src/store/outage.ts'
import { RecordMoved } from '../../src/store/record-moved.ts'
import type { Store } from '../../src/store/store.ts'
import { writeAsRead } from '../../src/store/write-as-read.ts'
import { DATABASES } from './databases.ts'

const PAGE = new TextEncoder().encode('a page')

describe.each(DATABASES)('what is worked out from the record on $name', (database) => {
  let store: Store
  beforeAll(async () => {
    store = await database.open('small')
  })
  afterAll(() => store.close())

  const documents = () => store.db.selectFrom('documents').select('sha256').execute()
  /** As it is worked out from a record to which somebody writes right after, so many times. */
  const workedOut = (movedTimes: number) => {
    const said = { times: 0 }
    const prepare = async () => {
      said.times += 1
      const { seq, hash } = await readHead(store)
      return { record: { head: { seq: said.times > movedTimes ? seq : seq - 1, hash } } }
    }
    return { said, prepare }
  }
  const write = async (trx: Parameters<typeof keepDocument>[0]) => keepDocument(trx, PAGE)

  it('is given up after the fifth time that somebody else was faster, in words for who asked, with nothing written', async () => {
    const before = await documents()
    const { said, prepare } = workedOut(5)
    const failed = await writeAsRead(store.db, { prepare, write }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RecordMoved)
    expect(outageText(failed)).toMatch(/^Others wrote to the record .* try again\.$/)
    expect(said.times).toBe(5)
    expect(await documents()).toEqual(before)
  })

  it('is worked out anew until nobody is faster, and written once', async () => {
    const before = await documents()
    const { said, prepare } = workedOut(4)
    await writeAsRead(store.db, { prepare, write })
    expect(said.times).toBe(5)
    expect(await documents()).toHaveLength(before.length + 1)
  })
})
