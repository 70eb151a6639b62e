/** What a failed try says of the receiver. `refused`: it was asked and did not take it, or cannot be reached; who keeps
 *  doing so is switched off. `refused_for_now`: that message was not taken, which says nothing of others. `not_asked`: the
 *  way to it is broken on our side, as where our own mail server is down: the message waits for its operator. */
export type Failing = 'refused' | 'refused_for_now' | 'not_asked'

/** How one try to deliver ended. */
export type DeliveryOutcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'failed'
      readonly failing: Failing
      /** HTTP or SMTP status; null where there was no answer. */
      readonly status: number | null
      /** Why, in one line for the operator. */
      readonly problem: string
      /** Milliseconds since 1970 before which the receiver does not want to be asked again; null where it has not said. */
      readonly notBefore: number | null
      /** The receiver says that it will never take any: nothing more is tried. */
      readonly isGone: boolean
    }
