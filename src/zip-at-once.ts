import * as compression from 'fflate/browser'

// At the edge this stands in the place of fflate (wrangler.toml), which would compress what is long in a thread of its
// own; the runtime there has none. Workbooks are made with it.

export const { strToU8, zipSync } = compression

/** Compresses the files into an archive at once, and hands it over as fflate does. */
export function zip(
  files: Parameters<typeof zipSync>[0],
  done: (error: Error | null, archive: Uint8Array | null) => void,
): void {
  done(null, zipSync(files))
}
