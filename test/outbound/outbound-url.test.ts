import { describe, expect, it } from 'vitest'
import { readOutboundUrl } from '../../src/outbound/outbound-url.ts'

const BASE = new URL('https://treaties.example/pages/status.aspx?no=1')

describe('addresses as they are written', () => {
  it.each([
    ['https://treaties.example/a%20b.xml', 'https://treaties.example/a%20b.xml'],
    ['HTTPS://Treaties.Example/a', 'https://treaties.example/a'],
    ['https://treaties.example:443/a', 'https://treaties.example/a'],
    ['http://treaties.example:8080', 'http://treaties.example:8080/'],
    ['http://127.0.0.1:9000/copy/', 'http://127.0.0.1:9000/copy/'],
    ['http://[::1]:9000/', 'http://[::1]:9000/'],
    ['https://treaties.example/a#part', 'https://treaties.example/a'],
  ])('%s is followed', (text, href) => {
    expect(readOutboundUrl(text).url?.href).toBe(href)
  })

  it.each([
    ['', 'not_a_url'],
    ['treaties.example/a', 'not_a_url'],
    ['//treaties.example/a', 'not_a_url'],
    ['https://treaties.example/a\r\nHost: other', 'not_a_url'],
    ['https://treaties.example\\@other.example/', 'not_a_url'],
    ['ht\ttps://treaties.example/', 'not_a_url'],
    ['ftp://treaties.example/a', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['https://treaties.example@127.0.0.1/', 'userinfo'],
    ['https://user:secret@treaties.example/', 'userinfo'],
    ['https://@treaties.example/', 'userinfo'],
    ['http://0177.0.0.1/', 'odd_host'],
    ['http://0x7f.0.0.1/', 'odd_host'],
    ['http://2130706433/', 'odd_host'],
    ['http://127.1/', 'odd_host'],
    ['http://１２７.0.0.1/', 'odd_host'],
    ['http://%31%32%37.0.0.1/', 'odd_host'],
    ['http://127.0.0.1./', 'odd_host'],
    ['https://treaties.example./', 'odd_host'],
    ['http://[0:0:0:0:0:0:0:1]/', 'odd_host'],
    ['http://[::ffff:127.0.0.1]/', 'odd_host'],
    ['https:treaties.example/', 'odd_host'],
    ['https:/treaties.example/', 'odd_host'],
    ['https://treaties.example:0443/', 'odd_host'],
  ] as const)('%j is refused as %s', (text, refusal) => {
    expect(readOutboundUrl(text)).toEqual({ url: null, refusal })
  })

  it.each([
    ['other.aspx', 'https://treaties.example/pages/other.aspx'],
    ['/root.xml', 'https://treaties.example/root.xml'],
    ['?no=2', 'https://treaties.example/pages/status.aspx?no=2'],
    ['//elsewhere.example/x', 'https://elsewhere.example/x'],
    ['http://elsewhere.example/x', 'http://elsewhere.example/x'],
  ])('%s is taken from the page that names it', (text, href) => {
    expect(readOutboundUrl(text, BASE).url?.href).toBe(href)
  })

  it.each([
    ['//0x7f.1/', 'odd_host'],
    ['//a@elsewhere.example/', 'userinfo'],
    ['https:other.aspx', 'odd_host'],
    ['gopher://elsewhere.example/', 'scheme'],
  ] as const)('%s on a page is refused as %s', (text, refusal) => {
    expect(readOutboundUrl(text, BASE)).toEqual({ url: null, refusal })
  })
})
