import english from './en.json' with { type: 'json' }

/** The words of every page by their names, as ICU messages. English is the measure of what a language needs. */
export type Messages = Readonly<Record<keyof typeof english, string>>

/** A language that pages can be written in. */
export type Language = {
  /** As in the `lang` attribute. */
  readonly code: string
  /** For dates, numbers and plurals. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  readonly messages: Messages
}

/** The languages there are. A further one is a file of messages and a line here. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  { code: 'en', locale: 'en-GB', dir: 'ltr', messages: english },
]
