/** What a token of an officer may be used for. `read`: what is not for everyone, as waiting differences; `decide`: on
 *  them; `record`: write and correct by hand; `operate`: jobs, tokens, subscriptions and the audit trail. */
export const SCOPES = ['read', 'decide', 'record', 'operate'] as const
export type Scope = (typeof SCOPES)[number]

/** Whoever decides or writes by hand must see what waits: nobody decides on what he may not read. */
const INCLUDES_READ: readonly Scope[] = ['decide', 'record']

/** Whether a token with these scopes may be used for what needs `scope`. */
export function isAllowed(scopes: readonly Scope[], scope: Scope): boolean {
  return scopes.includes(scope) || (scope === 'read' && scopes.some((one) => INCLUDES_READ.includes(one)))
}

/** Who acts: the name that events and the audit trail bear, and the token used; null where none was. */
export type Actor = { readonly name: string; readonly token: string | null }

/** Whoever sits at the machine itself and needs no token. */
export const COMMAND_LINE: Actor = { name: 'command-line', token: null }
