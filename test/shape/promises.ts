/** One promise of SECURITY.md: the file and the name of the test that shows it, and how much of it is tried in a run. */
export type Promised = {
  readonly promise: string
  readonly file: string
  readonly test: string
  readonly figure: string
}

/** What is promised, in the order of SECURITY.md. A promise without a test stands in SECURITY.md as not kept. */
export const PROMISES: readonly Promised[] = [
  {
    promise: 'An event once written is never changed or removed by SQL',
    file: 'test/store/append-only.test.ts',
    test: 'the record on $name',
    figure: '31 statements, both databases',
  },
  {
    promise: 'Writers at once leave one order without a gap',
    file: 'test/store/append-events.test.ts',
    test: 'leaves one order without a gap after 50 writers at once',
    figure: '50 writers, both databases',
  },
  {
    promise: 'Who tries again after a failed write writes nothing twice',
    file: 'test/store/append-events.test.ts',
    test: 'gives a writer that tries again what it wrote before, and writes nothing twice',
    figure: 'both databases',
  },
  {
    promise: 'Verifying names the first event or document that was changed past every guard',
    file: 'test/store/verify-record.test.ts',
    test: 'names the first event whose document was changed',
    figure: '4 ways, both databases',
  },
  {
    promise: 'Anybody can check an export without this program',
    file: 'test/cli/palermo-verify.test.ts',
    test: 'finds %s',
    figure: '19 ways of tampering, all found',
  },
  {
    promise: 'A record written anew and signed by another key is found',
    file: 'test/cli/palermo-verify.test.ts',
    test: 'finds a record written anew and signed by another key of the same name, once it is told the key',
    figure: '1',
  },
  {
    promise: 'An earlier state is shown to be the beginning of a later one',
    file: 'test/record/merkle-tree.test.ts',
    test: 'shows every earlier tree to be the beginning of every later one, and no other',
    figure: '820 pairs',
  },
  {
    promise: 'Keys change with an overlap',
    file: 'test/record/signed-note.test.ts',
    test: 'during a change of keys is accepted by who knows either, and by nobody else',
    figure: '1',
  },
  {
    promise: 'After kill -9 in the middle of writing every acknowledged event is there, without a gap',
    file: 'test/store/kill.test.ts',
    test: 'all is there that was acknowledged, without a gap',
    figure: '2 kills on each database; KILLS=250 for more',
  },
  {
    promise: 'After a loss of power every acknowledged event comes back',
    file: 'test/store/journal.test.ts',
    test: 'fills a database anew whose last files never came to the disk, and keeps the damaged one beside',
    figure: '5 tests of kinds of loss',
  },
  {
    promise: 'A backup is of one moment and restores everything',
    file: 'test/store/backup.test.ts',
    test: 'is of one moment, whatever is written meanwhile',
    figure: 'both databases, both ways',
  },
  {
    promise: 'A damaged backup is refused whole',
    file: 'test/store/backup.test.ts',
    test: 'is refused whole',
    figure: '12 kinds of damage, both databases',
  },
  {
    promise: 'An older backup sends no message again',
    file: 'test/store/backup.test.ts',
    test: 'sends nothing again that may have been sent since',
    figure: 'both databases',
  },
  {
    promise: 'An upgrade keeps everything',
    file: 'test/store/backup.test.ts',
    test: '%s is brought to the newest schema with everything in it',
    figure: '1 version',
  },
  {
    promise: 'Going back to an older version is refused',
    file: 'test/store/migrate.test.ts',
    test: 'refuse a database that a newer version has made',
    figure: 'both databases',
  },
  {
    promise: 'Tokens are kept hashed, scoped, expiring, revocable',
    file: 'test/store/officer-tokens.test.ts',
    test: 'are kept without their secret',
    figure: 'both databases',
  },
  {
    promise: 'Guessing of tokens is limited',
    file: 'test/http/officers.test.ts',
    test: 'guessing ends after ten tries, for that client only and for ten minutes',
    figure: '10 tries',
  },
  {
    promise: 'The audit trail only grows',
    file: 'test/store/officer-tokens.test.ts',
    test: 'refuses: %s',
    figure: '7 statements, both databases',
  },
  {
    promise: 'A session changes something only with its CSRF token',
    file: 'test/http/officer-session.test.ts',
    test: 'changes something only with the CSRF token of the session, in the form or the header',
    figure: 'both databases',
  },
  {
    promise: 'One beyond each limit is a problem document',
    file: 'test/http/guard.test.ts',
    test: 'one beyond each limit',
    figure: '400, 408, 413, 414, 431, 503',
  },
  {
    promise: 'The rate of each client is limited for it alone',
    file: 'test/http/guard.test.ts',
    test: 'is limited for it alone, with the standard headers, and is free again after a minute',
    figure: '1',
  },
  {
    promise: 'Slow clients hold nobody up',
    file: 'test/http/guard.test.ts',
    test: 'a hundred that send slowly hold nobody up',
    figure: '100 connections',
  },
  {
    promise: 'Headers on every route',
    file: 'test/http/guard.test.ts',
    test: 'nosniff, no referrer, no script within a page, no frame but the embeds, no cookie, TLS where there is TLS',
    figure: 'every route of the OpenAPI document',
  },
  {
    promise: 'Wrong input never gives an error of ours',
    file: 'test/http/generated-requests.test.ts',
    test: 'whatever is asked, the answer is an answer or a problem, never an error of ours',
    figure: '3,000 requests',
  },
  {
    promise: 'A log has one line, whatever is in it',
    file: 'test/record/one-line.test.ts',
    test: '%j is one line in a log',
    figure: '5 texts',
  },
  {
    promise: 'Dependencies are pinned, run nothing unasked, and may be given on',
    file: 'test/shape/supply-chain.test.ts',
    test: 'runs nothing while it is installed but what is allowed by name',
    figure: 'every package of the lockfile',
  },
]
