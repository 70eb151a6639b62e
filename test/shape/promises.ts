/** One promise of SECURITY.md: the file and the name of the test that shows it, as both are written; `%s`, `%j` and `$word`
 *  stand for anything. */
export type Promised = {
  readonly promise: string
  readonly file: string
  readonly test: string
}

/** What is promised, in the order of SECURITY.md. A promise without a test stands in SECURITY.md as not kept. */
export const PROMISES: readonly Promised[] = [
  {
    promise: 'An event once written is never changed or removed by SQL',
    file: 'test/store/append-only.test.ts',
    test: 'the record on $name',
  },
  {
    promise: 'Writers at once leave one order without a gap',
    file: 'test/store/append-events.test.ts',
    test: 'leaves one order without a gap after 50 writers at once',
  },
  {
    promise: 'So do two pools of connections to one PostgreSQL',
    file: 'test/store/append-events.test.ts',
    test: 'leave one order without a gap',
  },
  {
    promise: 'What belongs to an event is written with it or not at all',
    file: 'test/store/append-events.test.ts',
    test: 'writes what belongs to the events with them or not at all',
  },
  {
    promise: 'Who tries again after a failed write writes nothing twice',
    file: 'test/store/append-events.test.ts',
    test: 'gives a writer that tries again what it wrote before, and writes nothing twice',
  },
  {
    promise: 'Verifying names the first event or document that was changed past every guard',
    file: 'test/store/verify-record.test.ts',
    test: 'names the first event whose document was changed',
  },
  {
    promise: 'Every answer of the past stays the one given then',
    file: 'test/http/past-answers.test.ts',
    test: 'every answer of the past is the one given then, byte for byte, after a hundred corrections',
  },
  {
    promise: 'Anybody can check an export without this program',
    file: 'test/cli/palermo-verify.test.ts',
    test: 'finds %s',
  },
  {
    promise: 'A record written anew and signed by another key is found',
    file: 'test/cli/palermo-verify.test.ts',
    test: 'finds a record written anew and signed by another key of the same name, once it is told the key',
  },
  {
    promise: 'An earlier state is shown to be the beginning of a later one',
    file: 'test/record/merkle-tree.test.ts',
    test: 'shows every earlier tree to be the beginning of every later one, and no other',
  },
  {
    promise: 'Keys change with an overlap',
    file: 'test/record/signed-note.test.ts',
    test: 'during a change of keys is accepted by who knows either, and by nobody else',
  },
  {
    promise:
      'kill -9 while writing, migrating, loading, reading pages, deciding, correcting or backing up leaves nothing half done, and loses nothing that was acknowledged',
    file: 'test/store/kill.test.ts',
    test: 'while $kind leaves nothing half done, and loses nothing that was acknowledged',
  },
  {
    promise: 'kill -9 loses no alert and sends none twice that is known as accepted',
    file: 'test/alerts/crash.test.ts',
    test: 'loses none, and sends none twice that is known as accepted',
  },
  {
    promise:
      'A process without memory left ends, and the next one finds everything that was acknowledged and goes on',
    file: 'test/store/no-memory.test.ts',
    test: 'a process that has no memory left ends, and the next one finds everything acknowledged and goes on (%s)',
  },
  {
    promise: 'On a full disk writes are refused clearly, reads go on, and nothing is broken afterwards',
    file: 'test/store/full-disk.test.ts',
    test: 'a full disk, mounted by root',
  },
  {
    promise:
      'On a disk that turns read-only under a running server writes are refused clearly, reads go on, and nothing is broken afterwards',
    file: 'test/store/read-only-disk.test.ts',
    test: 'refuses writes clearly, reads go on, and once it is mended and mounted again nothing is broken',
  },
  {
    promise:
      'While the database only lets itself be read, writes are refused clearly, reads go on, and all comes back',
    file: 'test/replicas/read-only-server.test.ts',
    test: 'while the database only lets itself be read, writes are refused clearly, reads go on, jobs say so, and all comes back',
  },
  {
    promise: 'After a loss of power every acknowledged event comes back',
    file: 'test/store/journal.test.ts',
    test: 'fills a database anew whose last files never came to the disk, and keeps the damaged one beside',
  },
  {
    promise: 'A backup is of one moment and restores everything',
    file: 'test/store/backup.test.ts',
    test: 'is of one moment, whatever is written meanwhile',
  },
  {
    promise: 'A damaged backup is refused whole',
    file: 'test/store/backup.test.ts',
    test: 'is refused whole',
  },
  {
    promise: 'An older backup sends no message again',
    file: 'test/store/backup.test.ts',
    test: 'sends nothing again that may have been sent since',
  },
  {
    promise: 'An upgrade keeps everything',
    file: 'test/store/backup.test.ts',
    test: '%s is brought to the newest schema with everything in it',
  },
  {
    promise: 'Going back to an older version is refused',
    file: 'test/store/migrate.test.ts',
    test: 'refuse a database that a newer version has made',
  },
  {
    promise: 'The folder of a newer version is refused clearly and left as it is',
    file: 'test/cli/going-back.test.ts',
    test: 'is refused by this one in one line, and left as it is',
  },
  {
    promise: 'A slow reader of a backup holds no writer up',
    file: 'test/http/backup.test.ts',
    test: 'holds no writer up, however slowly it is read',
  },
  {
    promise: 'What is done at the command line stands in the audit trail',
    file: 'test/cli/audit.test.ts',
    test: 'stands in the audit trail with its officer, a preview does not',
  },
  {
    promise: 'Tokens are kept hashed, scoped, expiring, revocable',
    file: 'test/store/officer-tokens.test.ts',
    test: 'are kept without their secret',
  },
  {
    promise: 'Guessing of tokens is limited',
    file: 'test/http/officers.test.ts',
    test: 'guessing ends after ten tries, for that client only and for ten minutes',
  },
  {
    promise: 'The audit trail only grows',
    file: 'test/store/officer-tokens.test.ts',
    test: 'refuses: %s',
  },
  {
    promise: 'A session changes something only with its CSRF token',
    file: 'test/http/officer-session.test.ts',
    test: 'changes something only with the CSRF token of the session, in the form or the header',
  },
  {
    promise: 'One beyond each limit is a problem document',
    file: 'test/http/guard.test.ts',
    test: 'one beyond each limit',
  },
  {
    promise: 'The rate of each client is limited for it alone',
    file: 'test/http/guard.test.ts',
    test: 'is limited for it alone, with the standard headers, and is free again after a minute',
  },
  {
    promise: 'Slow clients hold nobody up',
    file: 'test/http/guard.test.ts',
    test: 'a hundred that send slowly hold nobody up',
  },
  {
    promise: 'Headers on every route',
    file: 'test/http/guard.test.ts',
    test: 'nosniff, no referrer, no script within a page, no frame but the embeds, no cookie, TLS where there is TLS',
  },
  {
    promise: 'Wrong input never gives an error of ours',
    file: 'test/http/generated-requests.test.ts',
    test: 'whatever is asked, the answer is an answer or a problem, never an error of ours',
  },
  {
    promise: 'Every route answers what the OpenAPI document says, or a problem, whatever is sent to it',
    file: 'test/http/generated-operations.test.ts',
    test: 'every route answers whatever is sent with what the document says, or a problem, never an error of ours',
  },
  {
    promise:
      'Bytes that no client sends get a problem document, and nothing is answered twice or smuggled in',
    file: 'test/network/odd-requests.test.ts',
    test: 'requests that no client of ours sends',
  },
  {
    promise:
      'A hostile name in the record is a text on every page, no formula in a table, and breaks no feed',
    file: 'test/http/hostile-names.test.ts',
    test: 'a hostile name in the record',
  },
  {
    promise: 'What a client sends ends no header and no line of the log',
    file: 'test/http/hostile-names.test.ts',
    test: 'what a client sends',
  },
  {
    promise: 'A log has one line, whatever is in it',
    file: 'test/record/one-line.test.ts',
    test: '%j is one line in a log',
  },
  {
    promise: 'A spoilt page of the depositary is refused, held or waits: it never changes anything unseen',
    file: 'test/depositary/mutation-before-the-record.test.ts',
    test: 'no spoilt page says anything else before the record unseen',
  },
  {
    promise: 'A page that is no status table makes no claim',
    file: 'test/depositary/recognise-document.test.ts',
    test: '%s: makes no claim',
  },
  {
    promise: 'Entities, DTDs and ten thousand nested elements are refused',
    file: 'test/depositary/strict-xml.test.ts',
    test: 'the strict parser',
  },
  {
    promise: 'A source that sends too much is cut off',
    file: 'test/depositary/fetch-faults.test.ts',
    test: 'a source that sends too much is cut off',
  },
  {
    promise: 'A source that is too slow is left',
    file: 'test/depositary/fetch-faults.test.ts',
    test: 'a source that is too slow is left within the limits',
  },
  {
    promise: 'Each redirect is checked anew',
    file: 'test/depositary/fetch-addresses.test.ts',
    test: 'each redirect is checked anew',
  },
  {
    promise: 'Requests go to no address of one’s own network, however it is written',
    file: 'test/outbound/allowed-address.test.ts',
    test: '%s: %s',
  },
  {
    promise: 'Loading history and writing twice tell nobody anything again',
    file: 'test/alerts/promises.test.ts',
    test: 'the first load, a second start, and an event written twice tell nobody anything again',
  },
  {
    promise: 'A correction reaches who was told, and nobody else',
    file: 'test/alerts/promises.test.ts',
    test: 'a correction of another event tells nobody who was told of this one',
  },
  {
    promise: '410 ends a subscription',
    file: 'test/alerts/promises.test.ts',
    test: '410 ends it at once, and operators are told',
  },
  {
    promise: 'While secrets rotate both sign, as the reference library verifies',
    file: 'test/alerts/promises.test.ts',
    test: 'while secrets rotate both sign, and afterwards only the new one',
  },
  {
    promise: 'Tries after a failure come with backoff and end after three days',
    file: 'test/alerts/what-is-told.test.ts',
    test: 'tries after a failure',
  },
  {
    promise: 'Webhooks go to no address that is not open',
    file: 'test/alerts/where-webhooks-go.test.ts',
    test: 'do not go to %s',
  },
  {
    promise: 'A job catches up one missed run',
    file: 'test/jobs/run-job.test.ts',
    test: 'that was missed for five nights runs once when the program is back',
  },
  {
    promise: 'A job survives a clock that is set back or forward',
    file: 'test/jobs/run-job.test.ts',
    test: 'runs neither twice nor never when the clock is set back or forward',
  },
  {
    promise: 'A job runs once on each day of both changes of summer time',
    file: 'test/jobs/run-job.test.ts',
    test: 'runs once on each day of both changes of summer time',
  },
  {
    promise: 'Dependencies are pinned, run nothing unasked, and may be given on',
    file: 'test/shape/supply-chain.test.ts',
    test: 'runs nothing while it is installed but what is allowed by name',
  },
  {
    promise: 'Licences are checked',
    file: 'test/shape/supply-chain.test.ts',
    test: 'has licences that let it be given on',
  },
  {
    promise: 'What is shipped is listed in CycloneDX by a command',
    file: 'test/shape/supply-chain.test.ts',
    test: 'is listed in CycloneDX by a command, every package that is shipped',
  },
]
