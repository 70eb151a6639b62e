import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { terminalText } from '../../src/cli/terminal-text.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo } from './program.ts'

const folder = newFolder()
const ESC = '\u001b'
/** Renames the window, clears the screen, hides a line, moves up. */
const HOSTILE = `${ESC}]0;owned\u0007 ${ESC}[2J ${ESC}[8m \u009b1A \u0008 \u007f`

/** Whether anything in a text steers a terminal. */
function steers(text: string): boolean {
  return /[^\P{Cc}\n\t]/u.test(text)
}

it('what steers a terminal is written as an escape, which in JSON means the same; bold is kept where it is wanted', () => {
  expect(steers(HOSTILE)).toBe(true)
  expect(steers(terminalText(HOSTILE, { colour: true }).replaceAll(`${ESC}[8m`, ''))).toBe(false)
  expect(terminalText(`${ESC}[1mName${ESC}[22m\r\n\tx\ry`, { colour: true })).toBe(
    `${ESC}[1mName${ESC}[22m\r\n\tx\\u000dy`,
  )
  expect(terminalText(`${ESC}[1mName`, { colour: false })).toBe('\\u001b[1mName')
  const json = JSON.stringify({ name: HOSTILE })
  expect(JSON.parse(terminalText(json, { colour: false }))).toEqual({ name: HOSTILE })
})

it('nothing that a document or a backup says steers the terminal of who reads it', async () => {
  const page = join(folder, 'page.csv')
  writeFileSync(
    page,
    `Participant,Signature,Ratification${HOSTILE}\nNor${HOSTILE}way,12 Dec 2000,13 Dec 2000\n`,
  )
  const backup = join(folder, 'x.backup')
  const head = { seq: 1, hash: HOSTILE }
  writeFileSync(backup, `${JSON.stringify({ palermo_backup: 1, schema: HOSTILE, head, made_at: HOSTILE })}\n`)
  const raw = join(folder, 'raw.backup')
  writeFileSync(raw, `${HOSTILE}\n`)
  for (const args of [
    ['read', page],
    ['read', page, '--json'],
    ['compare', page, page],
    ['restore', '--check', backup],
    ['restore', '--check', raw],
    ['restore', '--check', join(folder, HOSTILE.replaceAll('\u0000', ''))],
    ['import', raw],
    ['status', HOSTILE],
    [HOSTILE],
  ]) {
    const { out, err } = await palermo(args, { DATA_DIR: join(folder, 'data') })
    expect({ args, steers: steers(out + err) }).toEqual({ args, steers: false })
    expect(out + err).not.toBe('')
  }
})
