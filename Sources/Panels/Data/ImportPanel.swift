import Analytics
import Ledger

extension Panel {
  /// What became of every row that was read.
  public static let importReport = Panel(
    id: "import", title: "Import", group: .data, question: "What became of every row of the files?"
  ) { findings in
    let ledger = findings.ledger
    let report = ledger.report
    let buckets = ImportReport.Bucket.allCases.filter { $0 == .used || (report.counts[$0] ?? 0) > 0 }
    return Sheet(
      id: "import", title: "Import", table: ImportTable.table(ledger, buckets: buckets),
      customers: ledger.customers.count, reading: ImportWords.reading(ledger),
      notes: report.remarks.map(Wording.sentence),
      definition: ImportWords.definition,
      figure: Sheet.Figure(minimum: 3, ideal: ImportFigure.ideal(report), ImportFigure(ledger: ledger)),
      tone: { buckets[$0].isKept ? nil : .warn },
      destination: { row in
        let bucket = buckets[row]
        guard !(report.examples[bucket] ?? []).isEmpty else { return nil }
        return Destination(title: bucket.words) { RowsSheet.make(findings, bucket: bucket) }
      })
  }
}

/// The rows of the import panel: one per bucket that holds rows, and the totals that reconcile with the files.
enum ImportTable {
  static func table(_ ledger: Ledger, buckets: [ImportReport.Bucket]) -> DataTable {
    let report = ledger.report
    let currency = ledger.currency
    let hidden: [(column: DataColumn, total: Value)] = [
      (DataColumn("orders", "Orders", .count, drawing: .hidden), .integer(report.orders)),
      (DataColumn("lines", "Lines", .count, drawing: .hidden), .integer(ledger.lines.count)),
      (DataColumn("customers", "Customers", .count, drawing: .hidden), .integer(report.customers)),
      (DataColumn("gross", Wording.head("Gross", currency), .money, drawing: .hidden), .money(report.gross)),
      (
        DataColumn("discounts", Wording.head("Discounts", currency), .money, drawing: .hidden), .money(report.discounts)
      ),
      (DataColumn("refunds", Wording.head("Refunds", currency), .money, drawing: .hidden), .money(report.refunds)),
      (DataColumn("net", Wording.head("Net", currency), .money, drawing: .hidden), .money(report.net)),
      (
        DataColumn("unidentified_orders", "Unidentified orders", .count, drawing: .hidden),
        .integer(report.unidentifiedOrders)
      ),
      (
        DataColumn("unidentified_net", Wording.head("Unidentified net", currency), .money, drawing: .hidden),
        .money(report.unidentifiedNet)
      ),
    ]
    let columns =
      [
        DataColumn("reason", "Reason", .key, priority: 1),
        DataColumn("rows", "Rows", .count, drawing: .figureAndBar, priority: 1),
        DataColumn("example_line", "Line", .integer, priority: 5),
        DataColumn("share", "Share", .ratio, priority: 3),
        DataColumn("in_ledger", "In ledger", .text, priority: 4),
        DataColumn("meaning", "What it is", .text, priority: 2),
        DataColumn("example", "Example", .text, priority: 6),
      ] + hidden.map(\.column)
    let rows = buckets.map { bucket -> [Value] in
      let count = report.counts[bucket] ?? 0
      let example = report.examples[bucket]?.first
      let figures: [Value] = [
        .text(bucket.rawValue), .integer(count), .count(example?.line),
        report.rows > 0 ? .number(Double(count) / Double(report.rows)) : .none,
        .text(bucket.isKept ? "yes" : "left out"), .text(bucket.meaning), .words(example?.text ?? ""),
      ]
      return figures + hidden.map { _ in .none }
    }
    let totals: [Value] =
      [.none, .integer(report.rows), .none, report.rows > 0 ? .number(1) : .none, .none, .none, .none]
      + hidden.map(\.total)
    return DataTable(columns: columns, rows: rows, totals: totals)
  }
}

/// The sentences of the import panel.
enum ImportWords {
  static let definition = [
    "Every row that was read, headers not counted, is in exactly one bucket: the first reason that holds. The rows "
      + "of all buckets add up to the rows of the files.",
    "Gross is quantity × unit price, rounded half away from zero line by line; net is gross − discounts − refunds, "
      + "without shipping, tax, tips and gift cards. The three sums take in every order that counts, with or "
      + "without a customer.",
    "A row with a negative quantity or amount is a refund: it belongs to the person's latest earlier order that "
      + "holds the product with enough quantity left. One that finds none counts on its own day.",
    "Orders without a customer key form one line, unidentified, and stay out of every figure per customer.",
    "Exact repetitions of a row inside one file are kept, because a till may ring the same item twice.",
  ]

  /// What a file was recognised as, in one line without its size.
  static func format(_ file: ImportReport.File) -> String {
    var parts: [String] = []
    if !file.kind.isEmpty {
      let certainty = file.isChosen ? "chosen by you" : "certain to \(Wording.percent(file.confidence))"
      parts.append("\(file.kind) (\(certainty))")
    }
    parts += [file.format, file.encoding].filter { !$0.isEmpty }
    return parts.joined(separator: ", ") + ", " + Wording.count(file.rows, "row", "rows")
  }

  static func reading(_ ledger: Ledger) -> [String] {
    let report = ledger.report
    let rows = Wording.count(report.rows, "row", "rows")
    var sentences: [String] = []
    if report.rows == 0 {
      sentences.append("No row was read.")
    } else if report.leftOut == 0 {
      sentences.append("\(rows) read, none left out.")
    } else {
      let share = Wording.percent(Double(report.leftOut) / Double(report.rows))
      sentences.append("\(rows) read, \(Digits.grouped(report.leftOut)) left out (\(share)).")
    }
    if report.unidentifiedOrders > 0 {
      let orders = Wording.count(report.unidentifiedOrders, "order", "orders")
      var sentence = "\(orders) without a customer"
      sentence += report.unidentifiedOrders == 1 ? " brings " : " bring "
      sentence += Wording.wholeMoney(report.unidentifiedNet, ledger.currency)
      if report.net > 0 {
        sentence += ", " + Wording.percent(Double(report.unidentifiedNet) / Double(report.net)) + " of net"
      }
      sentences.append(sentence + ".")
    }
    if report.repeated == 1 {
      sentences.append("1 row repeats an earlier one exactly and was kept.")
    } else if report.repeated > 1 {
      sentences.append("\(Digits.grouped(report.repeated)) rows repeat an earlier one exactly and were kept.")
    }
    let mended = report.repairs.values.reduce(0, +)
    if mended > 0 {
      sentences.append("\(Wording.count(mended, "broken row was", "broken rows were")) mended: see repaired rows.")
    }
    let offenders = report.reconciliations.reduce(0) { $0 + $1.offenders }
    if offenders > 0 {
      sentences.append(
        offenders == 1
          ? "The lines of 1 order do not come to its total: see reconciliation."
          : "The lines of \(Digits.grouped(offenders)) orders do not come to their totals: see reconciliation.")
    }
    return sentences
  }
}
