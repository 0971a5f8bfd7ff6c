import Analytics
import Canvas
import Ledger

extension RFMScores: Finding {
  /// The scores of the shared purchases.
  public static func find(in findings: Findings) -> RFMScores {
    RFMScores(findings(PurchaseHistory.self), findings.question)
  }
}

extension RFM: Finding {
  /// The segments of the map in use, of the shared purchases.
  public static func find(in findings: Findings) -> RFM {
    RFM(findings(PurchaseHistory.self), findings(RFMScores.self))
  }
}

extension Panel {
  /// The segments of an RFM map.
  public static let rfm = Panel(
    id: "rfm", title: "RFM segments", group: .segments,
    question: "Who bought lately, often and for much, and who did so long ago?",
    needsLines: false
  ) { findings in
    let rfm = findings(RFM.self)
    let currency = findings.ledger.currency
    return Sheet(
      id: "rfm", title: "RFM segments", table: RFMTable.table(rfm, currency),
      window: rfm.scores.window.description, customers: rfm.scores.customers, settings: RFMWords.settings(rfm),
      reading: RFMWords.reading(rfm), notes: rfm.notes.map(Wording.sentence),
      definition: RFMWords.definition(rfm, currency),
      figure: Sheet.Figure(
        minimum: 4, ideal: rfm.map.scale.rawValue * 3 + 2, RFMFigure(rfm: rfm, currency: currency)),
      overview: ["segment", "customers", "share", "net"],
      destination: { row in
        let segment = rfm.rows[row].segment
        return Destination(title: segment.title) {
          CustomersSheet.make(findings, title: segment.title, members: rfm.customers(in: row))
        }
      })
  }
}

/// The rows of an RFM map.
enum RFMTable {
  static func table(_ rfm: RFM, _ currency: Currency) -> DataTable {
    let hasChinese = rfm.map.segments.contains { !$0.chinese.isEmpty }
    let columns = [
      DataColumn("segment", "Segment", .key, priority: 1, width: 18),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 3),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("aov", Wording.head("AOV", currency), .money, priority: 5),
      DataColumn("recency", "R median", .days, priority: 3),
      DataColumn("frequency", "F median", .number, priority: 4),
      DataColumn("monetary", Wording.head("M median", currency), .money, priority: 4),
      DataColumn("net_share", "Net share", .ratio, priority: 2),
      DataColumn("advice", "What to do", .text, priority: 5),
      DataColumn("codes", "Codes", .count, priority: 7),
      DataColumn("chinese", "中文", .text, drawing: hasChinese ? .figure : .hidden, priority: 4, width: 12),
      DataColumn("id", "Id", .text, drawing: .hidden),
      DataColumn("purchases", "Purchases", .count, drawing: .hidden),
    ]
    let rows = rfm.rows.map { row -> [Value] in
      [
        .text(row.segment.title), .integer(row.customers), .fraction(row.share), .money(row.net), .amount(row.aov),
        .fraction(row.recency), .fraction(row.frequency), .amount(row.monetary), .fraction(row.netShare),
        .words(row.segment.advice), .integer(row.codes), .words(row.segment.chinese), .text(row.segment.id),
        .integer(row.purchases),
      ]
    }
    let scores = rfm.scores
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(scores.customers), scores.customers > 0 ? .number(1) : .none, .money(scores.net),
        rfm.purchases > 0 ? .money(Money.rounded(scores.net, Int64(rfm.purchases))) : .none, .none, .none, .none,
        scores.net > 0 ? .number(1) : .none, .none, .integer(rfm.map.scale.codes), .none, .none,
        .integer(rfm.purchases),
      ])
  }
}

/// The sentences of an RFM map.
enum RFMWords {
  static func settings(_ rfm: RFM) -> [(key: String, value: String)] {
    let rule = rfm.scores.rule
    var settings = [("map", rfm.map.id), ("window", rfm.scores.window.description)]
    switch rfm.map.scale {
    case .five: settings.append(("frequency", list(rule.frequency)))
    case .three:
      settings.append(("three_days", list(rule.threeDays)))
      settings.append(("three_frequency", rule.threeFrequency.map(list) ?? "thirds"))
    case .two: settings.append(("cn_cut", rule.cut.description))
    }
    return settings.map { (key: $0.0, value: $0.1) }
  }

