import { scrypt } from 'node:crypto'
import type { Scrypt } from './secret-hash.ts'

const BYTES_A_BLOCK = 128
/** Room beside the blocks themselves. */
const SPARE_BYTES = 1024 * 1024

/** Computes it in a thread of Node, while the program goes on with other requests. */
export const threadScrypt: Scrypt = (secret, salt, { N, r, p, dkLen }) =>
  new Promise((resolve, reject) => {
    const maxmem = BYTES_A_BLOCK * r * (N + p) + SPARE_BYTES
    scrypt(secret, salt, dkLen, { N, r, p, maxmem }, (error, hash) => {
      if (error === null) resolve(hash)
      else reject(error)
    })
  })
