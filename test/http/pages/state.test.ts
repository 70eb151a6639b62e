import { expect, test } from 'vitest'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'

const app = testApp()

async function wordsOf(address: string): Promise<string> {
  const page = await (await app.request(address)).text()
  return page
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('a succession that has effect from before its receipt is said so: Montenegro, received 23 October 2006, effective 3 June', async () => {
  const words = await wordsOf('/states/MNE')
  expect(words).toContain('142 days earlier')
  expect(words).not.toContain('-142')
})

test('what remains is told with the instrument, where it goes and what is notified with it', async () => {
  const words = await wordsOf('/states/JPN')
  expect(words).toContain('Firearms Protocol : deposit an instrument of ratification, acceptance or approval')
  expect(words).toContain('deposited with the Treaty Section of the United Nations')
  expect(words).toContain(
    'which central authority answers requests for mutual legal assistance (article 18(13))',
  )
})

test('each treaty has its own notifications, as its pack says: a State outside two of them reads of both', async () => {
  const remains = /What remains to be done(.*)Reservations, declarations/.exec(
    await wordsOf('/states/TUV'),
  )?.[1]
  expect(remains).toContain('Under the Organized Crime Convention: whether it takes')
  expect(remains).toContain(
    'Under the Smuggling Protocol: which authority answers requests about vessels (article 8(6)).',
  )
  // Japan has all but one of the treaties of the first pack, and that one asks nothing.
  const few = /What remains to be done(.*)Reservations, declarations/.exec(await wordsOf('/states/JPN'))?.[1]
  expect(few).not.toContain('Under the')
})

test('what remains before a treaty is there or open is nothing, with the day on which that comes', async () => {
  const words = await wordsOf('/states/FRA?as_of=2000-11-20')
  expect(words).not.toContain('no longer open')
  expect(words).toContain(
    'the treaty is not yet open for signature. (Article 36 .) It opens for signature on',
  )
  expect(words).toContain('the treaty has not been adopted. (Article 17 .) Adopted on 31 May 2001')
})

test('one that may have deposited already, on a day that is not known, is told so', async () => {
  expect(await wordsOf('/states/PRK?as_of=2017-01-01')).toContain(
    'It may have deposited one already, on 16 June 2016 or later: the day is not known',
  )
})

test('a duty until it is in force has both its limits, and for an organization the rule that binds it', async () => {
  const words = await wordsOf('/states/JPN')
  expect(words).toContain('until it has made clear that it does not intend to become Party')
  expect(words).toContain('not unduly delayed ( Vienna Convention on the Law of Treaties, article 18 )')
  const all = testApp(viewOfAllPacks())
  const union = await (await all.request('/states/EU')).text()
  expect(union).toMatch(/of 1986, article 18<\/span>, which says so, is not in force/)
})

test('what is to be notified is said not to be all, and where nothing of it is on record, that', async () => {
  const words = await wordsOf('/states/TUV')
  expect(words).toContain('the record names no more than this')
  expect(words).toContain(
    'What the Trafficking Protocol and Firearms Protocol ask to be notified is not in the record',
  )
})

test('where an act without a day leaves it open, neither title nor sentence says none, and an empty day says why', async () => {
  const words = await wordsOf('/states/SOM')
  expect(words).toContain(
    'Somalia is shown to be Party to none of the 4 treaties followed, and may be Party to more',
  )
  expect(words).toMatch(
    /Somalia has made no act under .*Firearms Protocol \. It may have deposited its instrument/,
  )
  // Its act is told as what it is wherever it stands, and one that surely happened as before.
  const reported = 'deposited its accession (reported, not shown)'
  expect(words).toContain(reported)
  expect(await wordsOf('/record?participant=SOM')).toContain(reported)
  expect(await wordsOf('/states/PRK')).not.toContain('reported, not shown')
  expect(await wordsOf('/states/PRK')).toContain('day not known, as that of the deposit is not')
  const home = await wordsOf('/')
  expect(home).toMatch(/Somalia \(may have deposited, on a day not known\)/)
})

test('no word is surer than an act without a day: neither of the deposit of a signatory nor of a signature', async () => {
  const all = testApp(viewOfAllPacks())
  const read = async (address: string) =>
    (await (await all.request(address)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  const vietNam = await read('/states/VNM')
  expect(vietNam).toMatch(
    /It has signed the Convention against Cybercrime and may have deposited its instrument: that is reported/,
  )
  expect(vietNam).toContain('Signatory at least')
  // Nobody is Party to a treaty that is not in force, whatever was deposited.
  expect(vietNam).toContain('Viet Nam is Party to 2 of the 5 treaties followed')
  const kingdom = await read('/states/GBR?as_of=2025-10-25')
  expect(kingdom).toMatch(
    /It has signed the Convention against Cybercrime on a day that is not known, perhaps/,
  )
  expect(kingdom).toContain('It may have signed already, on 25 October 2025 or later: the day is not known.')
  expect(kingdom).not.toMatch(/made no act|No act (?!shown)/)
  expect(await read('/treaties/cybercrime?as_of=2025-10-25')).toMatch(
    /Sweden between 2025-10-25 and 2025-10-26 &#8211; No act shown/,
  )
  expect(await read('/states?as_of=2018-05-01')).toMatch(/Sudan P Party P Party &#8211; No act shown/)
})

test('a number of all States is not said to be of everyone: the European Union is Party too, and in none of them', async () => {
  expect(await wordsOf('/states/JPN')).toMatch(/Every State 192 to 193 of 197/)
  const all = testApp(viewOfAllPacks())
  const projection = await (await all.request('/treaties/untoc/projection')).text()
  expect(projection.replace(/<[^>]*>/g, '')).toMatch(/every State \(198 participants\)/)
})

test('what has to be known of the membership of a group stands under its list', async () => {
  expect(await wordsOf('/states?group=oas')).toMatch(/Remarks on membership/)
  expect(await wordsOf('/states?group=african_union')).toContain(
    '52 members: launch of the Union; OAU before',
  )
  expect(await wordsOf('/states')).not.toContain('Remarks on membership')
})

test('the list of States says of a treaty that was not there yet just that', async () => {
  const all = testApp(viewOfAllPacks())
  const words = (await (await all.request('/states?as_of=2012-05-05')).text()).replace(/<[^>]*>/g, ' ')
  expect(words.replace(/\s+/g, ' ')).toMatch(
    /Cybercrime Not adopted yet .*Japan S Signatory .* Not adopted yet/,
  )
})

test('a State, or a treaty, that was not there yet is said to come later', async () => {
  const sudan = await wordsOf('/states/SSD?as_of=2005-01-01')
  expect(sudan).toContain('was not a State on 1 January 2005')
  expect(sudan).not.toContain('deposit an instrument of accession')
  const all = testApp(viewOfAllPacks())
  const read = async (address: string) => (await (await all.request(address)).text()).replace(/<[^>]*>/g, '')
  const day = 'as_of=2012-05-05'
  const treaty = await read(`/treaties/cybercrime?${day}`)
  expect(treaty).toContain('had not been adopted yet on 5 May 2012')
  expect(treaty).not.toContain('still outside')
  expect(await read(`/states/JPN?${day}`)).toContain('Japan is Party to none of the 4 treaties')
  expect(await read(`/treaties?${day}`)).toContain('not there yet: adopted on 24 December 2024')
  expect(await read(`/compare?groups=g20&states=JPN&${day}`)).toMatch(/Cybercrime\s*Not adopted yet/)
})

test('what is done already stands with its box ticked', async () => {
  const page = await (await app.request('/states/SRB?as_of=2003-07-15')).text()
  const items = [...page.matchAll(/<li( class="done")?><a href="[^"]*">([^<]*)<\/a>: ([^<]*)/g)]
  const ticked = items.filter(([, done]) => done !== undefined).map(([, , treaty]) => treaty)
  expect(ticked).toEqual(['Organized Crime Convention', 'Trafficking Protocol', 'Smuggling Protocol'])
  expect(items.find(([, , treaty]) => treaty === 'Firearms Protocol')?.[3]).toContain('deposit an instrument')
})
