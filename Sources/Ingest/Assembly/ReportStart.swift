import Ledger

/// The part of the import report that is known before orders are put together: files, left-out rows, remarks.
struct ReportStart {
  private let plan: ReadPlan
  private let preparation: Preparation
  private let readers: UnsafeMutablePointer<RowReader>
  private let lines: LineNumbers

  init(
    _ plan: ReadPlan, _ preparation: Preparation, _ readers: UnsafeMutablePointer<RowReader>, _ lines: LineNumbers
  ) {
    self.plan = plan
    self.preparation = preparation
    self.readers = readers
    self.lines = lines
  }

  func report(_ conventions: Conventions) -> ImportReport {
    var report = ImportReport()
    for (file, orders) in preparation.orders.enumerated() {
      let layout = plan.files[file].layout
      let table = orders.table
      let read = (0..<plan.threads).reduce(0) {
        $0 + (readers[$1].tally.rows.count > file ? readers[$1].tally.rows[file] : 0)
      }
      let rows = read + table.audit.counts.values.reduce(0, +)
      report.files.append(orders.file(layout, rows: rows))
      report.rows += rows
      let prefix = preparation.orders.count > 1 ? table.label + ": " : ""
      for remark in layout.remarks + table.audit.remarks { report.remarks.append(prefix + remark) }
      if !isUTF8(table.bytes, from: layout.bodyOffset) {
        report.remarks.append(
          prefix + "Not UTF-8: names may be unreadable. Name the encoding: --encoding GB18030, windows-1252, …")
      }
      let dateRemark = conventions.files[file].dateRemark
      if !dateRemark.isEmpty { report.remarks.append(prefix + dateRemark) }
      let zoneRemark = conventions.files[file].zoneRemark
      if !zoneRemark.isEmpty { report.remarks.append(prefix + zoneRemark) }
      if conventions.files[file].hasThousandPoints {
        report.remarks.append(
          prefix
            + "No amount has decimals: points such as in 1.000 are read as marks of thousands. To change it: --set "
            + "import.decimal_comma=no")
      } else if plan.files[file].decimalComma {
        report.remarks.append(prefix + "Amounts are read with a decimal comma.")
      }
      if !orders.isTranslated, layout.column(.tax) < 0 {
        report.remarks.append(prefix + "No column says a tax: if prices include one, it is in net too.")
      }
      let passed = report.files[file].columns.filter { $0.field.isEmpty && !$0.column.isEmpty }.map(\.column)
      if !passed.isEmpty { report.remarks.append(prefix + "Columns passed over: \(FileLayout.shown(passed)).") }
      add(table.audit, file, &report)
    }
    if !conventions.currencyRemark.isEmpty { report.remarks.append(conventions.currencyRemark) }
    addLeftOut(&report)
    addRoundedNumbers(&report)
    addUnknownStatuses(&report)
    addConversions(&report)
    if (0..<plan.threads).contains(where: { readers[$0].hasHeldBack }) {
      report.remarks.append("The last line is not finished yet: it is read when it is.")
    }
    return report
  }

  /// Adds what the stages before the rows set aside and repaired.
  private func add(_ audit: TableAudit, _ file: Int, _ report: inout ImportReport) {
    report.counts.merge(audit.counts) { $0 + $1 }
    for (bucket, rows) in audit.examples {
      report.examples[bucket, default: []] += rows.map {
        ImportReport.Example(file: file, line: $0.line, text: $0.text, reason: $0.reason)
      }
    }
    report.repairs.merge(audit.repairs) { $0 + $1 }
    let room = max(0, ImportReport.examplesKept - report.repaired.count)
    report.repaired += audit.repaired.prefix(room).map {
      ImportReport.Repaired(
        example: ImportReport.Example(file: file, line: $0.line, text: $0.text), rule: $0.reason)
    }
  }

