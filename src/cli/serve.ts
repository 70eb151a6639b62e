import type { Command } from 'commander'
import { exportRowsIn } from '../answers/export-rows.ts'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { requireFreePort } from '../network/free-port.ts'
import { holdDataDirectory } from '../store/hold-data-directory.ts'
import type { StorePlace } from '../store/open-store.ts'
import { alertSettings } from './alert-settings.ts'
import type { CommandLine } from './command-line.ts'
import { fetchingFrom } from './fetching-from.ts'
import { showOpening, storePlace } from './open-record.ts'
import { keyPlace } from './signing-keys.ts'

const PORT = '8787'
const MOST_PROXIES = 9
const RATE = '3000'
const HOST = '127.0.0.1'
const LARGEST_PORT = 65_535
/** The first file that is handed over; those before are input, output and errors. */
const FIRST_SOCKET = 3

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= LARGEST_PORT) return port
  const problem: InputProblem = {
    field: 'PORT',
    value: text,
    accepted: `a whole number from 0 to ${LARGEST_PORT}`,
  }
  throw new InputError([problem])
}

/** The hash of a token with every scope. A plain SHA-256 is taken, and it is said what that is worth. */
async function adminTokenHashOf({ env, err }: CommandLine): Promise<string | null> {
  const text = env['ADMIN_TOKEN_HASH']
  if (!text) return null
  const { ADMIN_HASH_ACCEPTED, isAdminHash, isPlainHash } = await import('../store/admin-token.ts')
  if (!isAdminHash(text)) {
    throw new InputError([{ field: 'ADMIN_TOKEN_HASH', value: '…', accepted: ADMIN_HASH_ACCEPTED }])
  }
  if (isPlainHash(text)) {
    err(
      'Note: ADMIN_TOKEN_HASH is a plain SHA-256: good only for a long random token. `palermo tokens admin` makes one with a slow, salted hash.\n',
    )
  }
  return text
}

function proxiesOf(text: string): number {
  if (/^\d$/.test(text)) return Number(text)
  const accepted = `how many proxies of yours stand before the server, 0 to ${MOST_PROXIES}`
  throw new InputError([{ field: 'TRUSTED_PROXIES', value: text, accepted }])
}

/** The socket that systemd holds open for this process, as `systemd.socket` describes it; null where there is none. */
function heldSocket(env: CommandLine['env'], pid: number): number | null {
  const isOurs = env['LISTEN_PID'] === String(pid) && Number(env['LISTEN_FDS']) >= 1
  return isOurs ? FIRST_SOCKET : null
}

function secondsOf(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new InputError([{ field: 'STOP_DELAY', value: text, accepted: 'whole seconds, at most 999' }])
}

function rateOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InputError([{ field: 'RATE_LIMIT', value: text, accepted: 'requests of one client in a minute' }])
}

/** The read replica; only beside a server that is written to. */
function readUrlOf(env: CommandLine['env']): string | null {
  const url = env['DATABASE_READ_URL'] || null
  if (url === null || env['DATABASE_URL']) return url
  const accepted = 'a read replica of the server that DATABASE_URL names, which is not given'
  throw new InputError([{ field: 'DATABASE_READ_URL', value: '…', accepted }])
}

/** The first start of a record takes a while, and a port in use is said before it. Where the directory is held it is the
 *  holder that is named: most likely this very server, started twice. */
async function requirePort(
  at: { readonly port: number; readonly host: string; readonly socket: number | null },
  { dataDir, databaseUrl }: StorePlace,
): Promise<void> {
  if (at.socket !== null || at.port === 0) return
  try {
    await requireFreePort({ port: at.port, host: at.host })
  } catch (error) {
    if (!databaseUrl) holdDataDirectory(dataDir).release()
    throw error
  }
}

/** `palermo serve`: the server with its jobs, until it is told to stop. */
export function addServe(program: Command, line: CommandLine): void {
  program
    .command('serve')
    .description('Serves pages and API; PORT, HOST, DATA_DIR, DATABASE_URL and JOBS say how.')
    .addHelpText('after', '\nExample:\n  PORT=9000 JOBS=off palermo serve')
    .action(async () => {
      const options = {
        port: portOf(line.env['PORT'] || PORT),
        host: line.env['HOST'] || HOST,
        socket: heldSocket(line.env, process.pid),
        readUrl: readUrlOf(line.env),
        logRequests: line.env['LOG_REQUESTS'] === 'on',
        stopDelayMs: 1_000 * secondsOf(line.env['STOP_DELAY'] || '0'),
        jobs: line.env['JOBS'] !== 'off',
        adminTokenHash: await adminTokenHashOf(line),
        keys: keyPlace(line),
        perMinute: rateOf(line.env['RATE_LIMIT'] || RATE),
        exportRows: exportRowsIn(line.env['EXPORT_ROWS'] ?? ''),
        proxies: proxiesOf(line.env['TRUSTED_PROXIES'] || '0'),
        alerts: alertSettings(line),
        fetching: fetchingFrom(line),
        out: line.out,
        err: line.err,
      }
      await requirePort(options, storePlace(line))
      const { beginOpening } = await import('../store/open-store.ts')
      // The rest of the program is read while the database starts, and not before: it would start after it.
      const shown = showOpening(line)
      const { opened } = await beginOpening({ ...storePlace(line), onStep: shown.onStep })
      const [store, { serve }] = await Promise.all([opened.finally(shown.end), import('../node.ts')])
      await serve(store, options)
    })
}
