import Analytics
import Ledger

extension PriceOnly: Finding {
  /// The price-only people among everybody, whoever is left out elsewhere.
  public static func find(in findings: Findings) -> PriceOnly {
    PriceOnly(findings.everybodysPurchases, findings.ledger, findings.question)
  }
}

extension PriceLevels: Finding {
  /// The prices that everybody paid.
  public static func find(in findings: Findings) -> PriceLevels {
    PriceLevels(findings.everybodysPurchases, findings.ledger)
  }
}

extension Panel {
  /// Who buys for the price alone.
  public static let priceOnly = Panel(
    id: "price-only", title: "Price-only customers", group: .value,
    question: "Who comes for the discount alone, and what is left of them without it?", isOfEverybody: true
  ) { findings in
    let priceOnly = findings(PriceOnly.self)
    let ledger = findings.ledger
    let rows = priceOnly.ranked()
    return Sheet(
      id: "price-only", title: "Price-only customers", table: PriceOnlyTable.table(findings, priceOnly, rows),
      window: Window.all.description, customers: rows.count,
      settings: ["rule", "share", "percentile"].compactMap { name in
        findings.question.settings.value("price_only." + name).map { (key: name, value: $0) }
      },
      reading: PriceOnlyWords.reading(priceOnly), notes: priceOnly.notes.map(Wording.sentence),
      definition: PriceOnlyWords.definition(priceOnly, ledger.currency),
      figure: Sheet.Figure(minimum: 2, ideal: 5, PriceOnlyFigure(priceOnly: priceOnly)),
      overview: ["customer", "name", "purchases", "discount_share", "discounted_purchases", "net"],
      customer: { Int(rows[$0]) },
      destination: { row in
        let customer = Int(rows[row])
        return Destination(title: ledger.customers.label(customer)) { CustomerSheet.make(findings, customer: customer) }
      })
  }
}

/// The rows of the price-only list.
enum PriceOnlyTable {
  static func table(_ findings: Findings, _ priceOnly: PriceOnly, _ rows: [Int32]) -> DataTable {
    let customers = findings.ledger.customers
    let currency = findings.ledger.currency
    let keys = customers.key
    let history = priceOnly.history
    let levels = Deferred<PriceLevels>(findings)
    let byMargin = priceOnly.worthBy == .margin
    let cells: [CustomerColumn] = [
      CustomerColumn(DataColumn("customer", "Customer", .key, priority: 1)) { .text(keys[$0]) },
      CustomerColumn(
        DataColumn("name", "Name", .text, drawing: customers.name.isPresent ? .figure : .hidden, priority: 2)
      ) { .words(customers.name[$0]) },
      CustomerColumn(DataColumn("purchases", "Purchases", .count, priority: 3, summing: .sum)) {
        .integer(history.purchaseCount(of: $0))
      },
      CustomerColumn(
        DataColumn(
          "margin", Wording.head("Margin", currency), .money, drawing: byMargin ? .figure : .hidden, priority: 4,
          summing: .sum)
      ) { byMargin ? .amount(history.margin(of: $0)) : .none },
      CustomerColumn(
        DataColumn(
          "discount_share", "Discount", .ratio, drawing: .figureAndBar, priority: 1,
          meaning: "Discounts ÷ list value of everything bought.")
      ) { .fraction(priceOnly.discountShare(of: $0)) },
      CustomerColumn(
        DataColumn(
          "discounted_purchases", "Discounted", .ratio, priority: 2, meaning: "Share of purchases with any discount.")
      ) { .fraction(priceOnly.discountedPurchases(of: $0)) },
      CustomerColumn(
        DataColumn(
          "price_ratio", "Price ratio", .number, priority: 4,
          meaning: "Paid ÷ the median that everybody paid for the same products within 45 days; latest 60 lines.")
      ) { .fraction(levels.value.analysis.ratio(of: $0)) },
      CustomerColumn(DataColumn("net", Wording.head("Net", currency), .money, priority: 2, summing: .sum)) {
        .money(history.netToDate[$0])
      },
      CustomerColumn(
        DataColumn("discounts", Wording.head("Discounts", currency), .money, priority: 3, summing: .sum)
      ) { .amount(priceOnly.discounts(of: $0)) },
      CustomerColumn(DataColumn("last_purchase", "Last", .date, priority: 5)) {
        history.lastPurchase(of: $0).map { .date($0) } ?? .none
      },
    ]
    let totals = cells.map { cell -> Value in
      switch cell.data.id {
      case "purchases": .integer(rows.reduce(0) { $0 + history.purchaseCount(of: Int($1)) })
      case "net": .money(priceOnly.net)
      case "margin": byMargin ? .money(rows.reduce(0) { $0 + (history.margin(of: Int($1)) ?? 0) }) : .none
      case "discounts": .money(rows.reduce(0) { $0 + (priceOnly.discounts(of: Int($1)) ?? 0) })
      default: .none
      }
    }
    return DataTable(
      columns: cells.map(\.data), rowCount: rows.count, totals: totals, key: { keys[Int(rows[$0])] },
      find: { key in
        let bytes = Array(key.utf8)
        return rows.firstIndex { keys.utf8(Int($0)).elementsEqual(bytes) }
      },
      cell: { row, column in cells[column].value(Int(rows[row])) })
  }
}

