/** The record has grown since it was read: what is to be written has to be worked out anew. */
export class RecordMoved extends Error {
  override readonly name = 'RecordMoved'

  constructor() {
    super(
      'Others wrote to the record each time that this was about to be written. Nothing of it was kept; try again.',
    )
  }
}
