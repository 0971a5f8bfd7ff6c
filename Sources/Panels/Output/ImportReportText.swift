import Analytics
import Canvas
import Ledger

/// The whole import report as text: files and their columns, rows by what became of them, sums, remarks.
public enum ImportReportText {
  /// Writes the report, with up to `examples` rows of each reason for leaving rows out.
  public static func write(_ ledger: Ledger, _ text: TextOutput, examples: Int, to out: inout ChunkedText) {
    let report = ledger.report
    for file in report.files { write(file, ledger, text, to: &out) }
    for side in report.sides { write(side, text, to: &out) }
    guard !report.files.isEmpty else {
      text.writeSentences(report.remarks.map(Wording.sentence), to: &out)
      return
    }
    writeRows(report, text, to: &out)
    writeSums(ledger, text, to: &out)
    writeChecks(ledger, text, to: &out)
    writeExamples(report, text, examples: examples, to: &out)
    text.writeSentences(report.remarks.map(Wording.sentence), to: &out)
  }

  private static func write(_ file: ImportReport.File, _ ledger: Ledger, _ text: TextOutput, to out: inout ChunkedText)
  {
    text.line(file.path, to: &out)
    text.paragraph(ImportWords.format(file) + ", \(size(file.bytes))", indent: "  ", to: &out)
    let used = file.columns.filter { !$0.field.isEmpty }
    let width = used.map { DisplayWidth.of(ShownText.of($0.column)) }.max() ?? 0
    for column in used {
      let name = DisplayWidth.fit(ShownText.of(column.column), min(width, 40), ellipsis: text.glyphs.ellipsis)
      text.line("  \(name) \(text.glyphs.arrow) \(column.field)", to: &out)
    }
    let unused = file.columns.filter { $0.field.isEmpty }.map(\.column)
    if !unused.isEmpty {
      text.paragraph("not used: " + unused.joined(separator: ", "), indent: "  ", to: &out)
    }
    out.line()
  }

  private static func write(_ side: ImportReport.SideFile, _ text: TextOutput, to out: inout ChunkedText) {
    text.line(side.path, to: &out)
    for sentence in SideWords.sentences(side) { text.paragraph(sentence, indent: "  ", to: &out) }
    let used = side.columns.filter { !$0.field.isEmpty }
    let width = used.map { DisplayWidth.of(ShownText.of($0.column)) }.max() ?? 0
    for column in used {
      let name = DisplayWidth.fit(ShownText.of(column.column), min(width, 40), ellipsis: text.glyphs.ellipsis)
      text.line("  \(name) \(text.glyphs.arrow) \(column.field)", to: &out)
    }
    for (bucket, rows) in side.examples.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let row = rows.first else { continue }
      let reason = row.reason.isEmpty ? bucket.meaning : row.reason
      text.line("  \(bucket.rawValue), \(side.path):\(row.line): \(row.text) (\(reason))", to: &out)
    }
    out.line()
  }

  private static func writeRows(_ report: ImportReport, _ text: TextOutput, to out: inout ChunkedText) {
    let counts = ImportReport.Bucket.allCases.map { ($0, report.counts[$0] ?? 0) }.filter { $0.1 > 0 }
    let width = Digits.grouped(report.rows).utf8.count
    let name = ImportReport.Bucket.allCases.map { $0.rawValue.utf8.count }.max() ?? 0
    for isKept in [true, false] {
      let part = counts.filter { $0.0.isKept == isKept }
      guard !part.isEmpty else { continue }
      let sum = part.reduce(0) { $0 + $1.1 }
      text.line("\(figure(sum, width))  \(isKept ? "rows in the ledger" : "rows left out")", to: &out)
      for (bucket, count) in part {
        let word = DisplayWidth.fit(bucket.rawValue, name)
        text.line("\(figure(count, width))    \(word)  \(bucket.meaning)", to: &out)
      }
    }
    text.line("\(figure(report.rows, width))  rows read", to: &out)
    if report.repeated > 0 {
      text.line("\(figure(report.repeated, width))  of them repeat an earlier row exactly", to: &out)
    }
    out.line()
  }

  private static func writeSums(_ ledger: Ledger, _ text: TextOutput, to out: inout ChunkedText) {
    let report = ledger.report
    let sums: [(sign: String, amount: Int64, words: String)] = [
      (" ", report.gross, "gross"), ("−", report.discounts, "discounts"), ("−", report.refunds, "refunds"),
      ("=", report.net, "net " + Wording.mark(ledger.currency)),
      (" ", report.unidentifiedNet, "of it without a customer"),
    ]
    let width = sums.map { ledger.money($0.amount).grouped.count }.max() ?? 0
    for sum in sums {
      let amount = DisplayWidth.fit(ledger.money(sum.amount).grouped, width, align: .trailing)
      text.line("\(sum.sign) \(amount)  \(sum.words)", to: &out)
    }
    text.paragraph(
      "\(Wording.count(report.orders, "order", "orders")) of \(Wording.customers(report.customers))"
        + (report.unidentifiedOrders > 0
          ? ", \(Digits.grouped(report.unidentifiedOrders)) of them without a customer" : "")
        + (ledger.firstDay.flatMap { first in ledger.lastDay.map { ", \(first) to \($0)" } } ?? ""), to: &out)
  }

  /// Status words, repairs, totals and days that deserve a look.
  private static func writeChecks(_ ledger: Ledger, _ text: TextOutput, to out: inout ChunkedText) {
    let report = ledger.report
    if !report.reconciliations.isEmpty {
      for sentence in ReconciliationTable.reading(report) { text.paragraph(sentence, to: &out) }
      for row in ReconciliationTable.rows(report).prefix(3) {
        let offender = row.offender
        text.line(
          "  order \(offender.order), line \(Digits.grouped(offender.line)): lines "
            + "\(ledger.money(offender.lines).grouped), total \(ledger.money(offender.total).grouped)", to: &out)
      }
    }
    guard let last = ledger.lastDay else { return }
    for sentence in GapsTable.reading(OrderGaps(ledger, asOf: last), ledger).dropFirst() {
      text.paragraph(sentence, to: &out)
    }
    for rule in report.repairs.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      text.line("\(Digits.grouped(rule.value))  broken rows mended: \(rule.key)", to: &out)
    }
  }

  private static func writeExamples(
    _ report: ImportReport, _ text: TextOutput, examples: Int, to out: inout ChunkedText
  ) {
    for bucket in ImportReport.Bucket.allCases where !bucket.isKept {
      let rows = (report.examples[bucket] ?? []).prefix(examples)
      guard !rows.isEmpty else { continue }
      out.line()
      text.line("\(bucket.rawValue): \(bucket.meaning)", to: &out)
      for row in rows {
        let file = report.files.indices.contains(row.file) ? report.files[row.file].path : ""
        let reason = row.reason.isEmpty ? "" : " (\(row.reason))"
        text.line("  \(file):\(row.line): \(row.text)\(reason)", to: &out)
      }
    }
  }

  private static func figure(_ count: Int, _ width: Int) -> String {
    DisplayWidth.fit(Digits.grouped(count), width, align: .trailing)
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 10_000
      ? Wording.count(bytes, "byte", "bytes")
      : bytes < 10_000_000 ? Digits.grouped(bytes / 1_000) + " kB" : Digits.grouped(bytes / 1_000_000) + " MB"
  }
}
