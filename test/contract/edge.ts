import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '../shape/source-files.ts'
import { freePort } from '../store/postgres-server.ts'

/** The program as Cloudflare runs it: the bundle of wrangler in their own runtime, on this machine and offline. */
export type Edge = {
  readonly address: string
  /** Wakes the Worker as a cron trigger does, and waits until it is done. */
  readonly wake: () => Promise<void>
  readonly stop: () => Promise<void>
}

const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')

function isReady(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    const listen = (piece: Buffer): void => {
      const text = piece.toString()
      said += text
      if (said.includes('Ready on')) resolve()
      // What a test that fails needs to be understood.
      if (/error/i.test(text)) process.stderr.write(`wrangler: ${text}`)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`wrangler ended with ${code}: ${said}`)))
  })
}

type EdgeSettings = { readonly folder: string; readonly vars?: Readonly<Record<string, string>> }
type Wrangler = { readonly child: ChildProcess; readonly address: string }

async function startWrangler(databaseUrl: string, { folder, vars = {} }: EdgeSettings): Promise<Wrangler> {
  const port = await freePort()
  const given = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const args = ['dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0']
  const quiet = ['--show-interactive-dev-session=false', '--persist-to', folder]
  const child = spawn(process.execPath, [WRANGLER, ...args, ...quiet, ...given], {
    cwd: ROOT,
    env: {
      ...process.env,
      CI: '1',
      NO_COLOR: '1',
      WRANGLER_SEND_METRICS: 'false',
      // On a crowded machine 250 ms, its own limit for a connection to the runtime beside it, are not enough: it would end
      // with an error that says nothing.
      NODE_OPTIONS: '--no-network-family-autoselection',
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
    },
  })
  await isReady(child)
  return { child, address: `http://127.0.0.1:${port}` }
}

/** Starts `wrangler dev` with Hyperdrive before the database at `databaseUrl`. `vars` stand beside those of
 *  wrangler.toml. On a crowded machine wrangler itself can end before its runtime answers it: it is started once more. */
export async function startEdge(databaseUrl: string, settings: EdgeSettings): Promise<Edge> {
  const start = () => startWrangler(databaseUrl, settings)
  const { child, address } = await start().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`)
    return start()
  })
  return {
    address,
    wake: async () => {
      const answer = await fetch(`${address}/cdn-cgi/handler/scheduled`)
      if (!answer.ok) throw new Error(`the cron trigger answered ${answer.status}: ${await answer.text()}`)
    },
    stop: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
