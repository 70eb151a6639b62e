import { expect, test } from 'vitest'
import { pagesOnTrial } from './serve-pages.ts'

const trial = pagesOnTrial()
const PHONE = { viewport: { width: 320, height: 800 } }

/** Tables whose rows are wider than the window that they stand in. */
const LISTS = [
  ['/treaties/untoc', 'list'],
  ['/treaties/trafficking/why', 'ledger-counted'],
  ['/treaties/trafficking/why', 'ledger-others'],
  ['/changes?since=2018-01-01', 'changes-untoc'],
  ['/states/PRK', 'stages'],
  ['/states', 'states'],
  ['/record', 'events'],
  ['/record/sources', 'sources'],
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
