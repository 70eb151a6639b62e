import { BASE } from './base.ts'
import { FRAME } from './frame.ts'
import { MARKS } from './marks.ts'
import { PRINT } from './print.ts'
import { TABLES } from './tables.ts'
import { VARIABLES } from './variables.ts'

/** The one style sheet of every page. */
export const STYLE = [VARIABLES, BASE, FRAME, TABLES, MARKS, PRINT].join('')
