import Analytics
import Canvas
import Ledger

extension ValueQuadrants: Finding {
  /// The value quadrants of the shared purchases.
  public static func find(in findings: Findings) -> ValueQuadrants {
    ValueQuadrants(findings(PurchaseHistory.self), findings.question)
  }
}

extension Panel {
  /// People in four fields by what they bring and how often they buy.
  public static let quadrants = Panel(
    id: "quadrants", title: "Value quadrants", group: .value,
    question: "Who brings much, who comes often, and who does only one of the two?", needsLines: false
  ) { findings in
    let quadrants = findings(ValueQuadrants.self)
    let currency = findings.ledger.currency
    return Sheet(
      id: "quadrants", title: "Value quadrants", table: QuadrantsTable.table(quadrants, currency),
      window: quadrants.rule.window.description, customers: quadrants.customers,
      settings: [("cut", quadrants.rule.cut.description), ("window", quadrants.rule.window.description)],
      reading: QuadrantsWords.reading(quadrants, currency), notes: quadrants.notes.map(Wording.sentence),
      definition: QuadrantsWords.definition(quadrants, currency),
      figure: Sheet.Figure(minimum: 3, ideal: 22, QuadrantsFigure(findings: findings)),
      overview: ["quadrant", "customers", "share", "net", "net_share"],
      destination: { row in
        let quadrant = quadrants.rows[row].quadrant
        return Destination(title: quadrant.title) {
          CustomersSheet.make(findings, title: quadrant.title, members: quadrants.customers(in: quadrant))
        }
      })
  }
}

extension Quadrant {
  /// The field as a word with a capital.
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The colour of its points; its corner of the figure and its name say the same.
  var role: Role {
    switch self {
    case .prime: .good
    case .potential: .info
    case .problem: .warn
    case .pending: .textMuted
    }
  }
}

/// The rows of the value quadrants.
enum QuadrantsTable {
  static func table(_ quadrants: ValueQuadrants, _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("quadrant", "Field", .key, priority: 1, width: 9),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 3),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("net_share", "Net share", .ratio, priority: 2),
      DataColumn("purchases", "Purchases", .count, priority: 4),
      DataColumn("mean", Wording.head("Mean", currency), .money, priority: 4),
      DataColumn("action", "What to do", .text, priority: 5),
    ]
    let rows = quadrants.rows.map { row -> [Value] in
      [
        .text(row.quadrant.rawValue), .integer(row.customers), .fraction(row.share), .money(row.net),
        .fraction(row.netShare), .integer(row.purchases), .amount(row.mean), .text(row.quadrant.action),
      ]
    }
    let count = quadrants.customers
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(count), count > 0 ? .number(1) : .none, .money(quadrants.totalNet),
        quadrants.totalNet > 0 ? .number(1) : .none, .integer(quadrants.totalPurchases),
        count > 0 ? .money(Money.rounded(quadrants.totalNet, Int64(count))) : .none, .none,
      ])
  }
}

/// The sentences of the value quadrants.
enum QuadrantsWords {
  static func reading(_ quadrants: ValueQuadrants, _ currency: Currency) -> [String] {
    guard quadrants.customers > 0 else { return ["Nobody has bought in this window."] }
    let (prime, potential, problem) = (quadrants.rows[0], quadrants.rows[1], quadrants.rows[2])
    var sentences: [String] = []
    if prime.customers > 0 {
      sentences.append(
        "\(Wording.count(prime.customers, "customer brings", "customers bring")) much and often: "
          + "\(Wording.percent(prime.share ?? 0)) of people"
          + (prime.netShare.map { ", \(Wording.percent($0)) of net" } ?? "") + ".")
    } else {
      sentences.append("Nobody brings much and comes often.")
    }
    if potential.customers > 0 {
      sentences.append(
        "\(Wording.count(potential.customers, "customer brings", "customers bring")) much in few purchases"
          + (potential.netShare.map { " (\(Wording.percent($0)) of net)" } ?? "") + ": one more visit counts most here."
      )
    }
    if problem.customers > 0 {
      sentences.append(
        "\(Wording.count(problem.customers, "customer comes", "customers come")) often for little.")
    }
    sentences.append(cuts(quadrants, currency))
    return sentences
  }

  /// `High is net from £ 1,918.64 and purchases from 5, the means.`
  static func cuts(_ quadrants: ValueQuadrants, _ currency: Currency) -> String {
    let kind =
      switch quadrants.rule.cut {
      case .mean: "the means"
      case .median: "the medians"
      case .p80: "what 80 % do not exceed"
      case .fixed: "as set"
      }
    return "High is net from \(Wording.money(quadrants.netCut, currency)) and purchases from "
      + "\(Digits.grouped(quadrants.purchaseCut)), \(kind)."
  }

  static func definition(_ quadrants: ValueQuadrants, _ currency: Currency) -> [String] {
    [
      "Everybody known with a purchase in the window (\(quadrants.rule.window.phrase)); M is their net, F their "
        + "purchases in it. Prime is high M and high F, potential high M alone, problem high F alone, pending neither.",
      cuts(quadrants, currency)
        + " Whoever reaches a cut is high. The cut of purchases is at least 2 unless it is set by hand, because who "
        + "bought once has not come back. Cuts: mean, median, p80 (the smallest value that 80 % of people do not "
        + "exceed), or net and purchases of your own, such as 500,4.",
      "In the figure each dot is at least one customer, purchases to the right and net upwards on a scale of equal "
        + "factors; customers of equally many purchases are spread sideways within the room of their number.",
    ]
  }
}
