// What a reader does with a book in a reading system, and what she may expect to see. Nothing is
// thrown for a book that is wrong: it is kept in `wrong`, so that the first fault hides no other.

import { verse } from './rows.js'

const TURNS = 60
const MOMENT = 3000
const A_TAP = 100 // a finger stays that long; a reading system scrolls to what it touches first

/** One reader, with her window and her wishes. Each method is something she does. */
export class Reader {
  constructor(page, app, way, pictureNamed) {
    Object.assign(this, { page, app, way, pictureNamed, wrong: [] })
  }

  async open(withPopUps) {
    await this.page.goto(this.app)
    await this.page.waitForFunction(() => window.openBook)
    await this.page.evaluate((...wishes) => openBook(...wishes), this.way.flow, this.way.size, withPopUps)
    this.places = await this.page.evaluate(() => places())
  }

  /** From the cover forward, each page further on than the one before, into every document. */
  async turnsPages() {
    const seen = await this.page.evaluate(async turns => {
      const at = []
      for (let turn = 0; turn < turns; turn += 1) {
        const { index } = view.renderer.getContents()[0]
        at.push([index, view.renderer.start])
        if (view.renderer.atEnd || turn === turns - 1) break
        await view.next()
      }
      return at
    }, TURNS)
    const goesOn = seen.every(([section, start], turn) => {
      if (turn === 0) return true
      const [before, startBefore] = seen[turn - 1]
      return section === before ? start > startBefore : section === before + 1
    })
    this.expect(goesOn, 'a page turned leads on')
    const sections = await this.page.evaluate(() => view.book.sections.length)
    const reached = new Set(seen.map(([section]) => section)).size
    this.expect(reached === sections || seen.length === TURNS, 'the last document is reached')
    this.say(`${seen.length} pages turned, ${reached} of ${sections} documents`)
    const back = await this.page.evaluate(async () => {
      await view.prev()
      return [view.renderer.getContents()[0].index, view.renderer.start]
    })
    const [section, start] = seen.at(-1)
    const isBefore = back[0] < section || (back[0] === section && back[1] < start)
    this.expect(isBefore, 'a page turned back leads back')
  }

  /** Every line of verse of the book, as this reader sees it. */
  async setsVerse() {
    const sections = await this.page.evaluate(() => view.book.sections.length)
    let lines = 0
    let turnedOver = 0
    let most = { index: 0, lines: 0 }
    for (let index = 0; index < sections; index += 1) {
      await this.page.evaluate(index => view.goTo(index), index)
      const found = await (await this.frame()).evaluate(verse, await this.columnWidth())
      lines += found.lines
      turnedOver += found.turnedOver
      if (found.lines > most.lines) most = { index, lines: found.lines }
      this.wrong.push(...found.faults)
    }
    this.expect(lines > 0, 'there is verse')
    this.say(`${lines} lines of verse, ${turnedOver} turned over`)
    await this.page.evaluate(async index => {
      await view.renderer.goTo({ index, anchor: doc => doc.querySelector('.poem') })
      await settled()
    }, most.index)
    await this.picture('verse')
  }

  async followsTheContents() {
    for (const { label, href } of this.places.contents) {
      await this.page.evaluate(href => view.goTo(href), href)
      const { section } = await this.page.evaluate(() => inSight(''))
      this.expect(href.startsWith(section), `the contents lead to “${label}”`)
    }
    this.say(`${this.places.contents.length} entries of the contents followed`)
  }

  async seesComments() {
    await this.page.evaluate(async () => {
      for (const [index, section] of view.book.sections.entries()) {
        const anchor = doc => doc.querySelector('.replies') ?? doc.querySelector('.comments')
        if (anchor(await section.createDocument())) return view.renderer.goTo({ index, anchor })
      }
    })
    await this.picture('comments')
  }

