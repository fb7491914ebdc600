// node measure-verse.js UNPACKED: every line of verse of an unpacked EPUB, measured in Chromium.
//
// Once as a reader with a large window sees it, once with letters three times the size in a
// window 320 pixels wide, which is what WCAG 1.4.10 asks for. Then it spoils the styles, one way
// after another, and has to notice. Exit code 1 where a line is wrong, or where it notices nothing.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch, openPage, serve } from './chromium.js'
import { verse } from './rows.js'

const WAYS = [{ size: 100, width: 800, height: 1000 }, { size: 300, width: 320, height: 640 }]
const TOLD = 20
const SPOILED = {
  'starts no row': '.line { display: inline !important } .line br { display: none }',
  'turns over and does not hang': '.line { text-indent: 0 !important }',
  'sticks out': '.line { white-space: nowrap !important }',
  'is not shown': '.line { display: none !important }',
  'a font does not load': '@font-face { font-family: "Gone"; src: url(gone.otf) } ' +
    '.line { font-family: "Gone" !important }',
}

const folder = process.argv[2]
const packageDocument = readFileSync(join(folder, 'EPUB/content.opf'), 'utf8')
const documents = [...packageDocument.matchAll(/href="([^"]+\.xhtml)"/g)].map(found => found[1])
const named = [...new Set(documents)]
const withVerse = named
  .filter(name => readFileSync(join(folder, 'EPUB', name), 'utf8').includes('class="line'))
  .slice(0, 2)

const server = await serve({ '/': folder })
const browser = await launch()
let isSound = true
for (const way of WAYS) isSound = await measured(way) && isSound
for (const [fault, style] of Object.entries(SPOILED)) isSound = await noticed(fault, style) && isSound
await browser.close()
server.close()
process.exitCode = isSound ? 0 : 1

/** Whether every line stands as it should, for a reader with such a window. */
async function measured({ size, width, height }) {
  const { sum, page } = await look(named, { size, width, height }, '')
  const wrong = [...sum.faults, ...page.strangers, ...page.complaints]
  console.log(`verse at ${size} %, ${width} px: ${sum.lines} lines in ${named.length} documents, ` +
    `${sum.turnedOver} turned over, ${wrong.length} wrong`)
  for (const fault of wrong.slice(0, TOLD)) console.log(`  ${fault}`)
  return wrong.length === 0 && sum.lines > 0 && (size === 100 || sum.turnedOver > 0)
}

/** Whether a style that spoils the verse is noticed. */
async function noticed(fault, style) {
  const looks = [await look(withVerse, WAYS[0], style), await look(withVerse, WAYS[1], style)]
  const isNoticed = looks.some(({ sum }) => sum.faults.some(each => each.includes(fault)))
  console.log(`spoiled (${fault}): ${isNoticed ? 'noticed' : 'NOT NOTICED'}`)
  return isNoticed
}

async function look(documents, { size, width, height }, style) {
  const page = await openPage(browser, server.address, width, height)
  const sum = { lines: 0, turnedOver: 0, faults: [] }
  for (const name of documents) {
    await page.goto(`${server.address}/EPUB/${name}`)
    await page.addStyleTag({ content: `html { font-size: ${size}% } ${style}` })
    await page.evaluate(() => document.fonts.ready)
    const found = await page.evaluate(verse, 0)
    sum.lines += found.lines
    sum.turnedOver += found.turnedOver
    sum.faults.push(...found.faults.map(fault => `${name}: ${fault}`))
  }
  await page.close()
  return { sum, page }
}
