import Analytics
import Canvas
import Ledger

extension DiscountPicture: Finding {
  /// The discounts of everybody, whoever is left out elsewhere.
  public static func find(in findings: Findings) -> DiscountPicture {
    DiscountPicture(findings(PriceOnly.self), findings.ledger, findings.question)
  }
}

extension Panel {
  /// To whom discounts went.
  public static let discounts = Panel(
    id: "discounts", title: "Who gets the discounts", group: .value,
    question: "How much was given away, and to whom would it not have been necessary?", needsLines: false,
    isOfEverybody: true
  ) { findings in
    let picture = findings(DiscountPicture.self)
    let currency = findings.ledger.currency
    return Sheet(
      id: "discounts", title: "Who gets the discounts", table: DiscountsTable.table(picture, currency),
      window: picture.rule.window.description, customers: picture.customers,
      settings: [
        ("window", picture.rule.window.description),
        ("full_price", findings.question.settings.value("discounts.full_price") ?? ""),
      ],
      reading: DiscountsWords.reading(picture, currency), notes: DiscountsWords.notes(picture, currency),
      definition: DiscountsWords.definition(picture),
      figure: Sheet.Figure(minimum: 2, ideal: 16, DiscountsFigure(picture: picture)),
      overview: ["group", "customers", "discounts", "discount_share", "share_of_discounts"],
      destination: { row in
        let group = picture.rows[row].group
        guard picture.rows[row].customers > 0 else { return nil }
        return Destination(title: group.title) {
          CustomersSheet.make(findings.ofEverybody, title: group.title, members: picture.customers(in: group))
        }
      })
  }
}

/// The rows of the picture of discounts.
enum DiscountsTable {
  static func table(_ picture: DiscountPicture, _ currency: Currency) -> DataTable {
    let hasMargin = picture.rows.contains { $0.margin != nil }
    let columns = [
      DataColumn("group", "Group", .key, priority: 1, width: 10),
      DataColumn("customers", "People", .count, priority: 2),
      DataColumn("list_value", Wording.head("List value", currency), .money, priority: 4),
      DataColumn("discounts", Wording.head("Discounts", currency), .money, priority: 1),
      DataColumn(
        "discount_share", "Of list", .ratio, priority: 2, meaning: "Discounts ÷ list value of the group's orders."),
      DataColumn(
        "share_of_discounts", "Of discounts", .ratio, drawing: .figureAndBar, priority: 1,
        meaning: "The group's part of all discounts."),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 3),
      DataColumn(
        "margin", Wording.head("Margin", currency), .money, drawing: hasMargin ? .figure : .hidden, priority: 5),
      DataColumn("net_share", "Of net", .ratio, priority: 4),
    ]
    let net = picture.rows.reduce(Int64(0)) { $0 + $1.net }
    let list = picture.rows.reduce(Int64(0)) { $0 + $1.list }
    let given = picture.rows.reduce(Int64(0)) { $0 + $1.discounts }
    let rows = picture.rows.map { row -> [Value] in
      [
        .text(row.group.rawValue), .integer(row.customers), .money(row.list), .money(row.discounts),
        .fraction(row.discountShare), .fraction(row.shareOfDiscounts), .money(row.net), .amount(row.margin),
        net > 0 ? .number(Double(row.net) / Double(net)) : .none,
      ]
    }
    guard !rows.isEmpty else { return DataTable(columns: columns, rows: []) }
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(picture.customers), .money(list), .money(given),
        list > 0 ? .number(Double(given) / Double(list)) : .none, given > 0 ? .number(1) : .none, .money(net),
        hasMargin ? .money(picture.rows.reduce(0) { $0 + ($1.margin ?? 0) }) : .none, net > 0 ? .number(1) : .none,
      ])
  }
}

/// The sentences of the picture of discounts.
enum DiscountsWords {
  /// What is said where no file gives a discount.
  static let unknown = "No file of this shop says anything about discounts: what was given away is not known."

  static func reading(_ picture: DiscountPicture, _ currency: Currency) -> [String] {
    guard picture.knowsDiscounts, let given = picture.totalDiscounts else { return [unknown] }
    guard picture.customers > 0 else { return ["Nobody has bought in this window."] }
    guard given > 0 else { return ["No discount was given in this window."] }
    let list = picture.rows.reduce(Int64(0)) { $0 + $1.list }
    var sentences: [String] = []
    let full = picture.rows[DiscountGroup.fullPrice.index]
    let priceOnly = picture.rows[DiscountGroup.priceOnly.index]
    let ofList = list > 0 ? ", \(Wording.percent(Double(given) / Double(list))) of list value" : ""
    sentences.append("\(Wording.wholeMoney(given, currency)) was given away\(ofList).")
    sentences.append(
      "\(Wording.percent(full.shareOfDiscounts ?? 0)) of it went to \(Wording.customers(full.customers)) who mostly pay "
        + "full price anyway, \(Wording.percent(priceOnly.shareOfDiscounts ?? 0)) to "
        + "\(Wording.count(priceOnly.customers, "customer who buys", "customers who buy")) for the price alone.")
    let net = picture.rows.reduce(Int64(0)) { $0 + $1.net }
    if priceOnly.customers > 0, net > 0 {
      sentences.append(
        "Without price-only customers net would be \(Wording.wholeMoney(net - priceOnly.net, currency)) instead of "
          + "\(Wording.wholeMoney(net, currency)).")
    }
    return sentences
  }

  static func notes(_ picture: DiscountPicture, _ currency: Currency) -> [String] {
    var notes = picture.notes
    if picture.discountsBeside != 0 {
      notes.append(
        "\(Wording.wholeMoney(picture.discountsBeside, currency)) of discounts went to orders without a customer or to "
          + "people without a purchase in the window, and is in no group")
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ picture: DiscountPicture) -> [String] {
    [
      "Everybody with a purchase in the window (\(picture.rule.window.phrase)) is in one group by all that they bought "
        + "up to the as-of day: price only as in the panel price-only; else bought once; else full price anyway, where "
        + "at least \(Wording.percent(picture.rule.fullPrice)) of purchases are without any discount; else in between.",
      "List value is net + discounts + refunds of their orders in the window; of list is discounts ÷ list value, of "
        + "discounts the group's part of all discounts of these people.",
      "Months are of all orders, those without a customer included; a month that is not whole is drawn hollow.",
    ]
  }
}
