import Canvas
import Ingest
import Ledger
import Panels

/// Draws a question about a file: its first rows, the question, the answers with what each would give, and the flag that
/// decides the same in a script.
func drawAsking(_ frame: inout Frame, _ area: Rect, _ asking: Asking, _ state: DashboardState) {
  let theme = state.theme
  let glyphs = state.glyphs
  let question = asking.question
  let width = min(118, area.width)
  let inside = max(8, width - 4)
  let sentence = DisplayWidth.wrap(glyphs.plain(question.sentence), inside)
  let answers = AnswerLines(asking, width: inside, glyphs: glyphs)
  var flag = DisplayWidth.wrap("In a script: " + glyphs.plain(asking.answer?.flag ?? ""), inside)
  if answers.isCut, let trial = asking.trials[asking.chosen] {
    // What found no room beside the answers stands below them, for the chosen one.
    let words = trial.parts.isEmpty ? trial.words : trial.parts.joined(separator: " \(glyphs.middot) ")
    flag = DisplayWidth.wrap(glyphs.plain(words), inside) + flag
  }
  // The first rows go first where there is little room, then the air, then the flag.
  let needed = sentence.count + answers.lines.count + 2
  let air = area.height >= needed + flag.count + 3 ? 1 : 0
  let isFlagShown = area.height >= needed + flag.count + 2 * air
  let room = area.height - needed - (isFlagShown ? flag.count : 0) - 3 * air
  let sample = SampleTable(question, width: inside, rows: max(0, min(question.rows.count, room - 1)))
  let rows = sample.rows.isEmpty ? 0 : sample.rows.count + 1 + air
  let height = min(area.height, needed + rows + (isFlagShown ? flag.count + air : 0) + air)
  let box = Rect(
    x: area.x + (area.width - width) / 2, y: area.y + max(0, (area.height - height) / 3), width: width, height: height)
  let name = DisplayWidth.cut(glyphs.plain(question.file), max(8, width - 23), ellipsis: glyphs.ellipsis)
  let inner = frame.canvas.frame(
    box, title: [Span("A question about ", theme[.textMuted]), Span(name, theme[.title])], focused: true
  ).inset(dx: 1, dy: 0)
  var y = inner.y
  if !sample.rows.isEmpty {
    sample.draw(&frame, x: inner.x, y: y, state)
    y += rows
  }
  for line in sentence {
    frame.canvas.put(line, x: inner.x, y: y, style: theme[.textStrong])
    y += 1
  }
  y += air
  // Many answers scroll with the chosen one.
  let visible = max(1, min(answers.lines.count, inner.maxY - y - (isFlagShown ? flag.count + air : 0)))
  let first = max(0, min(asking.chosen - visible / 2, answers.lines.count - visible))
  for position in first..<min(answers.lines.count, first + visible) {
    answers.draw(position, &frame, x: inner.x, y: y, width: inner.width, state)
    frame.places.append(
      .init(rect: Rect(x: inner.x, y: y, width: inner.width, height: 1), target: .answer(position)))
    y += 1
  }
  guard isFlagShown else { return }
  y += air
  for line in flag where y < inner.maxY {
    frame.canvas.put(line, x: inner.x, y: y, style: theme[.textMuted])
    y += 1
  }
}

/// The answers as lines in columns: what is chosen, and what it would give.
private struct AnswerLines {
  let lines: [(title: String, parts: [String], problem: String)]
  private let chosen: Int
  private let titleWidth: Int
  private let widths: [Int]
  /// Whether something of what the answers would give found no room.
  let isCut: Bool

  init(_ asking: Asking, width: Int, glyphs: Glyphs) {
    chosen = asking.chosen
    let lines = asking.question.answers.enumerated().map { position, answer in
      if !answer.detail.isEmpty {
        return (title: glyphs.plain(answer.title), parts: [String](), problem: glyphs.plain(answer.detail))
      }
      guard let trial = asking.trials[position] else {
        return (title: glyphs.plain(answer.title), parts: [glyphs.ellipsis], problem: "")
      }
      return (title: glyphs.plain(answer.title), parts: trial.parts, problem: glyphs.plain(trial.words))
    }
    self.lines = lines
    let titleWidth = min(max(8, width / 2), lines.map { DisplayWidth.of($0.title) }.max() ?? 0)
    self.titleWidth = titleWidth
    let columns = lines.map(\.parts.count).max() ?? 0
    // What does not fit beside the titles is left out whole, the last part first.
    var left = width - titleWidth - 4
    var widths: [Int] = []
    for column in 0..<columns {
      let needed = lines.map { $0.parts.count > column ? DisplayWidth.of($0.parts[column]) : 0 }.max() ?? 0
      guard needed <= left else { break }
      widths.append(needed)
      left -= needed + 3
    }
    self.widths = widths
    let room = width - titleWidth - 5
    isCut = widths.count < columns || lines.contains { DisplayWidth.of($0.problem) > room }
  }

