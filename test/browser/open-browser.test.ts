import { expect, test } from 'vitest'
import { chosenBrowser } from './open-browser.ts'

test('where there is no browser, one line says what to install', () => {
  const said = (): string => chosenBrowser(null, () => false)
  expect(said).toThrow(/^No browser for the page tests: install Google Chrome or Chromium[^\n]*$/)
})

test('an installed one is taken where none is packaged, and the packaged one before it', () => {
  expect(chosenBrowser(null, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome')
  expect(chosenBrowser('/packaged', () => true)).toBe('/packaged')
})
