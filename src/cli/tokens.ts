import { type Command, Option } from 'commander'
import { InputError } from '../law/input-error.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import { COMMAND_LINE, SCOPES, type Scope } from '../record/officer.ts'
import type { OfficerToken } from '../store/officer-tokens.ts'
import type { CommandLine } from './command-line.ts'
import { dayOption } from './hand-entry.ts'
import { tableText } from './table.ts'
import { withBareRecord } from './with-record.ts'

type CreateOptions = {
  readonly name: string
  readonly scope: readonly Scope[]
  readonly until?: string
  readonly json?: boolean
}

const USUAL_DAYS = 365
const LONGEST_DAYS = 730
const COLUMNS = [
  { heading: 'Id' },
  { heading: 'Name' },
  { heading: 'Scopes' },
  { heading: 'Made' },
  { heading: 'Until' },
  { heading: 'State' },
] as const

/** The instant after the last day on which the token is good. */
function expiryOf(line: CommandLine, until: string | undefined): string {
  const last: PlainDate = until === undefined ? addDays(line.today, USUAL_DAYS) : dayOption('--until', until)
  if (last < line.today || last > addDays(line.today, LONGEST_DAYS)) {
    const accepted = `a day from ${line.today} to ${addDays(line.today, LONGEST_DAYS)}`
    throw new InputError([{ field: '--until', value: last, accepted }])
  }
  return `${addDays(last, 1)}T00:00:00.000Z`
}

async function create(line: CommandLine, options: CreateOptions): Promise<void> {
  const { createToken } = await import('../store/officer-tokens.ts')
  const expiresAt = expiryOf(line, options.until)
  await withBareRecord(line, async ({ db }) => {
    const { name, scope: scopes } = options
    const { text, token } = await createToken(db, { name, scopes, expiresAt, by: COMMAND_LINE })
    if (options.json) return line.out(`${JSON.stringify({ ...token, token: text }, null, 2)}\n`)
    line.out(`${text}\n`)
    line.err(
      `Token ${token.id} of ${name} for ${token.scopes.join(', ')}, until ${token.expires_at}. It is shown this once.\n`,
    )
  })
}

function stateOf({ revoked_at, expires_at }: OfficerToken): string {
  if (revoked_at !== null) return `revoked ${revoked_at.slice(0, 10)}`
  return Date.parse(expires_at) <= Date.now() ? 'expired' : 'good'
}

async function list(line: CommandLine, { json }: { readonly json?: boolean }): Promise<void> {
  const { listTokens } = await import('../store/officer-tokens.ts')
  await withBareRecord(line, async ({ db }) => {
    const tokens = await listTokens(db)
    if (json) return line.out(`${JSON.stringify(tokens, null, 2)}\n`)
    if (tokens.length === 0) return line.out('There are no tokens.\n')
    const rows = tokens.map((token) => [
      token.id,
      token.name,
      token.scopes.join(' '),
      token.created_at.slice(0, 10),
      token.expires_at.slice(0, 10),
      stateOf(token),
    ])
    line.out(tableText(line, COLUMNS, rows))
  })
}

async function revoke(line: CommandLine, id: string): Promise<void> {
  const { revokeToken } = await import('../store/officer-tokens.ts')
  await withBareRecord(line, async ({ db }) => {
    const { name } = await revokeToken(db, { id, by: COMMAND_LINE })
    line.out(`Token ${id} of ${name} is revoked.\n`)
  })
}

async function admin(line: CommandLine, { json }: { readonly json?: boolean }): Promise<void> {
  const { newAdminToken } = await import('../store/admin-token.ts')
  const { text, hash } = newAdminToken()
  if (json) return line.out(`${JSON.stringify({ token: text, admin_token_hash: hash }, null, 2)}\n`)
  line.out(`${text}\nADMIN_TOKEN_HASH=${hash}\n`)
  line.err('The token has every scope wherever ADMIN_TOKEN_HASH is set so. It is shown this once.\n')
}

/** `palermo tokens`: makes, lists and revokes the tokens of officers. */
export function addTokens(program: Command, line: CommandLine): void {
  const tokens = program
    .command('tokens')
    .description('Tokens of officers: who may do more than read.')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo tokens create --name a.officer --scope read decide\n  palermo tokens list\n  palermo tokens revoke <id>',
    )
  tokens
    .command('create')
    .description('Makes a token and prints it once; only a hash of it is kept.')
    .requiredOption('--name <name>', 'who holds it; events and the audit trail name this')
    .addOption(
      new Option('--scope <scopes...>', 'what it may be used for').choices(SCOPES).makeOptionMandatory(),
    )
    .option('--until <day>', `last day on which it is good; ${USUAL_DAYS} days from now when left out`)
    .option('--json', 'the token with what is known of it')
    .addHelpText(
      'after',
      '\nExample:\n  palermo tokens create --name a.officer --scope read decide --until 2027-06-30',
    )
    .action((options: CreateOptions) => create(line, options))
  tokens
    .command('admin')
    .description('Makes a token with every scope, kept nowhere, and the ADMIN_TOKEN_HASH that accepts it.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  palermo tokens admin')
    .action((options: { readonly json?: boolean }) => admin(line, options))
  tokens
    .command('list')
    .description('Every token, without its secret.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  palermo tokens list --json')
    .action((options: { readonly json?: boolean }) => list(line, options))
  tokens
    .command('revoke')
    .argument('<id>', 'id of the token')
    .description('Takes a token back; it is refused from then on.')
    .addHelpText('after', '\nExample:\n  palermo tokens revoke <id>')
    .action((id: string) => revoke(line, id))
}