  func draw(_ position: Int, _ frame: inout Frame, x: Int, y: Int, width: Int, _ state: DashboardState) {
    let theme = state.theme
    let line = lines[position]
    let isChosen = position == chosen
    let style = isChosen ? theme[.cursor] : theme[.text]
    if isChosen { frame.canvas.fill(Rect(x: x, y: y, width: width, height: 1), style) }
    frame.canvas.put(isChosen ? state.glyphs.cursorMark : " ", x: x, y: y, style: style)
    frame.canvas.put(
      DisplayWidth.cut(line.title, titleWidth, ellipsis: state.glyphs.ellipsis), x: x + 2, y: y, style: style)
    var at = x + 2 + titleWidth + 2
    if !line.problem.isEmpty {
      let room = max(0, width - titleWidth - 5)
      frame.canvas.put(
        DisplayWidth.cut(line.problem, room, ellipsis: state.glyphs.ellipsis), x: at, y: y,
        style: isChosen ? style : theme[.textMuted])
      return
    }
    for (column, columnWidth) in widths.enumerated() where column < line.parts.count {
      // Days stand at the left, counts and amounts at the right.
      if column == 0 {
        frame.canvas.put(line.parts[column], x: at, y: y, style: style)
      } else {
        frame.canvas.putRight(line.parts[column], maxX: at + columnWidth, y: y, style: style)
      }
      at += columnWidth + 3
    }
  }
}

extension AnswerTrial {
  /// Days, orders, people and net, each as a column says it; nothing where the file cannot be read so.
  var parts: [String] {
    guard problem.isEmpty, next.isEmpty else { return [] }
    let span = days.map {
      $0.lowerBound == $0.upperBound
        ? Wording.date($0.lowerBound) : Wording.date($0.lowerBound) + " – " + Wording.date($0.upperBound)
    }
    var parts = [span ?? "no orders"]
    parts.append("net " + Wording.money(net, currency))
    parts.append(Wording.count(orders, "order", "orders"))
    parts.append(Wording.customers(customers))
    if leftOut > 0 { parts.append(Wording.count(leftOut, "row", "rows") + " left out") }
    return parts
  }

  /// Why there are no figures; empty where there are.
  var words: String { problem.isEmpty ? next.isEmpty ? "" : "then: " + next : "not so: " + problem }
}

/// The first rows of a file, as many columns as there is room for; the one in question is always among them.
private struct SampleTable {
  let rows: [[String]]
  private let header: [String]
  private let widths: [Int]
  private let marked: Int?
  private let isCut: (left: Bool, right: Bool)

  init(_ question: OpenQuestion, width: Int, rows count: Int) {
    let columns = question.header.count
    guard count > 0, columns > 0 else {
      (rows, header, widths, marked, isCut) = ([], [], [], nil, (false, false))
      return
    }
    let sample = question.rows.prefix(count).map { row in
      (0..<columns).map { $0 < row.count ? SampleTable.oneLine(row[$0]) : "" }
    }
    let all = (0..<columns).map { column in
      let cells = sample.map { $0[column] } + [SampleTable.oneLine(question.header[column])]
      return min(24, max(3, cells.map { DisplayWidth.of($0) }.max() ?? 3))
    }
    // From the column in question to both sides while there is room.
    var first = question.column.map { max(0, min(columns - 1, $0)) } ?? 0
    var last = first
    var used = all[first]
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      if last + 1 < columns, used + all[last + 1] + 2 <= width - 2 {
        last += 1
        used += all[last] + 2
        hasGrown = true
      }
      if first > 0, used + all[first - 1] + 2 <= width - 2 {
        first -= 1
        used += all[first] + 2
        hasGrown = true
      }
    }
    rows = sample.map { Array($0[first...last]) }
    header = question.header[first...last].map(SampleTable.oneLine)
    widths = Array(all[first...last])
    marked = question.column.map { $0 - first }
    isCut = (first > 0, last + 1 < columns)
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).trimmingBlanks
  }

  func draw(_ frame: inout Frame, x: Int, y: Int, _ state: DashboardState) {
    let theme = state.theme
    let ellipsis = state.glyphs.ellipsis
    for (line, cells) in ([header] + rows).enumerated() {
      var at = x
      if isCut.left { at += frame.canvas.put(ellipsis + " ", x: at, y: y + line, style: theme[.textMuted]) }
      for (column, cell) in cells.enumerated() {
        let style =
          column == marked ? theme[line == 0 ? .header : .textStrong] : theme[line == 0 ? .header : .textMuted]
        frame.canvas.put(
          DisplayWidth.cut(state.glyphs.plain(cell), widths[column], ellipsis: ellipsis), x: at, y: y + line,
          style: style)
        at += widths[column] + 2
      }
      if isCut.right { frame.canvas.put(ellipsis, x: at, y: y + line, style: theme[.textMuted]) }
    }
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
