// In place of node:http2. Our server speaks HTTP/1.1 alone, to which proxies translate; the library that it stands on
// asks of each request whether it is one of HTTP/2, for which all of that would be read at each start.
module.exports = { Http2ServerRequest: class {}, constants: {} }
