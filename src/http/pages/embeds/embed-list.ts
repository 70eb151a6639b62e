import type { ServedItem } from '../serve-item.ts'
import { badge, figureAlone, figureText, panel, sentenceAlone, sentenceText } from './treaty-embeds.ts'

/** Pieces that other sites may show: a panel, a badge, one number, one sentence. They may be framed anywhere. */
export const EMBEDS: readonly Omit<ServedItem, 'headers'>[] = [
  panel,
  badge,
  figureAlone,
  figureText,
  sentenceAlone,
  sentenceText,
]
