/** How one try to deliver ended. */
export type DeliveryOutcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'failed'
      /** HTTP or SMTP status; null where there was no answer. */
      readonly status: number | null
      /** Why, in one line for the operator. */
      readonly problem: string
      /** Milliseconds since 1970 before which the receiver does not want to be asked again; null where it has not said. */
      readonly notBefore: number | null
      /** The receiver says that it will never take any: nothing more is tried. */
      readonly isGone: boolean
    }
