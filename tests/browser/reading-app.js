// A small reading app on foliate-js, the engine of the reader Foliate: opens /book.epub.
// It sets prose justified and hyphenated, as its readers may; verse has to withstand that.

import '/foliate/view.js'
import { FootnoteHandler } from '/foliate/footnotes.js'

const wishes = size => `
  html { font-size: ${size}%; }
  p, li, blockquote, dd { text-align: justify; hyphens: auto; -webkit-hyphens: auto; }
`

const notes = new FootnoteHandler()
const popUp = document.querySelector('#pop-up')

notes.addEventListener('before-render', ({ detail: { view } }) => popUp.replaceChildren(view))
notes.addEventListener('render', ({ detail: { view } }) => {
  view.renderer.setAttribute('flow', 'scrolled')
  view.renderer.setStyles(wishes(100))
})

/** Open the book anew: in `flow` (`paginated` or `scrolled`), letters at `size` percent, notes as
 *  pop-ups or as places to go to. */
window.openBook = async (flow, size, withPopUps) => {
  const view = document.createElement('foliate-view')
  document.querySelector('#book').replaceWith(view)
  view.id = 'book'
  await view.open('/book.epub')
  view.renderer.setAttribute('flow', flow)
  view.renderer.setAttribute('max-column-count', '1')
  view.renderer.setStyles(wishes(size))
  if (withPopUps) view.addEventListener('link', event => notes.handle(view.book, event))
  window.view = view
  await view.init({})
}

/** What the reader has in sight: the document, and of every element with an id whether any of it
 *  is on the page. */
window.inSight = id => {
  const { doc, index } = view.renderer.getContents()[0]
  const frame = doc.defaultView.frameElement.getBoundingClientRect()
  const rects = [...(doc.getElementById(id)?.getClientRects() ?? [])]
  return {
    section: view.book.sections[index].id,
    isSeen: rects.some(rect =>
      frame.left + rect.right > 1 && frame.left + rect.left < innerWidth - 1 &&
      frame.top + rect.bottom > 1 && frame.top + rect.top < innerHeight - 1),
  }
}

/** Every place in the contents, and every one in the page list, in order. */
window.places = () => {
  const flat = items => (items ?? []).flatMap(item => [item, ...flat(item.subitems)])
  const plain = ({ label, href }) => ({ label: label.trim(), href })
  return { contents: flat(view.book.toc).map(plain), pages: flat(view.book.pageList).map(plain) }
}

/** When the fonts have come and the page has been set with them. */
window.settled = async () => {
  const { doc } = view.renderer.getContents()[0]
  await doc.fonts.ready
  await new Promise(resolve => setTimeout(resolve, 200))
}
