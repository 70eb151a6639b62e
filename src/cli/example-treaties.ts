import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import type { PackFolder } from '../pack/pack.ts'
import { readChosenPacks } from '../store/read-pack-folder.ts'
import type { CommandLine } from './command-line.ts'

const described = z.object({ position: z.number(), treaties: z.array(z.object({ slug: z.string() })) })

function readDescribed({ files }: PackFolder): z.output<typeof described>[] {
  try {
    const { data } = described.safeParse(JSON.parse(files.get('pack.json') ?? ''))
    return data === undefined ? [] : [data]
  } catch (error) {
    // What is wrong with a pack is said when it is loaded; help has to come all the same.
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function slugsOf(chosen: string | undefined): readonly string[] {
  try {
    return readChosenPacks(chosen)
      .flatMap(readDescribed)
      .toSorted((one, other) => one.position - other.position)
      .flatMap(({ treaties }) => treaties.map(({ slug }) => slug))
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

/** A treaty for examples in help: the one in this place among those of the chosen packs, again from the first after the
 *  last; a place to fill in where there is none. */
export function exampleTreaty({ env }: Pick<CommandLine, 'env'>, place = 0): string {
  const slugs = slugsOf(env['PACKS'])
  return slugs[place % slugs.length] ?? '<treaty>'
}
