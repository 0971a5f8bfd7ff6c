import Canvas
import Ledger

/// What was read, on one picture: how net comes about as steps, what became of the rows, and which column of which file
/// was taken for what.
struct ImportFigure: Drawing {
  let ledger: Ledger

  /// Lines for the sums and the rows, or for the first file with its columns where that takes more.
  static func ideal(_ report: ImportReport) -> Int {
    let columns = report.files.first?.columns.count { !$0.field.isEmpty } ?? 0
    return max(10, min(18, columns + 3))
  }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard rect.width >= 100, !ledger.report.files.isEmpty else {
      let used = left(on: &canvas, in: rect)
      var rest = rect
      _ = rest.takeTop(used + 1)
      files(on: &canvas, in: rest)
      return
    }
    let halves = rect.columns([1, 1], gap: 4)
    _ = left(on: &canvas, in: halves[0])
    files(on: &canvas, in: halves[1])
  }

  /// The reconciliation and the rows; returns the lines used.
  private func left(on canvas: inout Canvas, in rect: Rect) -> Int {
    let report = ledger.report
    if rect.height < 4 {
      let equation =
        "\(ledger.money(report.gross).grouped) − \(ledger.money(report.discounts).grouped) − "
        + "\(ledger.money(report.refunds).grouped) = \(Wording.money(report.net, ledger.currency)) net"
      canvas.write(equation, x: rect.x, y: rect.y, maxWidth: rect.width)
      return 1
    }
    var rest = rect
    let title = rest.takeTop(rest.height >= 5 ? 1 : 0)
    if !title.isEmpty {
      canvas.write("How net comes about", .header, x: title.x, y: title.y, maxWidth: title.width)
    }
    reconciliation(on: &canvas, in: rest.takeTop(4))
    let parts = stripParts
    guard rest.height >= 4, !parts.isEmpty else { return rect.height - rest.height }
    _ = rest.takeTop(1)
    let rows = rest.takeTop(1)
    canvas.write(
      "What became of \(Wording.count(report.rows, "row", "rows"))", .header, x: rows.x, y: rows.y, maxWidth: rows.width
    )
    ShareStrip(parts: parts).render(on: &canvas, in: rest.takeTop(min(rest.height, 4)), row: nil)
    return rect.height - rest.height
  }

  /// The four largest fates of rows, the others together.
  private var stripParts: [ShareStrip.Part] {
    let report = ledger.report
    let buckets = report.counts.filter { $0.value > 0 }.sorted {
      $0.value == $1.value ? $0.key.rawValue < $1.key.rawValue : $0.value > $1.value
    }
    var parts = buckets.prefix(4).map { bucket in
      ShareStrip.Part(
        name: bucket.key.words.lowercased(), figure: Digits.grouped(bucket.value), fraction: Double(bucket.value))
    }
    let others = buckets.dropFirst(4).reduce(0) { $0 + $1.value }
    if others > 0 {
      parts.append(.init(name: "other", figure: Digits.grouped(others), fraction: Double(others)))
    }
    return parts
  }

  /// Gross from the left; discounts and refunds taken off its right end; what is left is net.
  private func reconciliation(on canvas: inout Canvas, in rect: Rect) {
    let report = ledger.report
    let rows: [(label: String, amount: Int64, from: Int64, role: Role)] = [
      (Wording.head("gross", ledger.currency), report.gross, 0, .bar),
      ("− discounts", report.discounts, report.gross - report.discounts, .warn),
      ("− refunds", report.refunds, report.gross - report.discounts - report.refunds, .warn),
      ("= net", report.net, 0, .bar),
    ]
    let amounts = rows.map { ledger.money($0.amount).grouped }
    let amountWidth = amounts.map { DisplayWidth.of($0) }.max() ?? 0
    let labels = 13
    let barWidth = rect.width - labels - amountWidth - 2
    let scale = report.gross > 0 ? Double(max(0, barWidth)) / Double(report.gross) : 0
    for (index, row) in rows.prefix(rect.height).enumerated() {
      let y = rect.y + index
      let role: Role = index == 3 ? .textStrong : .text
      canvas.write(row.label, index == 3 ? .text : .textMuted, x: rect.x, y: y, maxWidth: labels - 1)
      let room = min(amountWidth, rect.width - labels)
      canvas.writeRight(amounts[index], role, maxX: rect.x + labels + room, y: y, maxWidth: room)
      guard barWidth >= 8, row.amount > 0 else { continue }
      let start = Int((Double(max(0, row.from)) * scale).rounded(.down))
      let end = min(barWidth, max(start + 1, Int((Double(max(0, row.from) + row.amount) * scale).rounded())))
      let sign = index == 1 || index == 2 ? canvas.glyphs.hollow : canvas.glyphs.leftEighths[7]
      canvas.put(
        String(repeating: sign, count: max(0, end - start)), x: rect.x + labels + amountWidth + 2 + start, y: y,
        style: canvas.theme[row.role], maxWidth: max(0, barWidth - start))
    }
  }

  private func files(on canvas: inout Canvas, in rect: Rect) {
    var y = rect.y
    for file in ledger.report.files {
      guard y < rect.maxY else { return }
      canvas.write(file.path, .header, x: rect.x, y: y, maxWidth: rect.width)
      y += 1
      guard y < rect.maxY else { return }
      let size = "\(Digits.grouped(file.bytes)) bytes"
      canvas.write(ImportWords.format(file) + ", " + size, .textMuted, x: rect.x, y: y, maxWidth: rect.width)
      y += 1
      let used = file.columns.filter { !$0.field.isEmpty }
      let width = min(24, used.map { DisplayWidth.of($0.column) }.max() ?? 0)
      for column in used {
        guard y < rect.maxY else { return }
        let name = DisplayWidth.fit(canvas.glyphs.plain(column.column), width, ellipsis: canvas.glyphs.ellipsis)
        canvas.write("\(name) → \(column.field)", x: rect.x, y: y, maxWidth: rect.width)
        y += 1
      }
      let unused = file.columns.filter(\.field.isEmpty).map(\.column)
      if !unused.isEmpty, y < rect.maxY {
        canvas.write("not used: " + unused.joined(separator: ", "), .textMuted, x: rect.x, y: y, maxWidth: rect.width)
        y += 1
      }
    }
  }
}