  static func reading(_ rfm: RFM) -> [String] {
    let scores = rfm.scores
    guard scores.customers > 0 else { return ["Nobody has bought yet."] }
    var sentences: [String] = []
    let window = scores.window == .all ? "of all time" : "of the last \(scores.window.phrase)"
    let best = rfm.rows.max { ($0.net, $1.customers) < ($1.net, $0.customers) }
    if let best, let share = best.netShare, let people = best.share, best.net > 0 {
      sentences.append(
        "\(best.segment.title): \(Wording.percent(people)) of people bring \(Wording.percent(share)) of net \(window).")
    }
    if let most = rfm.rows.max(by: { $0.customers < $1.customers }), most.segment != best?.segment,
      let share = most.share, let days = most.recency
    {
      sentences.append(
        "Most people, \(Wording.percent(share)), are \(most.segment.title); half of them have been silent for "
          + "\(Wording.days(Int(days.rounded()))) or more.")
    }
    let away = scores.customers - scores.inWindow
    if away > 0 {
      sentences.append(
        "\(Wording.percent(Double(away) / Double(scores.customers))) bought nothing in this window.")
    }
    return sentences.isEmpty ? ["\(Wording.customers(scores.customers)) in this map."] : sentences
  }

  static func definition(_ rfm: RFM, _ currency: Currency) -> [String] {
    let scores = rfm.scores
    var paragraphs = [
      "R is whole days from the last purchase of any time to the as-of day; F and M are purchases and net over "
        + "\(scores.window.phrase). A high R score always means bought recently. Who bought nothing in the window has "
        + "F = M = 0, the lowest scores of both, and is placed by R."
    ]
    switch rfm.map.scale {
    case .five:
      paragraphs.append(
        "R and M scores are fifths, R of everybody with a purchase, M of people with a purchase in the window: 5 "
          + "where less than 20 % of them are strictly better, 4 below 40 %, and so on; equal people share the better "
          + "score. F goes by fixed counts, because one-time buyers would make fifths collapse.")
    case .three:
      paragraphs.append(
        "R scores go by fixed days, M by thirds of the people with a purchase in the window, ties sharing the better "
          + "score; F by "
          + (scores.rule.threeFrequency == nil ? "thirds likewise." : "fixed counts of purchases."))
    case .two:
      paragraphs.append("High R is at most the cut in days, high F and M are at least theirs: \(cut(scores.rule)).")
    }
    for measure in RFMScores.Measure.allCases {
      let steps = scores.steps(rfm.map.scale, measure)
      let words = steps.map { step in
        "\(RFMStep.name(step)) \(RFMStep.bound(step, steps, currency)) (\(Digits.grouped(step.customers)))"
      }
      paragraphs.append(words.joined(separator: ", ") + ".")
    }
    if rfm.map.plane == .fm || rfm.map.plane == .mixed {
      paragraphs.append("FM is (F + M) ÷ 2, half rounded up.")
    }
    paragraphs.append(
      "Net, AOV (net ÷ purchases) and the medians of F and M are of the window, 0 counted for people without a "
        + "purchase in it. The map “\(Wording.sentence(rfm.map.title).dropLast())” has \(rfm.map.scale.codes) codes; "
        + (rfm.map.isPartition ? "each is in one segment." : "of several rules that hold the first counts."))
    return paragraphs
  }

  private static func cut(_ rule: RFMRule) -> String {
    switch rule.cut {
    case .mean: "the median of days, and the means of people with a purchase in the window"
    case .median: "the medians, of F and M among people with a purchase in the window"
    case .score4: "where a score of 4 of 5 begins"
    case .fixed(let days, let purchases, let net): "\(days) days, \(purchases) purchases, \(Digits.grouped(net)) net"
    }
  }

  private static func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ",") }
}

/// A score as it is written.
enum RFMStep {
  /// `R5`, or `R high` where there are two levels.
  static func name(_ step: RFMScores.Step) -> String {
    guard step.scale == .two else { return "\(step.measure.letter)\(step.score)" }
    return step.measure.letter + (step.score == 1 ? " high" : " low")
  }

  /// Who has it: `≤ 12 d`, `4–5`, `≥ 1,200`; the lowest score by what it stays below; `—` where ties leave
  /// it to nobody.
  static func bound(_ step: RFMScores.Step, _ steps: [RFMScores.Step], _ currency: Currency) -> String {
    let better = steps.last { $0.score > step.score && $0.bound != nil }?.bound
    func money(_ amount: Int64) -> String { Money(minor: amount, currency: currency).whole }
    // Ties that share the better score may leave a score to nobody.
    if step.customers == 0, step.measure != .frequency, step.bound == better { return "—" }
    switch step.measure {
    case .recency:
      if let bound = step.bound { return "≤ \(Digits.grouped(Int(bound))) d" }
      return better.map { "> \(Digits.grouped(Int($0))) d" } ?? "—"
    case .monetary:
      if let bound = step.bound { return "≥ \(money(bound))" }
      return better.map { "< \(money($0))" } ?? "—"
    case .frequency:
      guard let bound = step.bound else { return better.map { $0 <= 2 ? "≤ 1" : "≤ \($0 - 1)" } ?? "—" }
      guard let better else { return "\(bound)+" }
      return better - 1 <= bound ? "\(bound)" : "\(bound)–\(better - 1)"
    }
  }
}
