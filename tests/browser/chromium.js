// Chromium, headless, and a small server on this machine for what it is to show.
// Whatever a page asks of any other machine is refused and remembered: a book fetches nothing.

import { createServer } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import puppeteer from 'puppeteer-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const TYPES = {
  '.css': 'text/css',
  '.epub': 'application/epub+zip',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.xhtml': 'application/xhtml+xml',
}

/** Where Chromium is. Throws where it is not. */
export function chromium() {
  const found = [process.env.CHROMIUM, ...PLACES].find(place => place && existsSync(place))
  if (!found) throw new Error('there is no Chromium: apt-get install chromium, or set CHROMIUM')
  return found
}

/** A browser. It runs as root in a container too, hence no sandbox; it sees our own pages only. */
export function launch() {
  return puppeteer.launch({
    executablePath: chromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
}

/** Serve folders and files (`{'/prefix/': '/folder/', '/book.epub': '/file'}`); gives the address. */
export function serve(places) {
  const server = createServer((request, response) => {
    const file = fileOf(places, decodeURIComponent(new URL(request.url, 'http://x').pathname))
    if (!file) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () =>
    resolve({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })))
}

function fileOf(places, path) {
  const prefix = Object.keys(places).find(known => path.startsWith(known))
  if (!prefix) return null
  const file = prefix.endsWith('/')
    ? join(places[prefix], normalize(`/${path.slice(prefix.length)}`))
    : places[prefix]
  return existsSync(file) && statSync(file).isFile() ? file : null
}

/** A page of that size in pixels; `page.strangers` lists what it asked of other machines, and
 *  `page.complaints` what it could not find or do. */
export async function openPage(browser, address, width, height) {
  const page = await browser.newPage()
  page.strangers = []
  page.complaints = []
  await page.setViewport({ width, height, deviceScaleFactor: 1 })
  await page.setRequestInterception(true)
  page.on('request', request => {
    const isOurs = request.url().startsWith(address) || /^(blob|data|about):/.test(request.url())
    if (!isOurs) page.strangers.push(request.url())
    return isOurs ? request.continue() : request.abort()
  })
  page.on('pageerror', error => page.complaints.push(String(error)))
  page.on('response', response => {
    const isIcon = response.url().endsWith('/favicon.ico')
    if (response.status() >= 400 && !isIcon) page.complaints.push(`${response.status()} ${response.url()}`)
  })
  return page
}
