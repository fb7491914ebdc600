// node read-book.js BOOK.epub PICTURES: open the book in a reading system and use it as a reader
// does: turn pages, make the letters three times the size, scroll, follow a note and come back,
// follow the contents and the page list. Pictures of what was seen go into the folder PICTURES.
// Exit code 1 where anything is not as it should be.

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Reader } from './a-reader.js'
import { launch, openPage, serve } from './chromium.js'

const WAYS = [
  { flow: 'paginated', size: 100, width: 600, height: 800 },
  { flow: 'paginated', size: 300, width: 320, height: 640 },
  { flow: 'scrolled', size: 100, width: 600, height: 800 },
  { flow: 'scrolled', size: 300, width: 320, height: 640 },
]
const TOLD = 30

const [book, pictures] = process.argv.slice(2).map(path => resolve(path))
mkdirSync(pictures, { recursive: true })
const here = import.meta.dirname
const server = await serve({
  '/book.epub': book,
  '/foliate/': join(here, 'node_modules/foliate-js/'),
  '/': `${here}/`,
})
const browser = await launch()
const wrong = []
for (const way of WAYS) await read(way)
await browser.close()
server.close()
for (const fault of wrong.slice(0, TOLD)) console.log(`  WRONG: ${fault}`)
if (wrong.length > TOLD) console.log(`  WRONG: and ${wrong.length - TOLD} more`)
process.exitCode = wrong.length ? 1 : 0

async function read(way) {
  const name = `${way.flow}-${way.size}`
  const page = await openPage(browser, server.address, way.width, way.height)
  const app = `${server.address}/reading-app.html`
  const reader = new Reader(page, app, way, what => join(pictures, `${name}-${what}.png`))
  await reader.open(true)
  await reader.turnsPages()
  await reader.setsVerse()
  await reader.followsTheContents()
  await reader.seesComments()
  await reader.followsThePrintedContents()
  await reader.popsUpANote()
  await reader.open(false)
  await reader.followsANoteAndComesBack()
  await reader.followsThePageList()
  for (const fault of [...reader.wrong, ...page.strangers, ...page.complaints]) wrong.push(`${name}: ${fault}`)
  await page.close()
}
