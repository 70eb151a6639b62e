/** Whether a name on the command line is an address and not a file. */
export function isAddress(name: string): boolean {
  return /^https?:\/\//.test(name)
}
