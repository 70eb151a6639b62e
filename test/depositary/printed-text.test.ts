import { describe, expect, it } from 'vitest'
import { printedField } from '../../src/depositary/printed-nodes.ts'
import { printedName } from '../../src/depositary/printed-text.ts'

describe('printed text', () => {
  it.each([
    ['Denmark<superscript>1</superscript>', 'Denmark', [1]],
    ['United Kingdom<superscript>5,7,8</superscript>', 'United Kingdom', [5, 7, 8]],
    ['Japan<superscript>10</superscript><superscript>11</superscript>', 'Japan', [10, 11]],
    ['Kenya<superscript>*</superscript>', 'Kenya', ['*']],
    ['  Viet\t\n Nam ', 'Viet Nam', []],
    ['United Nations, <i>Treaty Series</i>, vol. 1', 'United Nations, Treaty Series, vol. 1', []],
    ['Chad<superscript>1', 'Chad', [1]],
  ])('%s: the marks are a list and no part of the name', (field, text, marks) => {
    expect(printedField(field)).toEqual({ text, marks, strange: false })
  })

  it.each([
    '12 Dec 2000 <table><tr><td>3 Mar 2003</td></tr></table>',
    '<s>12 Dec 2000</s>',
    '12 Dec 2000 <del>3 Mar 2003</del>',
    '<select><option>12 Dec 2000</option></select>',
  ])('%s: has more in it than its words', (field) => {
    expect(printedField(field).strange).toBe(true)
  })

  it.each([
    ['Argentina 1', 'Argentina', [1]],
    ['China 6 , 18 , 19 ,', 'China', [6, 18, 19]],
    ['Argentina', 'Argentina', []],
  ])('%s: bare numbers after a name are marks', (field, text, marks) => {
    expect(printedName(printedField(field))).toEqual({ text, marks, strange: false })
  })
})
