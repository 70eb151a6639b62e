import fc from 'fast-check'

/**
 * Every generated test sees the same cases each time, so that a failure is one of the program and comes again.
 * `FC_SEED` looks at others: a number, or `random`, which prints the seed of what fails.
 */
const asked = process.env['FC_SEED'] ?? '20000815'
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) })
