import Ledger

/// How a file writes dates and amounts: guessed from its first rows, checked against all of them.
///
/// One pass is the rule: rows are read under the guess while what they show is counted. Where all rows together say
/// something else than the first thousand did, the files are read once more under the better reading.
struct Conventions: Equatable {
  struct OfFile: Equatable {
    var dateOrder: DateOrder
    var decimalComma: Bool
    var dateNumbers = DateNumbers.epochs
    /// Whether points are the marks of thousands although no amount has decimals.
    var hasThousandPoints = false
    /// Whether its days may be any: all of them are far outside of those that shops have.
    var hasAnyDays = false
    /// How the order of day and month was decided, for the report; empty where no date needed it.
    var dateRemark = ""
    /// What there is to say about times, for the report; empty where the file's clock is the shop's.
    var zoneRemark = ""
  }

  var files: [OfFile]
  var currency: Currency
  /// How the currency of a sign that several have was decided, for the report; empty where none had to be.
  var currencyRemark = ""

  init(_ heads: [FileHead], _ layouts: [FileLayout], options: ReadOptions, files names: [String]) throws(IngestError) {
    var files: [OfFile] = []
    var evidences: [DecimalEvidence] = []
    var currency = (options.currency ?? layouts.lazy.compactMap(\.currency).first).map { Currency(code: $0) }
    for (head, layout) in zip(heads, layouts) {
      let columns = FilePlan.Columns(layout)
      var dates = DateReader(order: options.dateOrder ?? layout.dateOrder ?? .mdy)
      var amounts = AmountReader(decimalComma: false)
      var sign: String?
      for row in head.sample where row.count >= layout.columns.count {
        row[columns.date].withPiece { _ = dates.moment($0.trimmed) }
        for column in [columns.unitPrice, columns.total] where column >= 0 {
          row[column].withPiece { piece in
            _ = amounts.number(piece.trimmed) { found in if sign == nil { sign = found.string } }
          }
        }
        if columns.currency >= 0, currency == nil {
          let code = row[columns.currency].withPiece { $0.trimmed.string }
          if !code.isEmpty { currency = Currency(code: RowReader.currencyCode(code)) }
        }
      }
      if currency == nil, columns.currency < 0, let sign { currency = Currency(code: RowReader.currencyCode(sign)) }
      var guess: DateOrder = dates.evidence.dayFirst > dates.evidence.monthFirst ? .dmy : .mdy
      if case .yearFirst = dates.evidence.short.verdict { guess = .ymd }
      let order = options.dateOrder ?? layout.dateOrder ?? guess
      evidences.append(amounts.evidence)
      files.append(OfFile(dateOrder: order, decimalComma: false, dateNumbers: dates.evidence.numbers))
    }
    self.files = files
    self.currency = currency ?? .unnamed
    for file in files.indices {
      let isUnitPrice = layouts[file].amount == .unitPrice
      takeMarks(
        evidences[file].verdict(digits: self.currency.digits, isUnitPrice: isUnitPrice), file,
        said: options.decimalComma ?? layouts[file].decimalComma)
    }
  }

  /// What all rows together say where it differs from what was guessed; `nil` where the guess holds.
  ///
  /// - Throws: where day and month fit in both orders, or where there are amounts in several currencies.
  mutating func revised(
    by readers: UnsafeMutablePointer<RowReader>, _ plan: ReadPlan, options: ReadOptions, files names: [String]
  ) throws(IngestError) -> Conventions? {
    var better = self
    var marks: [(amounts: DecimalEvidence, counts: DecimalEvidence)] = []
    for file in files.indices {
      var dates = DateEvidence()
      var decimals = DecimalEvidence()
      var counts = DecimalEvidence()
      for thread in 0..<plan.threads {
        dates = dates + readers[thread].dateEvidence[file]
        decimals = decimals + readers[thread].decimalEvidence[file]
        counts = counts + readers[thread].countEvidence[file]
      }
      if options.dateOrder == nil, plan.files[file].layout.dateOrder == nil {
        try better.files[file].decideOrder(dates, plan.files[file], names[file])
      }
      if DayWindow.isMeant(dates), better.files[file].dateOrder == files[file].dateOrder {
        better.files[file].hasAnyDays = true
      }
      if dates.epochs + dates.serials > 0 { better.files[file].dateNumbers = dates.numbers }
      better.files[file].zoneRemark = Conventions.zoneRemark(dates, isUTC: plan.files[file].isUTC, options.timeZone)
      marks.append((decimals, counts))
    }
    (better.currency, better.currencyRemark) = try checkedCurrency(readers, plan, options: options, file: names[0])
    for file in files.indices {
      let verdict = marks[file].amounts.verdict(
        digits: better.currency.digits, isUnitPrice: plan.files[file].columns.unitPrice >= 0,
        counts: marks[file].counts)
      let said = options.decimalComma ?? plan.files[file].layout.decimalComma
      if verdict == .unknown, said == nil {
        throw Conventions.ambiguousMarks(plan.files[file], names[file])
      }
      better.takeMarks(verdict, file, said: said)
    }
    let isSame =
      zip(better.files, files).allSatisfy {
        $0.dateOrder == $1.dateOrder && $0.decimalComma == $1.decimalComma && $0.dateNumbers == $1.dateNumbers
          && $0.hasAnyDays == $1.hasAnyDays
      } && better.currency == currency
    if isSame {
      self = better
      return nil
    }
    return better
  }

  /// What is said about the clock of a file's times.
  static func zoneRemark(_ dates: DateEvidence, isUTC: Bool, _ zone: Zone?) -> String {
    let writesUTC = isUTC || (dates.universal > 0 && dates.shifted == 0)
    if let zone {
      return writesUTC || dates.shifted > 0 ? "Times are turned into days and times of \(zone.name)." : ""
    }
    return writesUTC
      ? "Times are universal time (UTC): set --timezone to get the shop's days, for example --timezone Asia/Shanghai."
      : ""
  }
}
