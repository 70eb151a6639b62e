import { describe, expect, it } from 'vitest'
import { addressRefusal, LOCAL_RANGES } from '../../src/outbound/allowed-address.ts'

/** Expected answers from IANA's registries of special-purpose addresses for IPv4 and IPv6. */
const ADDRESSES: readonly (readonly [address: string, refusal: ReturnType<typeof addressRefusal>])[] = [
  ['8.8.8.8', null],
  ['1.1.1.1', null],
  ['157.150.34.32', null],
  ['9.255.255.255', null],
  ['11.0.0.0', null],
  ['100.63.255.255', null],
  ['100.128.0.0', null],
  ['172.15.255.255', null],
  ['172.32.0.0', null],
  ['192.167.255.255', null],
  ['192.169.0.0', null],
  ['223.255.255.255', null],
  ['2001:4860:4860::8888', null],
  ['2606:4700:4700::1111', null],
  ['2a00:1450:4001:81b::200e', null],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['::', 'unspecified'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'private'],
  ['100.127.255.255', 'private'],
  ['fc00::1', 'private'],
  ['fd12:3456:789a::1', 'private'],
  ['fec0::1', 'private'],
  ['169.254.0.1', 'link_local'],
  ['169.254.255.255', 'link_local'],
  ['fe80::1', 'link_local'],
  ['febf::1', 'link_local'],
  ['169.254.169.254', 'metadata'],
  ['169.254.170.2', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['192.0.0.192', 'metadata'],
  ['fd00:ec2::254', 'metadata'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['ff02::1', 'multicast'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.7', 'documentation'],
  ['203.0.113.9', 'documentation'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['::ffff:127.0.0.1', 'translated'],
  ['::ffff:7f00:1', 'translated'],
  ['::ffff:8.8.8.8', 'translated'],
  ['::127.0.0.1', 'translated'],
  ['64:ff9b::7f00:1', 'translated'],
  ['64:ff9b:1::a00:1', 'translated'],
  ['2002:7f00:1::', 'translated'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'translated'],
  ['192.0.0.8', 'reserved'],
  ['192.88.99.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['198.19.255.255', 'reserved'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['100::1', 'reserved'],
  ['2001:2::1', 'reserved'],
  ['4000::1', 'reserved'],
  ['5f00::1', 'reserved'],
  ['0177.0.0.1', 'not_an_address'],
  ['0x7f.0.0.1', 'not_an_address'],
  ['0x7f000001', 'not_an_address'],
  ['2130706433', 'not_an_address'],
  ['017700000001', 'not_an_address'],
  ['127.1', 'not_an_address'],
  ['127.0.0.01', 'not_an_address'],
  ['127.0.0.1.', 'not_an_address'],
  [' 127.0.0.1', 'not_an_address'],
  ['８.８.８.８', 'not_an_address'],
  ['256.1.1.1', 'not_an_address'],
  ['fe80::1%eth0', 'not_an_address'],
  ['[::1]', 'not_an_address'],
  ['localhost', 'not_an_address'],
  ['', 'not_an_address'],
]

describe('where requests may go', () => {
  it('the table holds at least sixty addresses, each once', () => {
    expect(new Set(ADDRESSES.map(([address]) => address)).size).toBe(ADDRESSES.length)
    expect(ADDRESSES.length).toBeGreaterThanOrEqual(60)
  })

  it.each(ADDRESSES)('%s: %s', (address, refusal) => {
    expect(addressRefusal(address)).toBe(refusal)
  })

  it('an operator opens a range, and nothing beside it', () => {
    const permitted = ['10.1.0.0/16', 'fd12::/16']
    expect(addressRefusal('10.1.2.3', permitted)).toBeNull()
    expect(addressRefusal('fd12::7', permitted)).toBeNull()
    expect(addressRefusal('10.2.0.1', permitted)).toBe('private')
    expect(addressRefusal('fd13::7', permitted)).toBe('private')
    expect(addressRefusal('127.0.0.1', permitted)).toBe('loopback')
  })

  it('no permission opens a metadata service, a group of machines or no machine', () => {
    const everything = ['0.0.0.0/0', '::/0']
    expect(addressRefusal('10.0.0.1', everything)).toBeNull()
    expect(addressRefusal('169.254.169.254', everything)).toBe('metadata')
    expect(addressRefusal('fd00:ec2::254', everything)).toBe('metadata')
    expect(addressRefusal('239.0.0.1', everything)).toBe('multicast')
    expect(addressRefusal('0.0.0.0', everything)).toBe('unspecified')
  })

  it('the ranges of one\u2019s own network hold loopback and private addresses, not link-local ones', () => {
    for (const address of ['127.0.0.1', '::1', '10.0.0.1', '172.16.0.1', '192.168.1.1', 'fd00::1']) {
      expect(addressRefusal(address, LOCAL_RANGES)).toBeNull()
    }
    expect(addressRefusal('169.254.1.1', LOCAL_RANGES)).toBe('link_local')
    expect(addressRefusal('fe80::1', LOCAL_RANGES)).toBe('link_local')
    expect(addressRefusal('::ffff:127.0.0.1', LOCAL_RANGES)).toBe('translated')
  })
})
