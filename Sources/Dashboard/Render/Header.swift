import Canvas
import Ledger
import Panels

/// Draws the top: where one is, which data it is, and the line of truth that balances.
func drawHeader(_ frame: inout Frame, _ area: inout Rect, _ state: DashboardState) {
  let theme = state.theme
  let glyphs = state.glyphs
  let first = area.takeTop(1)
  let isRoomy = area.width >= 50 && area.height >= 14
  var crumbs: [Span] = [Span(" clientele ", theme[.title])]
  let path = state.crumbs
  for (index, crumb) in path.enumerated() {
    crumbs.append(Span(glyphs.crumbSeparator + " ", theme[.crumb]))
    crumbs.append(Span(glyphs.plain(crumb) + " ", theme[index == path.count - 1 ? .crumbActive : .crumb]))
  }
  // The last crumb says where one is: in a narrow window the first ones give way.
  var taken = width(of: crumbs)
  while taken > first.width, crumbs.count > 3 {
    let removed = crumbs.remove(at: 1)
    let label = crumbs.remove(at: 1)
    taken -= DisplayWidth.of(removed.text) + DisplayWidth.of(label.text)
    if crumbs.count <= 3 { break }
  }
  let used = frame.canvas.put(crumbs, x: first.x, y: first.y, maxWidth: first.width)
  let room = first.width - used - 1
  var status = followingStatus(state)
  if let report = state.findings?.ledger.report, report.leftOut > 0 {
    let words = "  ! \(Digits.grouped(report.leftOut)) \(report.leftOut == 1 ? "row" : "rows") left out"
    if DisplayWidth.of(words) + width(of: status) <= room { status.insert(Span(words, theme[.warn]), at: 0) }
  }
  if !isRoomy, let words = strangeStatusWords(state, width: room - width(of: status), isAlone: false) {
    status.insert(Span("  " + words, theme[.warn]), at: 0)
  }
  if state.daysBack != 0 {
    // The figures are not those of today: nobody must overlook it.
    let days = state.daysBack
    let words = "  " + glyphs.plain(days > 0 ? "◂ \(Digits.grouped(days)) d back" : "▸ \(Digits.grouped(-days)) d on")
    if DisplayWidth.of(words) + width(of: status) <= room { status.insert(Span(words, theme[.accent]), at: 0) }
  }
  if state.workbookProblem != nil {
    // Marks such as "do not contact" are missing too: nobody must overlook it.
    let words = "  ! no notes"
    if DisplayWidth.of(words) + width(of: status) <= room { status.insert(Span(words, theme[.bad]), at: 0) }
  } else if !state.unwritten.isEmpty {
    let count = state.unwritten.count
    let words = "  ! \(count) \(count == 1 ? "note" : "notes") not written yet"
    if DisplayWidth.of(words) + width(of: status) <= room { status.insert(Span(words, theme[.bad]), at: 0) }
  }
  if state.findings?.question.settings.leaveOut == .priceOnly {
    let words = "  " + glyphs.plain("− price-only")
    if DisplayWidth.of(words) + width(of: status) <= room { status.insert(Span(words, theme[.warn]), at: 0) }
  }
  var right: [Span] = []
  // Made with the first panels, in the background; a frame never waits for it.
  let header = state.findings?.known(ShopHeader.self)
  if let header {
    right = header.identity(name: state.sourceName, width: room - width(of: status), theme: theme, glyphs: glyphs)
  } else if !state.sourceName.isEmpty {
    right = [Span(state.sourceName, theme[.textMuted])]
  }
  right += status
  if width(of: right) <= room {
    frame.canvas.putRight(right, maxX: first.maxX - 1, y: first.y)
  } else if width(of: status) <= room {
    frame.canvas.putRight(status, maxX: first.maxX - 1, y: first.y)
  }
  guard isRoomy, state.findings != nil else { return }
  let second = area.takeTop(1)
  header?.drawBalance(on: &frame.canvas, in: second)
  if let words = strangeStatusWords(state, width: area.width - 2, isAlone: true) {
    let third = area.takeTop(1)
    frame.canvas.put(words, x: third.x + 1, y: third.y, style: theme[.warn], maxWidth: third.width - 1)
  }
}

/// What is said about status words that nobody knows, as much of it as there is room for; `nil` where there are none.
private func strangeStatusWords(_ state: DashboardState, width: Int, isAlone: Bool) -> String? {
  guard let ledger = state.findings?.ledger, !ledger.report.unknownStatuses.isEmpty else { return nil }
  let strange = ledger.report.unknownStatuses
  let words = Wording.count(strange.count, "status word", "status words") + " not known"
  let orders = Wording.count(strange.reduce(0) { $0 + $1.orders }, "order", "orders")
  let amount = Wording.wholeMoney(strange.reduce(0) { $0 + $1.amount }, ledger.currency)
  let key = Keymap.hint("files.take-back")
  let ends = state.strangeStatuses.isEmpty ? [""] : [" \(state.glyphs.middot) \(key) decides"]
  var wordings = ends.map { "! \(words): \(orders), \(amount)\($0)" } + ends.map { "! \(words)\($0)" }
  if !isAlone { wordings += ["! \(Wording.count(strange.count, "word", "words")) \(key)", "! \(key)"] }
  return wordings.map { state.glyphs.plain($0) }.first { DisplayWidth.of($0) <= width - (isAlone ? 0 : 2) }
}

private func width(of spans: [Span]) -> Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

/// Whether the figures are fresh, as one sign and one word.
private func followingStatus(_ state: DashboardState) -> [Span] {
  let theme = state.theme
  let glyphs = state.glyphs
  if let reading = state.reading, state.findings != nil {
    let total = max(1, reading.progress.bytesTotal)
    let percent = min(100, reading.progress.bytesRead * 100 / total)
    return [Span("  " + glyphs.ring + " reading \(percent)%", theme[.statusBusy])]
  }
  switch state.following {
  case .off: return state.isDemo ? [Span("  demo", theme[.textMuted])] : []
  case .live: return [Span("  " + glyphs.dot + " live", theme[.good])]
  case .vanished: return [Span("  ! file gone", theme[.bad])]
  case .stale: return [Span("  ! old figures", theme[.bad])]
  }
}
