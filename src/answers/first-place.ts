/** The first of the places at which something is so, from one up to, without it, another, which is the answer where it is
 *  so at none. Where it is so once, it is so at all later places: they are not all looked at. */
export function firstPlace(
  { from, to }: { readonly from: number; readonly to: number },
  isSo: (place: number) => boolean,
): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isSo(middle)) high = middle
    else low = middle + 1
  }
  return low
}
