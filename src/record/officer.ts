/** What a token of an officer may be used for. None includes another.
 *  `read`: what is not for everyone, as waiting differences; `decide`: on them; `record`: write and correct by hand;
 *  `operate`: jobs, tokens, subscriptions and the audit trail. */
export const SCOPES = ['read', 'decide', 'record', 'operate'] as const
export type Scope = (typeof SCOPES)[number]

/** Who acts: the name that events and the audit trail bear, and the token used; null where none was. */
export type Actor = { readonly name: string; readonly token: string | null }

/** Whoever sits at the machine itself and needs no token. */
export const COMMAND_LINE: Actor = { name: 'command-line', token: null }
