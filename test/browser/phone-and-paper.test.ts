import { expect, test } from 'vitest'
import { viewOfAllPacks } from '../answers/real-record.ts'
import { testApp } from '../http/ask-app.ts'
import { pagesOnTrial } from './serve-pages.ts'

// With every pack: one more column than the first pack has.
const trial = pagesOnTrial(testApp(viewOfAllPacks()))
const PHONE = { viewport: { width: 320, height: 800 } }

/** Tables whose rows are wider than the window that they stand in. */
const LISTS = [
  ['/treaties/untoc', 'list'],
  ['/treaties/trafficking/why', 'ledger-counted'],
  ['/treaties/trafficking/why', 'ledger-others'],
  ['/changes?since=2018-01-01', 'changes-untoc'],
  ['/states/PRK', 'stages'],
  ['/states', 'states'],
  ['/treaties/firearms/projection', 'milestones'],
  ['/projection', 'backtest'],
  ['/states/EU', 'declarations'],
  ['/record', 'events'],
  ['/record/sources', 'sources'],
  ['/compare?states=JPN,CIV,KEN', 'states'],
  ['/compare?groups=un_african_group,g20,ldc', 'groups'],
] as const

test.each(LISTS)(
  '%s: the rows of %s are whole on a phone, without scrolling sideways',
  async (address, id) => {
    const { page, close } = await trial.open(address, PHONE)
    const wide = await page.locator(`#${id}`).evaluate((table) => {
      const box = table.closest('.wide')
      return box === null ? null : box.scrollWidth - box.clientWidth
    })
    expect(wide).toBe(0)
    const [first] = await page.locator(`#${id} tbody tr`).allInnerTexts()
    expect(first).toMatch(/\S/)
    await close()
  },
)

const LONG = ['/treaties/untoc', '/states', '/treaties/trafficking/why']

test.each(LONG)(
  '%s: a long table lies whole on the page, its head in sight while one reads on',
  async (address) => {
    const { page, close } = await trial.open(address)
    const table = page.locator('.long table').first()
    const boxOf = () =>
      table.evaluate((one) => {
        const box = one.closest('.long')
        return {
          inner: (box?.scrollHeight ?? 0) - (box?.clientHeight ?? 0),
          rows: one.querySelectorAll('tr').length,
        }
      })
    expect((await boxOf()).inner).toBe(0)
    expect((await boxOf()).rows).toBeGreaterThan(30)
    await table
      .locator('tbody tr')
      .nth(25)
      .evaluate((row) => row.scrollIntoView({ behavior: 'instant', block: 'center' }))
    const top = await table
      .locator('thead th')
      .first()
      .evaluate((head) => head.getBoundingClientRect().top)
    expect(Math.abs(top)).toBeLessThan(1)
    await page.setViewportSize(PHONE.viewport)
    expect((await boxOf()).inner).toBe(0)
    await page.getByRole('link', { name: 'Past this table' }).first().click()
    await expect
      .poll(() => table.evaluate((one) => one.getBoundingClientRect().bottom < innerHeight))
      .toBe(true)
    await close()
  },
)

test('a printed State says of which days it is and how it is cited', async () => {
  const { page, close } = await trial.open('/states/JPN?as_of=2010-01-01')
  await page.emulateMedia({ media: 'print' })
  const foot = await page.locator('footer').innerText()
  expect(foot).toContain('as of 1 January 2010, as known on 24 November 2026')
  expect(foot).toContain('/states/JPN?as_of=2010-01-01&known_at=2026-11-24')
  await close()
})

test('the months of the days counted can be read on a phone, whole', async () => {
  const { page, close } = await trial.open('/treaties/untoc/why', PHONE)
  const months = await page.locator('.calendar').evaluate((svg) => {
    const scale = svg.getBoundingClientRect().width / Number(svg.getAttribute('width'))
    const all = [...svg.querySelectorAll('text')]
    return {
      letters: Math.min(...all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * scale)),
      top: Math.min(...all.map((one) => one.getBoundingClientRect().top)) - svg.getBoundingClientRect().top,
    }
  })
  expect(months.letters).toBeGreaterThan(10)
  expect(months.top).toBeGreaterThanOrEqual(-1)
  await close()
})

test('the bar is one line on a wide screen, with both clocks too', async () => {
  const { page, close } = await trial.open('/treaties/untoc?as_of=2010-11-24&known_at=2015-11-24')
  const middles = await page.evaluate(() =>
    ['.bar .name', '.bar nav', '.bar .search', '.bar .clock'].map((part) => {
      const box = document.querySelector(part)?.getBoundingClientRect()
      return box === undefined ? null : Math.round((box.top + box.bottom) / 2)
    }),
  )
  expect(new Set(middles).size).toBe(1)
  await close()
})

