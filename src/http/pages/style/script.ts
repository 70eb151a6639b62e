/** The script of every page. Nothing needs it: it shows the year under the slider while it is moved, presses what a
 *  single key stands for at the desk, and closes the clock. */
export const SCRIPT = `for (const slider of document.querySelectorAll('input[type=range][data-shown-in]')) {
  const shown = document.getElementById(slider.dataset.shownIn)
  slider.addEventListener('input', () => { shown.value = slider.value })
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
