import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../store/new-folder.ts'
import { palermo, startServing } from './program.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const EXAMPLE = 'test/pack/bbnj'

type Event = {
  readonly seq: number
  readonly treaty: string
  readonly hash: string
  readonly known_on: string
}

async function json(address: string): Promise<Record<string, unknown>> {
  return (await fetch(address)).json()
}

async function slugs(address: string): Promise<string[]> {
  const { treaties } = (await json(`${address}/v1/treaties`)) as { treaties: { slug: string }[] }
  return treaties.map(({ slug }) => slug)
}

async function eventsOf(address: string): Promise<Event[]> {
  const text = await (await fetch(`${address}/v1/export/events.ndjson`)).text()
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function served<T>(env: Record<string, string>, use: (address: string) => Promise<T>): Promise<T> {
  const running = await startServing(env)
  try {
    return await use(running.address)
  } finally {
    running.child.kill('SIGTERM')
    await running.ended
  }
}

/** The example with an unknown field, a rule without its article and a signature after the window. */
function badExample(): string {
  const folder = join(newFolder(), 'bad')
  cpSync(join(ROOT, EXAMPLE), folder, { recursive: true })
  const change = (name: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, name), 'utf8')
    if (!text.includes(from)) throw new Error(`no ${from} in ${name}`)
    writeFileSync(join(folder, name), text.replace(from, to))
  }
  change('rules.json', '"article": "68(1)",', '"articel": "68(1)",')
  change('pack.json', '"position": 3,', '"position": 3,\n  "colour": "blue",')
  change('events.csv', 'ATG,signature,2023-09-20', 'ATG,signature,2025-09-21')
  return folder
}

/** The first pack, with an accession to a Protocol by a State that has not joined the Convention. */
function withEarlyAccession(): string {
  const folder = join(newFolder(), 'early')
  cpSync(join(ROOT, 'sql/packs/untoc'), folder, { recursive: true })
  appendFileSync(
    join(folder, 'events.csv'),
    'XVIII-12-c,TUV,accession,2010-01-05,,2010-01-06,read,,mtdsg-2014-07,\n',
  )
  return folder
}

describe('packs that come to a running record', () => {
  it('are there after the process was started again, and what was on record is as it was', async () => {
    const DATA_DIR = newFolder()
    const before = await served({ DATA_DIR, PACKS: 'untoc' }, async (address) => {
      expect(await slugs(address)).toEqual(['untoc', 'trafficking', 'smuggling', 'firearms'])
      expect((await fetch(`${address}/v1/treaties/cybercrime`)).status).toBe(404)
      return eventsOf(address)
    })
    // Without PACKS every pack that comes with the program is brought in.
    const today = new Date().toISOString().slice(0, 10)
    await served({ DATA_DIR, PACKS: '' }, async (address) => {
      expect(await slugs(address)).toEqual(['untoc', 'trafficking', 'smuggling', 'firearms', 'cybercrime'])
      const after = await eventsOf(address)
      expect(after.slice(0, before.length)).toEqual(before)
      const added = after.slice(before.length)
      expect(added).toHaveLength(74)
      expect(new Set(added.map(({ treaty, known_on }) => `${treaty} ${known_on}`))).toEqual(
        new Set([`XVIII-16 ${today}`]),
      )
      expect(await json(`${address}/v1/treaties/cybercrime`)).toMatchObject({
        // One whose day is not known surely was deposited by now.
        threshold: { counted: 1, needed: 40 },
        counts: { signatories: 69, at_most: { threshold_count: 3 } },
      })
    })
    const bad = badExample()
    const refused = await palermo(['status'], { DATA_DIR, PACKS: `untoc,cybercrime,${bad}` })
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain(`${bad}/pack.json:5: colour: "blue" is not accepted`)
    expect(refused.err).toContain(`${bad}/rules.json:4: XXI-10: articel: "68(1)" is not accepted`)
    expect((await palermo(['verify'], { DATA_DIR })).out).toContain(`intact: ${before.length + 74} events`)
  })

  it('are refused without the pack that they need', async () => {
    const { code, err } = await palermo(['status'], { DATA_DIR: newFolder(), PACKS: 'cybercrime' })
    expect(code).toBe(2)
    expect(err).toBe(
      'sql/packs/cybercrime/pack.json:7: needs: "untoc" is not accepted; expected the id of a pack that is loaded before.\n',
    )
  })

  it('are named as they are spelled', async () => {
    const { code, err } = await palermo(['status'], { DATA_DIR: newFolder(), PACKS: 'untoc,cibercrime' })
    expect(code).toBe(2)
    expect(err).toContain('PACKS: "cibercrime" is not accepted')
    expect(err).toContain('Did you mean "cybercrime"?')
  })

  it('can lie in a folder elsewhere; whichever command brings them in says what a person should look at', async () => {
    const env = { DATA_DIR: newFolder(), PACKS: `${withEarlyAccession()},./${EXAMPLE}` }
    const { code, out, err } = await palermo(['explain', 'bbnj', '--as-of', '2025-01-01'], env)
    expect(code).toBe(0)
    expect(err).toMatch(/^Note: .*TUV.*\n$/)
    expect(out).toContain('The threshold of 60 instruments is not met: 5 counted.')
    expect(out).toContain('2025-05-01 if everything that is missing came')
  })
})

describe('palermo pack check', () => {
  it('says that nothing is wrong', async () => {
    const { code, out } = await palermo(['pack', 'check', EXAMPLE, 'sql/packs/cybercrime'], {})
    expect(out).toContain('sql/packs/cybercrime: nothing is wrong; XVIII-16, 74 events.')
    expect(out).toContain('test/pack/bbnj: nothing is wrong; XXI-10, 32 events.')
    expect(code).toBe(0)
  })

  it('lists what is wrong, with file, line and field, and exits 1', async () => {
    const bad = badExample()
    const { code, out, err } = await palermo(['pack', 'check', bad], {})
    expect(err).toBe('')
    expect(out).toContain(`${bad}/pack.json:5: colour: "blue" is not accepted; expected one of id, title`)
    expect(out).toContain(`${bad}: 2 problems; it would be refused.`)
    expect(code).toBe(1)
    const asJson = await palermo(['pack', 'check', bad, '--json'], {})
    expect(JSON.parse(asJson.out)[0].problems[1]).toMatchObject({
      file: `${bad}/rules.json`,
      line: 4,
      field: 'XXI-10: articel',
    })
  })

  it('exits 2 where there is no folder', async () => {
    const { code, err } = await palermo(['pack', 'check', './nowhere'], {})
    expect(code).toBe(2)
    expect(err).toContain(
      'folder: "./nowhere" is not accepted; expected the path of a folder that holds a pack',
    )
  })
})
