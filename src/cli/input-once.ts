import { InputError } from '../law/input-error.ts'

/** Standard input for work that may have to be begun anew, as after a deadlock: what came through a pipe is there once.
 *  Throws InputError where it is asked for again. */
export function inputOnce<Piece>(input: () => AsyncIterable<Piece>): () => AsyncIterable<Piece> {
  let isRead = false
  return () => {
    if (isRead) {
      const accepted =
        'the export piped in once more: the database broke this off because others worked in it; nothing was written'
      throw new InputError([{ field: 'stdin', value: null, accepted }])
    }
    isRead = true
    return input()
  }
}
