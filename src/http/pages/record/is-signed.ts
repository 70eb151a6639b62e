import type { PageMeans } from '../asking.ts'

/** Whether this installation signs the record: without a key there is no checkpoint to lead to. */
export async function isSigned({ signs }: PageMeans): Promise<boolean> {
  return signs !== undefined && (await signs())
}
