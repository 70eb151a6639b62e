import type * as z from 'zod'
import type { participant } from '../../../answers/participant.ts'
import type { Fixed } from '../../../answers/resource.ts'
import type { Found } from '../asking.ts'

/** The answer about one participant. */
export type Standing = Fixed<z.output<(typeof participant)['answer']>>
export type FoundStanding = Found<Standing>
