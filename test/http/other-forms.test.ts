import { expect, test } from 'vitest'
import { testApp } from './ask-app.ts'

const app = testApp()

test.each([
  { asked: '/v1/treaties/untoc.atom', leads: '/v1/events.atom?treaty=untoc' },
  { asked: '/v1/treaties/XVIII-12-c.ics', leads: '/v1/calendar.ics?treaty=XVIII-12-c' },
  { asked: '/v1/treaties/untoc.svg?as_of=2003-07-01', leads: '/treaties/untoc/curve.svg?as_of=2003-07-01' },
  { asked: '/v1/treaties/untoc/timeline.svg', leads: '/treaties/untoc/curve.svg' },
  { asked: '/v1/treaties/untoc/participants.svg', leads: '/treaties/untoc/map.svg' },
  { asked: '/v1/treaties/untoc/projection.svg', leads: '/treaties/untoc/projection.svg' },
  { asked: '/v1/participants/JPN.atom', leads: '/v1/events.atom?participant=JPN' },
  { asked: '/v1/participants/JPN.ics', leads: '/v1/calendar.ics?participant=JPN' },
])('$asked leads to $leads, where that form is', async ({ asked, leads }) => {
  const response = await app.request(asked)
  expect(response.status).toBe(308)
  expect(response.headers.get('location')).toBe(leads)
  expect((await app.request(leads)).status).toBe(200)
})

test('what it is about is never an address elsewhere', async () => {
  const response = await app.request('/v1/treaties/%2F%2Fevil.example%0d%0a.svg')
  expect(response.headers.get('location')).toMatch(/^\/treaties\/[^/]*\/curve\.svg$/)
})
