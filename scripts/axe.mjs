// axe-core on the book's page and its sample essay, in Chromium: light and dark, on a phone and on
// a wide screen, from a plain file server. Also refuses a script, a request to another machine, a
// file that is not there, and a page wider than its screen.
//
//   node scripts/axe.mjs [build/site]
//
// It needs Chromium, and in tests/browser: npm ci

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const SCREENS = { phone: [390, 844], wide: [1280, 900] }
const SCHEMES = ['light', 'dark']
const PAGES = ['index.html', 'sample.html']
const HERE = new URL('../tests/browser/', import.meta.url)

const site = resolve(process.argv[2] ?? 'build/site')
if (!existsSync(`${site}/index.html`)) fail(`there is no site in ${site}`, 'anthology site')
if (!existsSync(new URL('node_modules/axe-core', HERE)))
  fail('axe-core is not installed', 'cd tests/browser && npm ci')

const { launch, openPage, serve } = await import(new URL('chromium.js', HERE))
const axe = createRequire(HERE)('axe-core')
const server = await serve({ '/': `${site}/` })
const browser = await launch()
let wrong = 0
try {
  for (const name of PAGES.filter(page => existsSync(`${site}/${page}`)))
    for (const [screen, size] of Object.entries(SCREENS))
      for (const scheme of SCHEMES) wrong += await check(name, screen, size, scheme)
} finally {
  await browser.close()
  server.close()
}
process.exitCode = wrong ? 1 : 0

async function check(name, screen, [width, height], scheme) {
  const page = await openPage(browser, server.address, width, height)
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.goto(`${server.address}/${name}`, { waitUntil: 'networkidle0' })
  const faults = [...page.strangers.map(url => `asks for ${url}`), ...page.complaints]
  faults.push(...await page.evaluate(ofThePage))
  await page.evaluate(axe.source)
  const { violations, incomplete, passes } = await page.evaluate(() => globalThis.axe.run())
  for (const { id, help, nodes } of violations)
    faults.push(...nodes.map(node => `${id}: ${help}: ${node.html.slice(0, 100)}`))
  const undecided = incomplete.length ? `, ${incomplete.length} undecided` : ''
  console.log(`${name}, ${screen}, ${scheme}: ${violations.length} violations${undecided}, ` +
    `${passes.length} rules passed`)
  for (const { id, nodes } of incomplete)
    for (const { html, any } of nodes)
      console.log(`  undecided: ${id}: ${any[0]?.message}: ${html.slice(0, 100)}`)
  for (const fault of faults) console.log(`  ${fault}`)
  await page.close()
  return faults.length
}

/** Runs in the page. */
function ofThePage() {
  const { scrollWidth, clientWidth } = document.documentElement
  const handlers = [...document.querySelectorAll('*')]
    .flatMap(element => element.getAttributeNames()).filter(name => name.startsWith('on'))
  return [
    ...(scrollWidth > clientWidth ? [`${scrollWidth} px wide on a screen of ${clientWidth}`] : []),
    ...(document.scripts.length || handlers.length ? ['runs a script'] : []),
  ]
}

function fail(what, todo) {
  console.error(`error: ${what}\n\nhint: ${todo}`)
  process.exit(1)
}