test('the list of a treaty is put in order on a phone too, where its heads are out of sight', async () => {
  const { page, close } = await trial.open('/treaties/untoc', PHONE)
  await page.locator('.phone-only').getByRole('link', { name: 'Deposited' }).click()
  await page.waitForURL(/sort=deposited/)
  expect(await page.locator('.phone-only [aria-current]').innerText()).toBe('Deposited')
  await close()
})

test('what cannot be asked is mended where it stands: the field has the focus and says what is wrong', async () => {
  const { page, close } = await trial.open('/treaties/untoc?status=party&as_of=2003-02-30', {
    ...PHONE,
    javaScriptEnabled: false,
  })
  const field = page.getByLabel('State of the law on')
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  const described = await field.getAttribute('aria-describedby')
  expect(await page.locator(`#${described}`).innerText()).toContain('2003-02-30')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('2003-02-28')
  await page.keyboard.press('Enter')
  await page.waitForURL(/as_of=2003-02-28/)
  expect(new URL(page.url()).searchParams.get('status')).toBe('party')
  await close()
})

/** Pages of the PDF that Chromium prints on A4 paper. */
async function printedPages(address: string): Promise<number> {
  const { page, close } = await trial.open(address)
  expect(await page.locator('.paper-head, #ledger-counted').count()).toBe(1)
  const pdf = await page.pdf({ format: 'A4' })
  await close()
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length
}

test.each([
  '/gaps?party=untoc&not_party=smuggling',
  '/gaps?party=untoc&not_party=firearms',
  '/gaps?party=untoc&not_party=firearms&group=un_african_group',
  '/gaps?party=untoc&not_party=trafficking&as_of=2003-12-31&known_at=2004-06-01',
  '/compare?states=JPN,FRA',
  '/compare?states=JPN,FRA,BRA',
  '/compare?states=JPN&groups=g20,un_african_group',
])('%s is one printed page', async (address) => {
  expect(await printedPages(address)).toBe(1)
})

test('a page that is long has more: the count is of real pages', async () => {
  expect(await printedPages('/treaties/untoc/why')).toBeGreaterThan(2)
})

test('gaps without a question print what stands between each two treaties', async () => {
  const { page, close } = await trial.open('/gaps')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('table').isVisible()).toBe(true)
  await close()
})

test('the boxes of the form of alerts can be hit with a finger, and none has a bullet before it', async () => {
  const { page, close } = await trial.open('/alerts', PHONE)
  const boxes = await page.locator('input[type=checkbox]').evaluateAll((all) =>
    all.map((box) => ({
      size: box.getBoundingClientRect().width,
      bullet:
        box.closest('li') === null ? 'none' : getComputedStyle(box.closest('li') as Element).listStyleType,
    })),
  )
  expect(boxes.filter(({ size, bullet }) => bullet !== 'none' || (size > 0 && size < 16))).toEqual([])
  await close()
})

test.each([
  ['/treaties/untoc', 'list'],
  ['/changes?since=2018-01-01', 'changes-untoc'],
])('%s: on a phone no head of %s stands before nothing', async (address, id) => {
  const { page, close } = await trial.open(address, PHONE)
  const empty = await page
    .locator(`#${id} td[data-head]`)
    .evaluateAll(
      (cells) => cells.filter((one) => one.getClientRects().length > 0 && one.textContent === '').length,
    )
  expect(empty).toBe(0)
  await close()
})

test('on paper the letter of a mark stands within its box, in every column of names', async () => {
  const { page, close } = await trial.open('/gaps?party=untoc&not_party=firearms')
  await page.emulateMedia({ media: 'print' })
  const outside = await page.locator('.columns .mark').evaluateAll(
    (marks) =>
      marks.filter((mark) => {
        const letter = mark.querySelector('b')?.firstChild
        if (letter === null || letter === undefined) return true
        const range = document.createRange()
        range.selectNode(letter)
        const [inner, box] = [range.getBoundingClientRect(), mark.getBoundingClientRect()]
        return inner.left < box.left || inner.right > box.right
      }).length,
  )
  expect(await page.locator('.columns .mark').count()).toBeGreaterThan(50)
  expect(outside).toBe(0)
  await close()
})

test('two numbers between which the truth lies keep their order from right to left', async () => {
  const { page, close } = await trial.open('/treaties/untoc')
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  const places = await page
    .locator('dd.big')
    .first()
    .locator('data')
    .evaluateAll((numbers) => numbers.map((one) => one.getBoundingClientRect().left))
  expect(places).toHaveLength(2)
  expect(places[0]).toBeLessThan(Number(places[1]))
  await close()
})
