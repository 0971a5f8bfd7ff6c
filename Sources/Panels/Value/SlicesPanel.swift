import Analytics
import Ledger

extension Panel {
  /// Ten slices of equal revenue, and how few people make each.
  public static let slices = Panel(
    id: "slices", title: "People per tenth of sales", group: .value,
    question: "How few customers make each tenth of the sales?",
    needsLines: false
  ) { findings in
    let slices = findings(PurchaseDeciles.self)
    return Sheet(
      id: "slices", title: "People per tenth of sales", table: SlicesTable.table(slices, findings.ledger.currency),
      window: slices.window.description, customers: slices.customers,
      settings: [("window", slices.window.description)], reading: SlicesWords.reading(slices),
      notes: SlicesWords.notes(slices), definition: SlicesWords.definition(slices),
      figure: Sheet.Figure(minimum: 4, ideal: 14, SlicesFigure(slices: slices)),
      overview: ["slice", "customers", "customer_share", "mean"],
      destination: { row in
        let slice = slices.slices[row]
        guard slice.customers > 0 else { return nil }
        return Destination(title: "Slice \(slice.slice)") {
          CustomersSheet.make(findings, title: "Slice \(slice.slice)", members: slices.customers(in: slice.slice))
        }
      })
  }
}

/// The rows of the slices.
enum SlicesTable {
  static func table(_ slices: PurchaseDeciles, _ currency: Currency) -> DataTable {
    let hasMargin = slices.slices.contains { $0.marginCustomers != nil }
    let hasEmpty = slices.slices.contains { $0.insideOf != nil }
    let columns = [
      DataColumn("slice", "Slice", .integer, priority: 1, width: 5),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("customer_share", "Of people", .ratio, priority: 2),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 3),
      DataColumn("mean", Wording.head("Mean", currency), .money, priority: 2),
      DataColumn("margin_customers", "By margin", .count, drawing: hasMargin ? .figure : .hidden, priority: 5),
      DataColumn("inside", "", .text, drawing: hasEmpty ? .figure : .hidden, priority: 4, width: 10),
    ]
    let rows = slices.slices.map { row -> [Value] in
      [
        .integer(row.slice), .integer(row.customers), .number(row.customerShare), .money(row.net), .amount(row.mean),
        .count(row.marginCustomers), row.insideOf.map { .text("inside #\($0)") } ?? .none,
      ]
    }
    let people = slices.slices.reduce(0) { $0 + $1.customers }
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(people), slices.customers > 0 ? .number(Double(people) / Double(slices.customers)) : .none,
        .money(slices.total), people > 0 ? .money(Money.rounded(slices.total, Int64(people))) : .none,
        hasMargin ? .integer(slices.slices.reduce(0) { $0 + ($1.marginCustomers ?? 0) }) : .none, .none,
      ])
  }
}

/// The sentences of the slices.
enum SlicesWords {
  static func reading(_ slices: PurchaseDeciles) -> [String] {
    guard let first = slices.slices.first, let last = slices.slices.last else {
      return [slices.customers == 0 ? "Nobody has bought in this window." : "Nobody has brought anything: no slices."]
    }
    var sentences = [
      "10 % of sales \(first.customers == 1 ? "comes" : "come") from "
        + "\(Wording.count(first.customers, "person", "people")) (\(Wording.percent(first.customerShare))); about 1 "
        + "% is usual."
    ]
    if last.customers > first.customers, slices.customers >= 10 {
      sentences.append(
        "The last tenth takes \(Digits.grouped(last.customers)) (\(Wording.percent(last.customerShare))).")
    }
    return sentences
  }

  static func notes(_ slices: PurchaseDeciles) -> [String] {
    var notes = slices.notes
    if slices.slices.contains(where: { $0.insideOf != nil }) {
      notes.append("one person is larger than a slice, so the next ones are empty: inside #1 says where they went")
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ slices: PurchaseDeciles) -> [String] {
    [
      "T is the sum of everybody's net in the window (\(slices.window.phrase)), people with net of 0 or less left "
        + "out. People stand by falling net; the slice of a person is ⌊10 × (sum before them) ÷ T⌋ + 1.",
      "Of people is the slice's part of everybody with a purchase in the window. Mean is net per person of the slice.",
      "A person larger than a slice leaves the next ones empty. By margin counts the people of the slice of the "
        + "same number when everybody is sorted once more by margin.",
    ]
  }
}
