/** Codes that ISO 3166-1 no longer has, and what the State that goes on is called there now, as ISO 3166-3 has them: to
 *  suggest it to whoever still writes the old one. */
const NOW_OF_FORMER: Readonly<Record<string, string>> = {
  BU: 'MMR',
  BUR: 'MMR',
  BYS: 'BLR',
  CS: 'SRB',
  CSK: 'CZE',
  DD: 'DEU',
  DDR: 'DEU',
  DHY: 'BEN',
  HVO: 'BFA',
  NHB: 'VUT',
  RHO: 'ZWE',
  ROM: 'ROU',
  SCG: 'SRB',
  SU: 'RUS',
  SUN: 'RUS',
  TMP: 'TLS',
  TP: 'TLS',
  VDR: 'VNM',
  YMD: 'YEM',
  YU: 'SRB',
  YUG: 'SRB',
  ZAR: 'COD',
  ZR: 'COD',
}

/** The former codes of the State with this code of today. */
export function formerCodesOf(code: string): readonly string[] {
  return Object.keys(NOW_OF_FORMER).filter((former) => NOW_OF_FORMER[former] === code)
}
