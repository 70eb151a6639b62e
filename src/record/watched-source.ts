/** How the documents at a watched address are written: the depositary's XML or HTML page of one treaty, a table as
 *  comma-separated values, or the page of parties of the treaty database of the Netherlands. */
export const WATCHED_FORMS = ['untc_xml', 'untc_html', 'csv', 'nl_html'] as const
export type WatchedForm = (typeof WATCHED_FORMS)[number]

/** What is done with the documents: they are reconciled with the record, or only compared with it. */
export const WATCHED_ROLES = ['depositary', 'cross_check'] as const
export type WatchedRole = (typeof WATCHED_ROLES)[number]

/** An address that is looked at again and again for one treaty. */
export type WatchedSource = {
  /** Number of the treaty, for example `XVIII-12-a`. */
  readonly treaty: string
  readonly form: WatchedForm
  readonly role: WatchedRole
  /** Absolute address, http or https. No two watched sources have the same. */
  readonly address: string
  /** Id of the source that events cite which a document at the address brings. */
  readonly source: string
  /** Hours between one look and the next. */
  readonly every_hours: number
  readonly note: string | null
}
