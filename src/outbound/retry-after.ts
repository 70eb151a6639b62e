/** A host that asks for more is asked again after this time all the same. */
export const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

const SECONDS = /^\d{1,10}$/
/** The three forms of RFC 9110 section 5.6.7; only the last one does not say that it is in GMT. */
const IMF_OR_RFC850 = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** An HTTP date as milliseconds since 1970; null where the text is none. */
function httpDate(text: string | undefined): number | null {
  if (text === undefined) return null
  const instant = IMF_OR_RFC850.test(text)
    ? Date.parse(text)
    : ASCTIME.test(text)
      ? Date.parse(`${text} GMT`)
      : Number.NaN
  return Number.isNaN(instant) ? null : instant
}

/** The instant before which the sender of these headers does not want to be asked again, in milliseconds since 1970, at
 *  most a day from now. A date is taken by the sender's own clock where it tells it. null where it asks nothing, or
 *  nothing that can be read. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | null {
  const asked = headers['retry-after']?.trim()
  if (asked === undefined) return null
  if (SECONDS.test(asked)) return now + Math.min(Number(asked) * 1000, LONGEST_WAIT_MS)
  const until = httpDate(asked)
  if (until === null) return null
  const clock = httpDate(headers['date']) ?? now
  return now + Math.min(Math.max(until - clock, 0), LONGEST_WAIT_MS)
}
