import Analytics
import Canvas
import Ledger

/// The five dimensions of one person as bars, the shop's medians beside them.
struct ValueBars: Drawing {
  /// 0 to 100 each; `nil` where the dimension does not exist.
  let values: [Double?]
  /// The shop's median of each.
  let medians: [Double?]

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let names = CustomerValue.Dimension.allCases.map(\.id)
    let label = min(rect.width, names.map { DisplayWidth.of($0) }.max() ?? 0)
    let remarks = medians.map { $0.map { "median \(ValueFormat.decimal($0, 0))" } ?? "" }
    let remark = remarks.map { DisplayWidth.of($0) }.max() ?? 0
    let hasRemarks = rect.width >= label + 5 + 8 + remark + 2
    let width = min(40, rect.width - label - 1 - 4 - (hasRemarks ? remark + 2 : 0))
    for index in names.indices.prefix(rect.height) {
      let y = rect.y + index
      canvas.write(names[index], .textMuted, x: rect.x, y: y, maxWidth: label)
      let left = rect.x + label + 1
      let value = values[index]
      let figure = value.map { ValueFormat.decimal($0, 0) } ?? "—"
      if width >= 4 {
        if let value { canvas.bar(fraction: value / 100, x: left, y: y, width: width, track: true) }
        canvas.writeRight(
          figure, value == nil ? .missing : .text, maxX: left + width + 4, y: y, maxWidth: 4)
        if hasRemarks {
          canvas.write(remarks[index], .textMuted, x: left + width + 6, y: y, maxWidth: remark)
        }
      } else {
        canvas.write(figure, value == nil ? .missing : .text, x: left, y: y, maxWidth: rect.maxX - left)
      }
    }
  }
}

/// The person under the cursor in five bars, and the grades with their people and what they bring.
struct ValueFigure: Drawing {
  let findings: Findings

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let value = findings(CustomerValue.self)
    let order = findings(ValueOrder.self).order
    guard let first = order.first else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let customer = Int(row.flatMap { order.indices.contains($0) ? order[$0] : nil } ?? first)
    guard rect.width >= 100 else {
      person(customer, value, on: &canvas, in: rect)
      return
    }
    let halves = rect.columns([6, 5], gap: 4)
    person(customer, value, on: &canvas, in: halves[0])
    grades(value, chosen: value.grade(of: customer), on: &canvas, in: halves[1])
  }

  private func person(_ customer: Int, _ value: CustomerValue, on canvas: inout Canvas, in rect: Rect) {
    var rest = rect
    if rest.height != 5 || rest.width < 12 {
      let title = rest.takeTop(1)
      let score = value.score(of: customer).map { ValueFormat.decimal($0, 1) } ?? "—"
      let known = value.known(of: customer)
      let words = "\(value.grade(of: customer) ?? "—")  \(score)" + (known < 5 ? "  \(known) of 5" : "")
      let used = canvas.write(words, .accent, x: title.x, y: title.y, maxWidth: title.width)
      canvas.write(
        findings.ledger.customers.label(customer), .header, x: title.x + used + 2, y: title.y,
        maxWidth: title.width - used - 2)
      if rest.height > 5 { _ = rest.takeTop(1) }
    }
    guard !rest.isEmpty else { return }
    ValueBars(values: value.dimensions(of: customer), medians: value.medians).render(on: &canvas, in: rest, row: nil)
  }

  private func grades(_ value: CustomerValue, chosen: String?, on canvas: inout Canvas, in rect: Rect) {
    var rest = rect
    if rest.height > 5 {
      let title = rest.takeTop(1)
      canvas.write(
        "Grades: lowest score, people, share of net to date", .header, x: title.x, y: title.y, maxWidth: title.width)
      if rest.height > 5 { _ = rest.takeTop(1) }
    }
    let total = value.gradeRows.reduce(Int64(0)) { $0 + $1.net }
    let highest = value.gradeRows.map(\.net).max() ?? 0
    let counts = value.gradeRows.map { Digits.grouped($0.customers) }
    let count = counts.map { DisplayWidth.of($0) }.max() ?? 0
    let width = max(0, rest.width - 2 - 5 - 2 - count - 2 - 7)
    for (index, grade) in value.gradeRows.enumerated().prefix(rest.height) {
      let y = rest.y + index
      let role: Role = grade.grade == chosen ? .accent : .text
      var x = rest.x
      canvas.write(grade.grade, role, x: x, y: y, maxWidth: 1)
      x += 7
      canvas.writeRight(
        grade.lowest.map { ValueFormat.decimal($0, 1) } ?? "—", .textMuted, maxX: x, y: y, maxWidth: 5)
      x += 2 + count
      canvas.writeRight(counts[index], role, maxX: x, y: y, maxWidth: count)
      x += 2
      if highest > 0 { canvas.bar(fraction: Double(grade.net) / Double(highest), x: x, y: y, width: width) }
      let share = total > 0 ? ValueFormat.percent(Double(grade.net) / Double(total)) : "—"
      canvas.writeRight(share, role, maxX: rest.maxX, y: y, maxWidth: 7)
    }
  }
}
