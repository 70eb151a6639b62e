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
    promise:
      'Nor is anything in the other tables that only grow: decisions, the audit trail, checkpoints and their keys, looks at pages, kept projections, names of migrations; none of their guards is taken away',
    file: 'test/store/append-only.test.ts',
    test: 'refuses all of this at every table that only grows',
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
    promise: 'So do two processes, each event once and in the order of its writer',
    file: 'test/store/append-events.test.ts',
    test: 'two processes that write at once leave one order without a gap or a fork, each event once and in the order of its writer',
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
    promise: 'While the database is away, reads go on and say so, writes fail clearly, and all comes back',
    file: 'test/replicas/outage.test.ts',
    test: 'while the database is away under load, reads go on and say so, writes fail clearly, and all comes back',
  },
  {
    promise: 'A database that stalls and says nothing is noticed, and no answer waits for it',
    file: 'test/replicas/outage.test.ts',
    test: 'a database that stalls and says nothing is noticed as well, and no answer waits for it',
  },
  {
    promise: 'After a loss of power every acknowledged event comes back',
    file: 'test/store/journal.test.ts',
    test: 'fills a database anew whose last files never came to the disk, and keeps the damaged one beside',
  },
  {
    promise:
      'A damaged journal gives back what stands before the damage, says what is missing and where, and is kept',
    file: 'test/store/journal.test.ts',
    test: 'of which a line was changed gives back what stands before it, is kept beside, and is begun anew',
  },
  {
    promise: 'Damage of the journal is found by verifying, before it is needed',
    file: 'test/store/journal.test.ts',
    test: 'is looked at as a whole when the record is verified, and what stands behind it is kept beside',
  },
  {
    promise: 'Nothing is signed by the server of a record that does not stand as it was written',
    file: 'test/http/checkpoints.test.ts',
    test: 'is signed nowhere, nor is a file given away, where an event does not stand as it was written',
  },
  {
    promise: 'Nor by the job that keeps checkpoints',
    file: 'test/cli/broken-record.test.ts',
    test: 'is not signed by the job that keeps checkpoints',
  },
  {
    promise: 'Nor is such a record exported',
    file: 'test/cli/broken-record.test.ts',
    test: 'is not exported',
  },
  {
    promise: 'Checkpoints are kept for good, with their keys',
    file: 'test/http/checkpoints.test.ts',
    test: 'is kept with its keys',
  },
  {
    promise: 'The file of keys is for its owner only',
    file: 'test/store/key-file.test.ts',
    test: 'is for its owner only, and is refused, unread and unrepeated, where others could read it',
  },
  {
    promise: 'Keys made and retired at once lose none',
    file: 'test/store/key-file.test.ts',
    test: 'loses no key when many are made and retired at once, and leaves nothing beside',
  },
  {
    promise: 'A restore lets nobody back in and tells nobody',
    file: 'test/cli/broken-record.test.ts',
    test: 'lets nobody in and tells nobody where it is restored, and says so',
  },
  {
    promise: 'Files of an export can be checked without this program too',
    file: 'test/cli/palermo-verify-files.test.ts',
    test: 'is found whole, and says who signed it',
  },
  {
    promise: 'Nothing that a document or a backup says steers a terminal',
    file: 'test/cli/terminal-text.test.ts',
    test: 'nothing that a document or a backup says steers the terminal of who reads it',
  },
  {
    promise: 'What officers do to subscriptions stands in the audit trail, without any address',
    file: 'test/http/officers-on-subscriptions.test.ts',
    test: 'stands in the audit trail without any address; reading, and what a holder does to its own, does not',
  },
  {
    promise: 'Keys, checkpoints, backups and what is brought back stand in the audit trail',
    file: 'test/cli/audit.test.ts',
    test: 'keys, checkpoints, backups and what is brought back stand there',
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
    promise: 'A token is refused from its last instant on, and at once when it is revoked',
    file: 'test/http/officers.test.ts',
    test: 'a token is refused from its last instant on, and at once when it is revoked, also where it was known',
  },
  {
    promise: 'So may the token of the operator be: salted scrypt, made by a command',
    file: 'test/cli/admin-token.test.ts',
    test: 'the token that `tokens admin` prints is accepted by its hash',
  },
  {
    promise:
      'Each scope opens its own addresses and no other, tried at every one of them; to decide or record includes to read what waits',
    file: 'test/http/scopes.test.ts',
    test: 'a token for %s alone opens its doors and no other',
  },
  {
    promise:
      'An address at which something is written or kept from others is in that trial, or the trial fails',
    file: 'test/http/scopes.test.ts',
    test: 'every address at which something is written or kept from others is known here',
  },
  {
    promise: 'Guessing of tokens is limited',
    file: 'test/http/officers.test.ts',
    test: 'guessing ends after ten tries, for that client only and for ten minutes',
  },
  {
    promise:
      'Many that guess at once are tested one at a time in a short queue, and others do not wait for them',
    file: 'test/http/many-guessers.test.ts',
    test: 'many that guess at once are tested one after the other, a short queue of them, and hold nobody else up',
  },
  {
    promise: 'At the edge no test of a token waits for a request that is over',
    file: 'test/contract/tokens-at-the-edge.test.ts',
    test: 'a token is tested at the edge though another request of the same client ended in the middle of its test',
  },
  {
    promise: 'The slow hash of a guess is computed on Node beside the program, not in its place',
    file: 'test/store/officer-tokens.test.ts',
    test: 'is computed in a thread while the program goes on',
  },
  {
    promise: 'Nor does an answer tell by its time which ids there are',
    file: 'test/http/many-guessers.test.ts',
    test: 'the slow hash is computed once for an id that somebody has and for one that nobody has',
  },
  {
    promise: 'Guesses are counted for all replicas together',
    file: 'test/http/officers.test.ts',
    test: 'guesses are counted for all replicas together, and who has made too many learns from none whether a token is right',
  },
  {
    promise: 'Nobody escapes that limit by writing another address into a request',
    file: 'test/http/officers.test.ts',
    test: 'nobody escapes the limit by writing another address into the request',
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
    promise: 'Its cookie is HttpOnly and SameSite=Strict, and over TLS Secure and of this host alone',
    file: 'test/http/officer-session.test.ts',
    test: 'has a cookie that no script reads and no other site sends, and over TLS only itself may set',
  },
  {
    promise: 'It has a new id at each sign-in, of which only a hash is kept',
    file: 'test/http/officer-session.test.ts',
    test: 'has a new secret at each sign-in, of which only the hash is kept',
  },
  {
    promise: 'It ends at sign-out, and at once when its token is revoked',
    file: 'test/http/officer-session.test.ts',
    test: 'is gone at sign-out, and at once when the token is revoked',
  },
  {
    promise: 'The desk takes nothing from another site, not even a sign-in',
    file: 'test/http/pages/desk.test.ts',
    test: 'takes nothing that a page of another site sends, not even a token to sign in',
  },
  {
    promise: 'Nor from another host of its own site',
    file: 'test/http/pages/desk.test.ts',
    test: 'takes nothing from another host of its own site or from a frame without an origin; over plain HTTP the origin tells',
  },
  {
    promise: 'One beyond each limit is a problem document',
    file: 'test/http/guard.test.ts',
    test: 'one beyond each limit',
  },
  {
    promise: 'A file of an export that is too long is refused before its first byte',
    file: 'test/http/guard.test.ts',
    test: 'a file of an export with one row more than is given is 403 before its first byte, and says where its rows are',
  },
  {
    promise: 'So is what is no request at all, or never ends',
    file: 'test/http/guard.test.ts',
    test: 'the server of Node',
  },
  {
    promise: 'The rate of each client is limited for it alone',
    file: 'test/http/guard.test.ts',
    test: 'is limited for it alone, with the standard headers, and is free again after a minute',
  },
  {
    promise: 'What is reckoned or drawn anew counts for more',
    file: 'test/http/guard.test.ts',
    test: 'counts what is reckoned or drawn anew as twenty-five requests, so that one client cannot keep the program busy',
  },
  {
    promise: 'It is made one at a time for each client, and others are answered between',
    file: 'test/http/guard.test.ts',
    test: 'lets others be answered between what one client asks for at once, one at a time of what is made anew',
  },
  {
    promise: 'No client takes the streams of others',
    file: 'test/http/guard.test.ts',
    test: 'holds for streams: a client has twenty of them at once, and others still have theirs',
  },
  {
    promise: 'A connection is answered one request at a time, and fills no memory by asking on',
    file: 'test/network/odd-requests.test.ts',
    test: 'requests that are sent on while nothing is read are not begun before the answers to those before them have left',
  },
  {
    promise: 'Slow clients hold nobody up',
    file: 'test/http/guard.test.ts',
    test: 'a hundred that send slowly hold nobody up',
  },
  {
    promise: 'Nor do clients that never read',
    file: 'test/http/guard.test.ts',
    test: 'a hundred that never read what they have asked for hold nobody up',
  },
  {
    promise:
      'Beside slow connections and a flood a usual client waits at most three times as long, or less than 25 ms',
    file: 'test/network/abuse.test.ts',
    test: 'a usual client waits at most three times as long beside slow connections and a client that floods',
  },
  {
    promise: 'A body that does not come in time is the fault of who sends it',
    file: 'test/http/guard.test.ts',
    test: 'a body that does not come in time is 408, the fault of who sends it',
  },
  {
    promise: 'Headers on every route',
    file: 'test/http/guard.test.ts',
    test: 'nosniff, no referrer, no script within a page, no frame but the embeds, no cookie, TLS where there is TLS',
  },
  {
    promise: 'On every address of the program too: pages, pictures, feeds, doors; only embeds may be framed',
    file: 'test/http/guard.test.ts',
    test: 'on every address of the program: pages, pictures, feeds, files, doors; only the pieces for other sites may be framed',
  },
  {
    promise: 'Pages of other sites may read, and do nothing else',
    file: 'test/http/guard.test.ts',
    test: 'pages of other sites may read, and do nothing else',
  },
  {
    promise: 'Links that leave the program name PUBLIC_URL, whatever host a request claims',
    file: 'test/http/base-address.test.ts',
    test: 'names that address, whatever host a request claims to be for',
  },
  {
    promise: 'A cache mixes no two clocks',
    file: 'test/http/through-a-cache.test.ts',
    test: 'through a cache each answer is the one of its own clocks, whatever came before and is kept there',
  },
  {
    promise: 'Pages ask nothing of any third party',
    file: 'test/browser/every-page.test.ts',
    test: 'wide and on a phone, light and dark: readable by all, in its width, quiet',
  },
  {
    promise: 'Nor does a start, an answer or a command',
    file: 'test/cli/asks-nobody.test.ts',
    test: 'neither a first start nor the answers ask anything of another machine',
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
      'Nothing in a body gives an error of ours, however deep it is nested or whatever its fields are called',
    file: 'test/http/hostile-bodies.test.ts',
    test: '%s: no error of ours, nothing written, no object changed',
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
    promise: 'Nor is it a formula in a workbook',
    file: 'test/http/workbook.test.ts',
    test: 'takes no text for a formula',
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
    promise:
      'Outages, halved tables, swapped columns, vanished rows, changed days: kept as evidence, nothing recorded, refused or waiting for a person',
    file: 'test/store/poisoned-pages.test.ts',
    test: 'changes nothing on record',
  },
  {
    promise:
      'What stands on an outage page is never taken for a change, and it is asked again ever more seldom',
    file: 'test/jobs/watch-depositary.test.ts',
    test: 'never takes an outage for a change: it is kept, and asked again sooner and ever more seldom',
  },
  {
    promise: 'A row that vanished waits: no State leaves by silence',
    file: 'test/depositary/compare-readings.test.ts',
    test: 'waits: no State leaves by silence',
  },
  {
    promise: 'A document older than the last one accepted is refused',
    file: 'test/depositary/reconcile.test.ts',
    test: 'refuses a page %s',
  },
  {
    promise: 'Two documents out of order are refused',
    file: 'test/depositary/compare-readings.test.ts',
    test: 'in the wrong order are refused: nothing is undone by an older one',
  },
  {
    promise: 'The same document again changes nothing',
    file: 'test/store/take-document.test.ts',
    test: 'that comes twice changes nothing the second time',
  },
  {
    promise: 'A wrong or missing encoding is read right',
    file: 'test/depositary/decode-bytes.test.ts',
    test: 'the encoding of a document',
  },
  {
    promise: 'Whatever the bytes, reading them throws nothing',
    file: 'test/depositary/hostile-bytes.test.ts',
    test: 'nothing is ever thrown',
  },
  {
    promise: 'Bytes that were damaged on the way are mended only where there is one way to',
    file: 'test/depositary/mend-bytes.test.ts',
    test: 'mending',
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
    promise: 'An answer that is not whole is no document: reset, wrong length, cut gzip',
    file: 'test/depositary/fetch-faults.test.ts',
    test: 'an answer that is not whole is no document',
  },
  {
    promise: 'A source that asks to be left alone is',
    file: 'test/depositary/fetch-document.test.ts',
    test: 'a source that wants to be left alone',
  },
  {
    promise: 'A source that failed is asked again after a while, ever more seldom',
    file: 'test/depositary/fetch-plan.test.ts',
    test: 'when a source is looked at again',
  },
  {
    promise: 'Nothing is fetched over TLS that is not sound',
    file: 'test/depositary/fetch-tls.test.ts',
    test: 'the secure connection',
  },
  {
    promise: 'A source that is silent for twice its interval is noticed, and when it speaks again',
    file: 'test/jobs/watch-depositary.test.ts',
    test: 'says when the source was silent for twice the interval, and when it speaks again',
  },
  {
    promise: 'Then every answer says stale',
    file: 'test/http/stale.test.ts',
    test: 'a source that was silent for too long',
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
    promise: 'Loading history sends nothing to a thousand subscribers',
    file: 'test/alerts/first-load.test.ts',
    test: 'sends nothing to a thousand subscribers who want every kind, the first time and again; the next act goes to all',
  },
  {
    promise: 'Loading history and writing twice tell nobody anything again',
    file: 'test/alerts/promises.test.ts',
    test: 'the first load, a second start, and an event written twice tell nobody anything again',
  },
  {
    promise: 'What is to come is announced on its day only',
    file: 'test/alerts/road-to-entry.test.ts',
    test: 'is told day by day, as it came',
  },
  {
    promise: 'Messages come in order and under one id on every try, and can be replayed from any number',
    file: 'test/alerts/promises.test.ts',
    test: 'a receiver that fails is tried again in order, then switched off, and can be replayed from any number',
  },
  {
    promise: 'A reader of the stream that comes back misses nothing and sees nothing twice',
    file: 'test/alerts/without-a-server.test.ts',
    test: 'a reader of the stream that comes back with the last id it saw has missed nothing and sees nothing twice',
  },
  {
    promise: 'A receiver that hangs delays nobody else',
    file: 'test/alerts/promises.test.ts',
    test: 'a receiver that hangs delays nobody else',
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
    promise: 'A copy of a webhook is good for five minutes only, each try is signed anew',
    file: 'test/alerts/promises.test.ts',
    test: 'each try is signed for its own instant, and a copy sent again more than five minutes later is refused by the reference library',
  },
  {
    promise: 'Tries after a failure come with backoff and end after three days',
    file: 'test/alerts/what-is-told.test.ts',
    test: 'tries after a failure',
  },
  {
    promise: 'What is refused for three days is parked and shown, and the next goes out',
    file: 'test/alerts/mail-server-down.test.ts',
    test: 'is parked after three days of refusals for now, and the next goes out',
  },
  {
    promise: 'While our own mail server is down, mail waits, and nobody is switched off',
    file: 'test/alerts/mail-server-down.test.ts',
    test: 'waits however long the mail server is down, operators are told once, nobody is switched off, and it arrives',
  },
  {
    promise: 'Webhooks go to no address that is not open',
    file: 'test/alerts/where-webhooks-go.test.ts',
    test: 'do not go to %s',
  },
  {
    promise: 'Nor where a name leads that changes between look-up and connection',
    file: 'test/alerts/where-webhooks-go.test.ts',
    test: 'are sent to the address that was checked, though the name is somewhere else a moment later',
  },
  {
    promise: 'E-mail: asked, confirmed, told, left by one click, and the address is gone',
    file: 'test/alerts/subscribe.test.ts',
    test: 'by e-mail: asked, confirmed, told, changed, and left in one click with the address gone',
  },
  {
    promise: 'Nobody learns by asking who is subscribed; links are kept as hashes, asking is limited',
    file: 'test/alerts/subscribe.test.ts',
    test: 'answers alike whether an address is known or not, keeps only hashes, and limits networks and addresses',
  },
  {
    promise: 'No header of a mail can be put in by an address',
    file: 'test/alerts/subscribe.test.ts',
    test: 'refuses what is not one plain e-mail address',
  },
  {
    promise: 'Links to confirm end after two days',
    file: 'test/alerts/switched-off.test.ts',
    test: 'a link that confirms is good for two days, and kept only as a hash',
  },
  {
    promise: 'Operators are told once when a source is silent',
    file: 'test/alerts/operators-told.test.ts',
    test: 'source_silent: once for each silence, in the words of the jobs, and only to who asked',
  },
  {
    promise: 'Operators are told once when messages wait too long',
    file: 'test/alerts/operators-told.test.ts',
    test: 'queue_late: once, when nobody began to send a message for half an hour',
  },
  {
    promise: 'Who wants it gets a sign of life when nothing changed',
    file: 'test/alerts/operators-told.test.ts',
    test: 'a sign of life says that nothing changed and when the depositary was last read',
  },
  {
    promise: 'A token is no leave to write to anybody: subscribing is limited for each address and network',
    file: 'test/alerts/subscribe.test.ts',
    test: 'its requests are limited for each address and each network too',
  },
  {
    promise: 'The ledger keeps how a message went the first time, however often it is sent again',
    file: 'test/alerts/ledger.test.ts',
    test: 'keeps how a message went the first time',
  },
  {
    promise: 'Nobody is switched off because our own network is down',
    file: 'test/alerts/network-down.test.ts',
    test: 'wait however long this machine finds no way out',
  },
  {
    promise: 'No file of the data directory holds the address of who left a minute ago',
    file: 'test/alerts/gone-after-leaving.test.ts',
    test: 'a minute after leaving no file holds the address any more',
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
    promise: 'Two processes run a job that is due once',
    file: 'test/jobs/two-processes.test.ts',
    test: 'that are due at the same moment: one runs the job, the other finds nothing to do',
  },
  {
    promise: 'One that was stopped (SIGSTOP) beyond its lease and wakes writes nothing',
    file: 'test/jobs/two-processes.test.ts',
    test: 'one stopped beyond its lease: the other takes over, and the first, woken, writes nothing',
  },
  {
    promise: 'Nor one that was stopped within its transaction',
    file: 'test/jobs/two-processes.test.ts',
    test: 'one stopped within its transaction: the server ends that, and the other takes over',
  },
  {
    promise: 'One that was killed is taken over from',
    file: 'test/jobs/two-processes.test.ts',
    test: 'one killed in the middle: the other takes over when the lease is over',
  },
  {
    promise: 'A job never runs over itself',
    file: 'test/jobs/run-job.test.ts',
    test: 'never runs over itself: by hand it is skipped, its next time comes when it has ended',
  },
  {
    promise: 'Every run is on record',
    file: 'test/store/job-runs.test.ts',
    test: 'are on record with their start, end, outcome, what they did, for which instant and by whom',
  },
  {
    promise: 'Dependencies are pinned, run nothing unasked, and may be given on',
    file: 'test/shape/supply-chain.test.ts',
    test: 'runs nothing while it is installed but what is allowed by name',
  },
  {
    promise: 'Each dependency is named with its reason',
    file: 'test/shape/docs.test.ts',
    test: 'every dependency, with why',
  },
  {
    promise: 'Licences are checked',
    file: 'test/shape/supply-chain.test.ts',
    test: 'has licences that let it be given on',
  },
  {
    promise: 'Signatures of the registry are checked by a command',
    file: 'test/shape/supply-chain.test.ts',
    test: 'has the signatures of the registry checked by a command, which no test waits for',
  },
  {
    promise: 'What is shipped is listed in CycloneDX by a command',
    file: 'test/shape/supply-chain.test.ts',
    test: 'is listed in CycloneDX by a command, every package that is shipped',
  },
]
