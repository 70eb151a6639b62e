/** One figure for those who run the program, in the form of Prometheus, with its labels and values. */
export type Figure = {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  readonly values: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}
