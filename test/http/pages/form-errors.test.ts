import { parse } from 'parse5'
import { expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()
const ask = async (path: string) => {
  const response = await app.request(path, { headers: { accept: 'text/html' } })
  return { status: response.status, page: await response.text() }
}

test.each([
  ['/treaties/untoc?as_of=2003-02-30&status=party', 'as_of', '2003-02-30', 'State of the law on'],
  ['/changes?since=yesterday', 'since', 'yesterday', 'Since'],
  ['/treaties/untoc/projection?join=TUV&on=2026-13-01', 'on', '2026-13-01', 'Day of the supposed deposits'],
  ['/gaps?party=nosuch&not_party=firearms', 'party', 'nosuch', 'Treaty they have consented to be bound by'],
  ['/states?group=g21', 'group', 'g21', 'Group'],
])(
  '%s: the field stands there again with what was written and what is wrong',
  async (path, name, value, label) => {
    const { status, page } = await ask(path)
    expect(status).toBe(400)
    expect(page).toContain(`<label for="mend-${name}">${label}</label>`)
    expect(page).toContain(
      `<input id="mend-${name}" name="${name}" value="${value}" autocomplete="off" aria-invalid="true" aria-describedby="wrong-${name}" autofocus>`,
    )
    expect(page).toContain(`id="wrong-${name}"`)
    expect(parse(page)).toBeDefined()
  },
)

test('what was right is kept by the form that mends', async () => {
  const { page } = await ask('/treaties/untoc?as_of=2003-02-30&status=party')
  expect(page).toContain('<input type="hidden" name="status" value="party">')
})

test('an address that names nothing has no field to mend', async () => {
  const { status, page } = await ask('/treaties/nosuch?as_of=2003-02-03')
  expect(status).toBe(404)
  expect(page).not.toContain('mend-')
})