  /// Whether the first megabyte of the rows is UTF-8; a character that its end cuts does not count.
  private func isUTF8(_ source: SourceBytes, from offset: Int) -> Bool {
    let limit = 1 << 20
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = source.window(at: offset, limit: limit, in: buffer)
    var end = window.count
    while end > 0, window[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, window[end - 1] >= 0xC0 { end -= 1 }
    return String(validating: UnsafeBufferPointer(rebasing: window[..<end]), as: UTF8.self) != nil
  }

  private func addLeftOut(_ report: inout ImportReport) {
    for thread in 0..<plan.threads {
      let tally = readers[thread].tally
      report.counts.merge(tally.counts) { $0 + $1 }
      for (bucket, examples) in tally.examples {
        report.examples[bucket, default: []] += examples.map {
          ImportReport.Example(
            file: $0.file, line: lines.line($0.line, file: $0.file, thread: thread), text: $0.text)
        }
      }
    }
    for (bucket, examples) in report.examples {
      let sorted = examples.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
      report.examples[bucket] = Array(sorted.prefix(bucket.isKept ? 1 : ImportReport.examplesKept))
    }
  }

  private func addRoundedNumbers(_ report: inout ImportReport) {
    let rounded = (0..<plan.threads).reduce(0) { $0 + readers[$1].roundedNumbers }
    guard rounded > 0 else { return }
    report.remarks.append(
      "\(Digits.grouped(rounded)) order numbers were rounded by a spreadsheet (such as 3.5E+16): rows of one customer at "
        + "one time count as one order. Export the file again and do not save it from a spreadsheet.")
  }

  private func addConversions(_ report: inout ImportReport) {
    var converted: [String: (rows: Int, early: Int)] = [:]
    for thread in 0..<plan.threads {
      let reader = readers[thread]
      for (number, count) in reader.convertedRows {
        let code = RowReader.currencyCode(reader.currencies.texts[number].string)
        let other = converted[code] ?? (0, 0)
        converted[code] = (other.rows + count.rows, other.early + count.early)
      }
    }
    for (code, count) in converted.sorted(by: { $0.key < $1.key }) {
      let subject = count.rows == 1 ? "1 row in \(code) is" : "\(Digits.grouped(count.rows)) rows in \(code) are"
      var remark = "\(subject) converted to \(plan.currency.code) by dated rates"
      remark += count.early > 0 ? "; of them older than the first rate: \(Digits.grouped(count.early))." : "."
      report.remarks.append(remark)
    }
  }

  private func addUnknownStatuses(_ report: inout ImportReport) {
    for file in plan.files.indices {
      let prefix = preparation.orders.count > 1 ? preparation.orders[file].table.label + ": " : ""
      if !plan.files[file].closedRemark.isEmpty { report.remarks.append(prefix + plan.files[file].closedRemark) }
      var words: [String: StrangeStatus] = [:]
      var paidLater: Set<UInt64> = []
      var notYet: Set<UInt64> = []
      for thread in 0..<plan.threads {
        let table = readers[thread].statusTables[file]
        for strange in table.strange where strange.rows > 0 {
          words[strange.word, default: StrangeStatus(word: strange.word, file: file)].add(strange)
        }
        paidLater.formUnion(table.paidLater)
        notYet.formUnion(table.notYetPaid)
      }
      if let remark = PaymentLater.remark(counting: paidLater.count, notYet: notYet.subtracting(paidLater).count) {
        report.remarks.append(prefix + remark)
      }
      report.unknownStatuses += words.values.map {
        ImportReport.UnknownStatus(word: $0.word, file: file, rows: $0.rows, orders: $0.orders.count, amount: $0.amount)
      }
    }
    guard !report.unknownStatuses.isEmpty else { return }
    report.unknownStatuses.sort {
      ($1.amount, $1.rows, $0.file, $0.word) < ($0.amount, $0.rows, $1.file, $1.word)
    }
    report.remarks.append(ImportReport.remark(about: report.unknownStatuses, plan.currency))
  }
}