/// The sentences of the price-only list.
enum PriceOnlyWords {
  /// What is said where no file gives a discount.
  static let unknown = "No file of this shop says anything about discounts, so nobody can be judged by them."

  static func reading(_ priceOnly: PriceOnly) -> [String] {
    guard priceOnly.knowsDiscounts else { return [unknown] }
    guard priceOnly.judged > 0 else { return ["Nobody has bought twice, so nobody can be judged yet."] }
    guard priceOnly.customers > 0 else {
      return ["None of \(Wording.customers(priceOnly.judged)) with two purchases or more buys for the price alone."]
    }
    var sentences = [
      "\(Digits.grouped(priceOnly.customers)) of \(Wording.customers(priceOnly.judged)) with two purchases or more "
        + "\(priceOnly.customers == 1 ? "buys" : "buy") for the price alone "
        + "(\(Wording.percent(Double(priceOnly.customers) / Double(priceOnly.judged))))."
    ]
    if priceOnly.totalNet > 0 {
      sentences.append(
        "They bring \(Wording.percent(Double(priceOnly.net) / Double(priceOnly.totalNet))) of net to date; set "
          + "customers.leave_out to price-only to see every figure without them.")
    }
    return sentences
  }

  static func definition(_ priceOnly: PriceOnly, _ currency: Currency) -> [String] {
    let rule = priceOnly.rule
    let worth = priceOnly.worthBy == .margin ? "margin to date" : "net to date (no cost is known)"
    var paragraphs = [
      "Of everybody with at least two purchases up to the as-of day, whatever the window. Discount is discounts ÷ list "
        + "value (net + discounts + refunds); discounted is the share of purchases with any discount."
    ]
    let bound = priceOnly.bound.map { " (here \(Wording.percent($0)))" } ?? ""
    switch rule.method {
    case .standard:
      let first =
        priceOnly.isAlwaysDiscounted
        ? "" : "at least \(Wording.percent(rule.share)) of purchases with a discount, "
      let median = priceOnly.medianWorth.map { " (\(Wording.money($0, currency)))" } ?? ""
      paragraphs.append(
        "Price-only is \(first)a discount of at least what \(Wording.percent(rule.percentile)) of these people do not "
          + "exceed\(bound), and \(worth) of at most their median\(median). Where over 80 % of all orders are "
          + "discounted, the share of purchases is left out. A discount of 0 never is price-only.")
    case .deviation:
      paragraphs.append(
        "Price-only is a discount of at least the mean of these people + 1.5 standard deviations\(bound).")
    }
    paragraphs.append(
      "One purchase says nothing: unknown. The price ratio is what a person paid ÷ what the same pieces cost at the "
        + "median that everybody paid per piece for the product within 45 days; it is shown and decides nothing.")
    return paragraphs
  }
}
