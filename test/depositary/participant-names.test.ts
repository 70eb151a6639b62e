import { describe, expect, it } from 'vitest'
import { foldName, matchName } from '../../src/depositary/participant-names.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { MADE_NAMES } from './made-page.ts'

const known = (name: string, ...days: string[]) => {
  const match = matchName(MADE_NAMES, name, () => days.map(plainDate))
  return match.kind === 'known' ? match.participant : match.kind
}

describe('a name', () => {
  it.each([
    ["Côte d'Ivoire", 'CIV'],
    ['Cote d’Ivoire', 'CIV'],
    ["CÔTE D'IVOIRE", 'CIV'],
    ['Türkiye', 'TUR'],
    ['Turkiye', 'TUR'],
    ['Turkey', 'TUR'],
    ['St. Lucia', 'LCA'],
    ['Saint Lucia', 'LCA'],
    ['Korea, Republic of', 'KOR'],
    ['Korea (Republic of)', 'KOR'],
    ["Korea, Democratic People's Republic of", 'PRK'],
    ['Islamic Republic of Iran', 'IRN'],
    ['The Gambia', 'GMB'],
    ['Gambia (the)', 'GMB'],
    ['Netherlands', 'NLD'],
    ['Netherlands (Kingdom of the)', 'NLD'],
    ['Kingdom of the Netherlands', 'NLD'],
    ['Congo, Democratic Republic of the', 'COD'],
    ['Viet  Nam', 'VNM'],
    ['European Community', 'EUE'],
  ])('%s is %s', (name, code) => {
    expect(known(name)).toBe(code)
  })

  it.each([
    'Czechoslovakia',
    'Republic of China',
    'Democratic Republic',
    'Korea',
    'Iran',
    'Albanla',
    'Hong Kong',
    '',
  ])('that nobody registered is unknown, however like another: "%s"', (name) => {
    expect(known(name)).toBe('unknown')
  })

  it('keeps apart the two Congos and the two Koreas', () => {
    expect(known('Congo')).toBe('COG')
    expect(known('Democratic Republic of the Congo')).toBe('COD')
    expect(foldName('Republic of Korea')).not.toBe(foldName("Democratic People's Republic of Korea"))
  })

  it('Yugoslavia is Serbia for the acts since 2000 only; before, it was another State', () => {
    expect(known('Yugoslavia', '2000-12-12', '2001-09-06')).toBe('SRB')
    expect(known('Yugoslavia', '1991-01-03')).toBe('other_state')
    expect(known('Serbia', '1991-01-03')).toBe('SRB')
  })
})
