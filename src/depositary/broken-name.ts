/** A replacement character, or an accented letter of UTF-8 read as if it were iso-8859-1 (`CÃ´te`). */
const BROKEN = /\ufffd|\u00c3|\u00c2[\u0080-\u00bf]/

/** The first name that was written in another encoding than it was read in; null where there is none. A document with
 *  such a name is refused whole: no participant is ever made of it. */
export function brokenName(names: readonly string[]): string | null {
  return names.find((name) => BROKEN.test(name)) ?? null
}