  /** Tap an entry on the page of contents that is part of the book. */
  async followsThePrintedContents() {
    await this.page.evaluate(() => view.goTo(view.book.sections.findIndex(each => /nav/.test(each.id))))
    await this.picture('contents')
    const target = await this.tap('nav ol a')
    this.expect(await this.comesTo(target), 'a tap on the contents leads there')
  }

  async popsUpANote() {
    const note = await this.atANoteMark()
    await this.picture('note-mark')
    await this.tap('.note-mark')
    await this.page.waitForFunction(() =>
      document.querySelector('#pop-up foliate-view')?.renderer?.getContents()?.[0]?.doc.body.firstElementChild)
    const said = await this.page.evaluate(() => document.querySelector('#pop-up foliate-view')
      .renderer.getContents()[0].doc.body.textContent.trim())
    this.expect(said && said.replace(/\s+/g, ' ') === note, 'a tap on a note mark shows the note')
    await this.picture('note-popped-up')
  }

  async followsANoteAndComesBack() {
    await this.atANoteMark()
    await this.tap('.note-mark')
    this.expect(await this.comesToSee('note-1'), 'a note mark leads to its note')
    await this.picture('note')
    await this.tap('.note-number')
    this.expect(await this.comesToSee('mark-1'), 'the number of a note leads back')
    this.say('a note followed, and back')
  }

  async followsThePageList() {
    const { pages } = this.places
    if (!pages.length) return this.say('NOT TRIED: this book has no page list')
    for (const { label, href } of pages) {
      await this.page.evaluate(href => view.goTo(href), href)
      const { isSeen } = await this.sees(href.split('#')[1])
      const told = await this.page.evaluate(() => view.lastLocation?.pageItem)
      this.expect(isSeen, `the page list leads to page ${label}`)
      // A screen may hold the beginnings of two pages; the reading system then names either.
      const isTrue = told && (await this.sees(told.href.split('#')[1])).isSeen
      this.expect(isTrue, `on page ${label} the reader is told a page she sees: “${told?.label}”`)
    }
    return this.say(`${pages.length} entries of the page list followed`)
  }

  /** Go to the first note mark of the book; gives the words of its note. */
  async atANoteMark() {
    return this.page.evaluate(async () => {
      for (const [index, section] of view.book.sections.entries()) {
        const doc = await section.createDocument()
        if (!doc.getElementById('mark-1')) continue
        await view.goTo(`${section.id}#mark-1`)
        await settled()
        return doc.getElementById('note-1').textContent.trim().replace(/\s+/g, ' ')
      }
      throw new Error('this book has no note')
    })
  }

  /** A click with the mouse on the first such link in the book; gives its address. */
  async tap(selector) {
    const link = await (await this.frame()).$(selector)
    const address = await link.evaluate(each => each.getAttribute('href'))
    await link.click({ delay: A_TAP })
    return address
  }

  sees(id) {
    return this.page.evaluate(id => inSight(id), id)
  }

  /** Whether, within a moment, she has that place before her. */
  comesToSee(id) {
    return this.within(id => inSight(id).isSeen, id)
  }

  /** Whether, within a moment, the document of that address is open. */
  comesTo(address) {
    return this.within(file => inSight('').section.endsWith(file), address.split('#')[0])
  }

  within(isSo, argument) {
    return this.page.waitForFunction(isSo, { timeout: MOMENT }, argument).then(() => true, () => false)
  }

  /** The frame of the document that is open, not that of a note. */
  async frame() {
    const frames = this.page.frames().filter(frame => frame.parentFrame() === this.page.mainFrame())
    return frames[0]
  }

  /** How far the columns are apart that the reading system cuts a document into; 0 for none. */
  async columnWidth() {
    return this.way.flow === 'paginated' ? this.page.evaluate(() => view.renderer.size) : 0
  }

  async picture(what) {
    await this.page.screenshot({ path: this.pictureNamed(what) })
  }

  expect(isSo, what) {
    if (!isSo) this.wrong.push(`not so: ${what}`)
  }

  say(what) {
    console.log(`${this.way.flow} at ${this.way.size} %: ${what}`)
  }
}
