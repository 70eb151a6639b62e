/** How the program names itself to others: its name, its version and, where it has a public address, the address at
 *  which its operator can be found. Throws TypeError where that is no address. */
export function userAgent(given: { readonly version: string; readonly publicUrl: string | null }): string {
  const name = `palermo-tracker/${given.version}`
  return given.publicUrl === null ? name : `${name} (+${new URL(given.publicUrl).href})`
}
