// How verse stands: runs inside a page, measures, and gives what is wrong.
//
// A line has to start a row of its own; what of it turns over has to hang, on the side where its
// script begins: nearly an em further in than the line began, or, where the screen is narrow, a
// twentieth of the measure. Nothing may stick out of the column; fonts and pictures have to load.
// Works in a page that scrolls, and in one that a reading system has cut into columns.

/** Give `{lines, turnedOver, faults}` of a document whose columns are `width` pixels apart (0 for
 *  none). To be passed to `evaluate`. */
export function verse(width) {
  const faults = []
  const column = rect => (width ? Math.floor((rect.left + rect.width / 2) / width) : 0)
  const say = (line, what) =>
    faults.push(`${what}: “${line.textContent.trim().slice(0, 50)}” (${line.id})`)

  const rowsOf = line => {
    const range = document.createRange()
    range.selectNodeContents(line)
    const rows = []
    for (const rect of [...range.getClientRects()].filter(each => each.width > 0.5)) {
      const middle = (rect.top + rect.bottom) / 2
      const row = rows.find(each =>
        each.column === column(rect) && each.top < middle && middle < each.bottom)
      if (row) {
        row.left = Math.min(row.left, rect.left)
        row.right = Math.max(row.right, rect.right)
        row.top = Math.min(row.top, rect.top)
        row.bottom = Math.max(row.bottom, rect.bottom)
      } else {
        const { left, right, top, bottom } = rect
        rows.push({ column: column(rect), left, right, top, bottom })
      }
    }
    return rows
  }

  const onOneRow = (a, b) =>
    a.column === b.column && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) >
    0.5 * Math.min(a.bottom - a.top, b.bottom - b.top)

  const room = width || document.documentElement.clientWidth
  const lines = [...document.querySelectorAll('.line')]
  let before = []
  let turnedOver = 0
  for (const line of lines) {
    const rows = rowsOf(line)
    const isRtl = getComputedStyle(line).direction === 'rtl'
    const size = parseFloat(getComputedStyle(line).fontSize)
    const start = row => (isRtl ? -row.right : row.left) - (isRtl ? -1 : 1) * row.column * width
    const isCentred = getComputedStyle(line).textAlign === 'center'
    if (!rows.length) say(line, 'is not shown')
    if (rows.length && before.some(row => onOneRow(row, rows[0]))) say(line, 'starts no row')
    if (rows.length > 1 && !isCentred) {
      turnedOver += 1
      const least = Math.min(0.9 * size, line.getClientRects()[0].width / 20)
      if (rows.slice(1).some(row => start(row) - start(rows[0]) < least)) {
        say(line, 'turns over and does not hang')
      }
    }
    for (const row of rows) {
      const left = row.left - row.column * width
      const right = row.right - row.column * width
      if (left < -1 || right > room + 1) say(line, 'sticks out')
    }
    before = rows
  }
  if (!width && document.documentElement.scrollWidth > document.documentElement.clientWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} pixels wide, and the window ` +
      `${document.documentElement.clientWidth}`)
  }
  for (const font of document.fonts) {
    if (font.status === 'error') faults.push(`a font does not load: ${font.family} ${font.weight}`)
  }
  for (const image of document.images) {
    if (!image.naturalWidth) faults.push(`a picture does not load: ${image.getAttribute('src')}`)
  }
  return { lines: lines.length, turnedOver, faults }
}
