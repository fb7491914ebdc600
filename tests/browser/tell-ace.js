// node tell-ace.js REPORT.json: what Ace found, a line for each violation.

import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const found = report.assertions.flatMap(({ 'earl:testSubject': subject, assertions }) =>
  assertions.map(one => ({ where: subject.url, test: one['earl:test'], said: one['earl:result'] })))

const release = report['earl:assertedBy']['doap:release']['doap:revision']
console.log(`Ace ${release}: ${found.length} violations (${report['earl:result']['earl:outcome']})`)
for (const { where, test, said } of found) {
  console.log(`  ${where}: ${test['earl:impact']} ${test['dct:title']}`)
  console.log(`      ${(said['dct:description'] ?? '').split('\n')[0]}`)
}
