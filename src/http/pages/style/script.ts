/** The script of every page. Nothing needs it: it shows the year under the slider while it is moved, and lets a mark
 *  on a slider be read before the form is sent. */
export const SCRIPT = `for (const slider of document.querySelectorAll('input[type=range][data-shown-in]')) {
  const shown = document.getElementById(slider.dataset.shownIn)
  slider.addEventListener('input', () => { shown.value = slider.value })
}
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const open of document.querySelectorAll('details.clock[open]')) {
    open.open = false
    open.querySelector('summary').focus()
  }
})
`
