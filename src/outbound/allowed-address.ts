import ipaddr from 'ipaddr.js'

/** Why no request may go to an address. `translated`: it stands for an IPv4 address, which is not looked into. */
export type AddressRefusal =
  | 'not_an_address'
  | 'metadata'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'link_local'
  | 'multicast'
  | 'documentation'
  | 'translated'
  | 'reserved'

type Address = ReturnType<typeof ipaddr.parse>
type Ranges = readonly (readonly [AddressRefusal, readonly string[]])[]

/** Where the large hosts of virtual machines tell their guests' secrets. Some stand in ordinary ranges. */
const METADATA: Ranges = [
  [
    'metadata',
    [
      '169.254.169.254/32',
      '169.254.170.2/32',
      '169.254.170.23/32',
      '100.100.100.200/32',
      '168.63.129.16/32',
      '192.0.0.192/32',
      'fd00:ec2::254/128',
      'fd00:ec2::23/128',
      'fd20:ce::254/128',
    ],
  ],
]

/** Nobody can give leave for these: they name no single machine. */
const NO_MACHINE: Ranges = [
  ['unspecified', ['0.0.0.0/8', '::/128']],
  ['multicast', ['224.0.0.0/4', 'ff00::/8']],
]

/** IANA's registries of special-purpose addresses (RFC 6890 and later), those that are no part of the open Internet. */
const SPECIAL: Ranges = [
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10']],
  ['link_local', ['169.254.0.0/16', 'fe80::/10']],
  ['documentation', ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20']],
  ['translated', ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16']],
  ['reserved', ['192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4', '2001::/23']],
]

/** The only part of IPv6 that is given out for the open Internet. */
const GLOBAL_IPV6 = '2000::/3'

/** Ranges of one's own machine and one's own network. */
export const LOCAL_RANGES: readonly string[] = SPECIAL.filter(
  ([reason]) => reason === 'loopback' || reason === 'private',
).flatMap(([, ranges]) => ranges)

/** The ranges of this file and those that an operator opens, each read once. */
const readRanges = new Map<string, ReturnType<typeof ipaddr.parseCIDR>>()

function readRange(range: string): ReturnType<typeof ipaddr.parseCIDR> {
  const known = readRanges.get(range)
  if (known !== undefined) return known
  const read = ipaddr.parseCIDR(range)
  readRanges.set(range, read)
  return read
}

function isWithin(address: Address, range: string): boolean {
  const [network, bits] = readRange(range)
  return network.kind() === address.kind() && address.match(network, bits)
}

function reasonIn(address: Address, ranges: Ranges): AddressRefusal | null {
  const found = ranges.find(([, within]) => within.some((range) => isWithin(address, range)))
  return found === undefined ? null : found[0]
}

/** Only `192.0.2.1` and the forms of RFC 4291: no octal, no hexadecimal, no single number, no zone. */
function parse(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)
    ? ipaddr.IPv6.parse(text)
    : null
}

/** Whether the text is a range such as `10.0.0.0/8`. */
export function isRange(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}

/** Why no request may go to this IP address; null where it may. `permitted` are ranges such as `10.0.0.0/8` that the
 *  operator opens; addresses of metadata services, of many machines and of none stay closed whatever is permitted.
 *  Throws where a permitted range is none. */
export function addressRefusal(text: string, permitted: readonly string[] = []): AddressRefusal | null {
  const address = parse(text)
  if (address === null) return 'not_an_address'
  const never = reasonIn(address, METADATA) ?? reasonIn(address, NO_MACHINE)
  if (never !== null) return never
  if (permitted.some((range) => isWithin(address, range))) return null
  const special = reasonIn(address, SPECIAL)
  if (special !== null) return special
  return address.kind() === 'ipv6' && !isWithin(address, GLOBAL_IPV6) ? 'reserved' : null
}
