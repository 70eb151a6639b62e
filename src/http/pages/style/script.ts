/** The script of every page. Nothing needs it: it says the day at which the slider stands, presses what a single key
 *  stands for at the desk, and closes the clock. */
export const SCRIPT = `const inWords = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' })
for (const slider of document.querySelectorAll('input[type=range][data-shown-in]')) {
  const shown = document.getElementById(slider.dataset.shownIn)
  const say = () => {
    const year = Math.floor(slider.valueAsNumber)
    const end = Date.UTC(year, (slider.valueAsNumber - year) * 12 + 3, 0)
    shown.value = inWords.format(Math.min(end, Date.parse(slider.dataset.last)))
    slider.setAttribute('aria-valuetext', shown.value)
  }
  slider.addEventListener('input', say)
  say()
}
addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea') !== null
  const own = document.querySelector('[data-key="' + event.key.replace(/\\W/g, '') + '"]')
  if (own !== null && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) own.click()
  if (event.key !== 'Escape') return
  for (const open of document.querySelectorAll('details.clock[open]')) {
    open.open = false
    open.querySelector('summary').focus()
  }
})
`
