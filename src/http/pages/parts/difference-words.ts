import type { MessageName, Text } from '../text/text.ts'

/** Reasons for which a difference waits, as the chain of readings gives them, and the message that says the same; what
 *  a message names stands in the groups. */
const REASONS: readonly (readonly [RegExp, MessageName])[] = [
  [/^Two rows of the document say different things of it\.$/, 'waits.twice'],
  [/^The row has more or fewer cells than the heading\.$/, 'waits.misshapen'],
  [/^The cell names no act that can be read\.$/, 'waits.unreadable'],
  [/^The heading does not explain the letter\.$/, 'waits.letter'],
  [/^The heading gives the letter several meanings\.$/, 'waits.letters'],
  [/^The document prints an act of a kind that the record does not hold\.$/, 'waits.other_kind'],
  [/^The record knew only that it happened between two days\.$/, 'waits.dated'],
  [/^The record holds it as done between two other days\.$/, 'waits.other_span'],
  [/^Day and kind differ from the record\.$/, 'waits.day_and_kind'],
  [/^The record has (?<day>\d{4}-\d\d-\d\d)\.$/, 'waits.day'],
  [/^The record has (?<day>\d{4}-\d\d-\d\d)\. It is later: .*$/, 'waits.later_day'],
  [/^The record has (?<kind>[a-z_]+)\.$/, 'waits.kind'],
  [/^Brackets say that it has ended; .*$/, 'waits.brackets'],
  [/^The row is there, the act is not\.$/, 'waits.act_gone'],
  [/^The name is not known; a person says whose it is\.$/, 'waits.name'],
  [
    /^The name is not known; a person says whose it is\. Its acts are those of (?<name>.+), which is gone: .*$/,
    'waits.respelled',
  ],
  [/^No list has this spelling\.$/, 'waits.spelling'],
  [/^The reading before wrote "(?<name>.*)"\.$/, 'waits.spelling_before'],
  [/^It has left; its row was printed until now .*$/, 'waits.left'],
  [/^No State leaves by silence: .*$/, 'waits.silence'],
  [/^The record has it from another source; .*$/, 'waits.other_source'],
  [/^A heading no longer gives a meaning .*; now: (?<name>.*)\.$/, 'waits.heading'],
  [
    /^The document printed (?<n>\d+) signatories before and prints (?<m>\d+) now\.$/,
    'waits.fewer_signatories',
  ],
  [/^The document printed (?<n>\d+) parties before and prints (?<m>\d+) now\.$/, 'waits.fewer_parties'],
  [/^(?<day>\d{4}-\d\d-\d\d) is after the day of the document\.$/, 'waits.future'],
  [
    /^(?<day>\d{4}-\d\d-\d\d) is before the adoption on (?<other>\d{4}-\d\d-\d\d)\.$/,
    'waits.before_adoption',
  ],
  [/^(?<day>\d{4}-\d\d-\d\d) is not a day on which the treaty was open .*$/, 'waits.not_open'],
  [/^An earlier consent has ended; .*$/, 'waits.second'],
  [/^The table prints the day of receipt; .*$/, 'waits.succession'],
  [/^No consent to the treaty that this one needs .*$/, 'waits.parent'],
  [/^A reading made (?<n>\d+) days? after the act did not have it\.$/, 'waits.late'],
  [/^The record does not have it\.$/, 'waits.new'],
  [/^Nothing of it is written by itself: (?<name>.*) \(document (?<hash>[0-9a-f]+)\)\.$/, 'waits.held'],
]

/** Kinds of difference by the words of the chain; a message each. */
export function differenceClassWords(text: Text, name: string): string {
  const message = `difference.${name.replaceAll(/[ ,]+/g, '_')}` as MessageName
  return message in text.language.messages ? text.plain(message) : name
}

/** Why a difference waits, in the language of the page; null for a reason that no message says. */
export function knownWait(text: Text, reason: string): string | null {
  const other = / \((?<name>[a-z ,]+)\)$/.exec(reason)
  if (other !== null && differenceClassWords(text, other[1] ?? '') !== other[1]) {
    const inner = knownWait(text, reason.slice(0, other.index))
    const kind = differenceClassWords(text, other[1] ?? '')
    return inner === null ? null : text.plain('waits.disagrees', { inner, kind })
  }
  for (const [pattern, name] of REASONS) {
    const found = pattern.exec(reason)
    if (found === null) continue
    const { day, other: otherDay, kind, name: named, n, m, hash } = found.groups ?? {}
    return text.plain(name, {
      ...(day === undefined ? {} : { day: text.dayInWords(day) }),
      ...(otherDay === undefined ? {} : { other: text.dayInWords(otherDay) }),
      ...(kind === undefined ? {} : { kind: kindWords(text, kind) }),
      ...(named === undefined ? {} : { name: named }),
      ...(n === undefined ? {} : { n: text.number(Number(n)), count: Number(n) }),
      ...(m === undefined ? {} : { m: text.number(Number(m)) }),
      ...(hash === undefined ? {} : { hash }),
    })
  }
  return null
}

function kindWords(text: Text, kind: string): string {
  const message = `deposit.${kind}` as MessageName
  return message in text.language.messages ? text.plain(message) : kind
}

/** Why a difference waits; as it was given where no message says it. */
export function waitWords(text: Text, reason: string): string {
  return knownWait(text, reason) ?? reason
}

/** Where a difference stands and why: what waits and since when, or who decided it, when, and with which words. */
export function explanationWords(text: Text, explanation: string): string {
  const waits = /^Waits since (?<when>\S+): (?<reason>.*)$/s.exec(explanation)?.groups
  if (waits !== undefined) {
    const when = text.instantInWords(waits['when'] ?? '')
    return text.plain('waits.since', { when, reason: waitWords(text, waits['reason'] ?? '') })
  }
  const decided = /^(?<who>.+) decided at (?<when>\S+): (?<reason>.*)$/s.exec(explanation)?.groups
  if (decided === undefined) return waitWords(text, explanation)
  const { who = '', when = '', reason = '' } = decided
  return text.plain('waits.decided', { who, when: text.instantInWords(when), reason })
}
