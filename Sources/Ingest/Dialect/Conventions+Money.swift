import Ledger

// What a file's amounts say about their marks and their currency.
extension Conventions {
  /// Takes what the amounts of a file say, or what a person says.
  mutating func takeMarks(_ verdict: DecimalEvidence.Verdict, _ file: Int, said: Bool?) {
    files[file].decimalComma = said ?? (verdict == .comma || verdict == .thousandPoints)
    files[file].hasThousandPoints = said == nil && verdict == .thousandPoints
  }

  private static func rows(_ count: Int) -> String { Digits.grouped(count) + (count == 1 ? " row" : " rows") }

  static func ambiguousMarks(_ plan: FilePlan, _ file: String) -> IngestError {
    let column = plan.columns.unitPrice >= 0 ? plan.columns.unitPrice : plan.columns.total
    return IngestError(
      kind: .ambiguousAmounts, file: file,
      what: "the amounts in “\(column >= 0 ? plan.layout.columns[column] : "")” have a mark and three digits after it, "
        + "such as 1.459: that is one and a half, or one thousand four hundred and fifty-nine",
      wayOut: "Say which it is: --set import.decimal_comma=no (1.459 is 1.46) or --set import.decimal_comma=yes "
        + "(1.459 is 1,459.00).",
      question: OpenQuestion(
        "Is 1.459 in “\(column >= 0 ? plan.layout.columns[column] : "")” about one and a half, or over a thousand?",
        answers: [
          .init("Over a thousand", key: "import.decimal_comma", value: "yes"),
          .init("About one and a half", key: "import.decimal_comma", value: "no"),
        ], column: column >= 0 ? column : nil))
  }

  /// The currency of the rows, where there is only one.
  func checkedCurrency(
    _ readers: UnsafeMutablePointer<RowReader>, _ plan: ReadPlan, options: ReadOptions, file: String
  ) throws(IngestError) -> (Currency, remark: String) {
    if options.currency != nil { return (currency, "") }
    var rows: [String: Int] = [:]
    var shared: Set<String> = []
    for thread in 0..<plan.threads {
      let reader = readers[thread]
      for number in 1..<max(1, reader.currencyRows.count) where reader.currencyRows[number] > 0 {
        let sign = reader.currencies.texts[number].string
        rows[RowReader.currencyCode(sign), default: 0] += reader.currencyRows[number]
        if reader.signCurrencies.contains(number), Currency.codes(ofSign: sign).count > 1 { shared.insert(sign) }
      }
    }
    var remark = ""
    for sign in shared.sorted() {
      let own = RowReader.currencyCode(sign)
      let evidence = CurrencyEvidence(
        sure: Set(rows.keys.filter { $0 != own }),
        countries: CurrencyEvidence.texts(readers, plan.threads, \.countries),
        places: CurrencyEvidence.texts(readers, plan.threads, \.channels) + [file])
      let verdict = evidence.verdict(sign)
      if let code = verdict.code, code != own, let count = rows.removeValue(forKey: own) {
        rows[code, default: 0] += count
      }
      remark = verdict.remark
    }
    guard rows.count > 1 else { return (rows.keys.first.map { Currency(code: $0) } ?? currency, remark) }
    let sorted = rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var without: [String] = []
    if let rates = options.rates {
      // Most rows stay as they are; signs beside amounts belong to no row's column and cannot be converted.
      let book = RateBook(rates, base: sorted[0].key)
      let signs = Set(
        (0..<plan.threads).flatMap { thread in
          let reader = readers[thread]
          return reader.signCurrencies.map { RowReader.currencyCode(reader.currencies.texts[$0].string) }
        })
      without = sorted.map(\.key).filter { !book.knows($0) || ($0 != sorted[0].key && signs.contains($0)) }
      if without.isEmpty { return (Currency(code: sorted[0].key), remark) }
    }
    let list = sorted.prefix(8).map { "\($0.key) \(Conventions.rows($0.value))" }.joined(separator: ", ")
    throw IngestError(
      kind: .mixedCurrencies, file: file, what: "there are amounts in \(rows.count) currencies: \(list)",
      wayOut: (without.isEmpty ? "" : "There is no rate for \(without.joined(separator: ", ")). ")
        + "Choose one, the rows of the others are left out: --currency \(sorted[0].key)",
      question: OpenQuestion(
        "The file has amounts in \(rows.count) currencies, which are never added: which one is to be read?",
        answers: sorted.map {
          .init("\($0.key), in \(Conventions.rows($0.value))", key: "import.currency", value: $0.key)
        }))
  }
}
