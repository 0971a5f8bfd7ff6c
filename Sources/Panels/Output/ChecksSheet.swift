import Analytics
import Ledger

/// The conditions of `check` and what became of each, as a sheet.
public enum ChecksSheet {
  /// One row per condition, in the order in which they were given.
  public static func make(_ findings: Findings, _ outcomes: [CheckOutcome]) -> Sheet {
    let ledger = findings.ledger
    let columns = [
      DataColumn("condition", "Condition", .text, priority: 0),
      DataColumn("holds", "Holds", .text, priority: 0),
      DataColumn("figures", "Figures", .text, priority: 1),
      DataColumn("value", "Value", .number, drawing: .hidden, priority: 3),
      DataColumn("before", "Before", .number, drawing: .hidden, priority: 4),
      DataColumn("change", "Change", .ratio, drawing: .hidden, priority: 4),
      DataColumn("n", "n", .count, priority: 2),
      DataColumn("reason", "Reason", .text, priority: 2),
    ]
    let rows = outcomes.map { outcome -> [Value] in
      let scale = outcome.kind == .money ? Double(ledger.currency.scale) : 1
      return [
        .text(outcome.condition), .text(outcome.holds.map { $0 ? "yes" : "no" } ?? "unknown"),
        .text(words(outcome, ledger)), .fraction(outcome.value.map { $0 / scale }),
        .fraction(outcome.before.map { $0 / scale }), .fraction(outcome.change), .count(outcome.orders),
        .words(outcome.reason),
      ]
    }
    let holding = outcomes.count { $0.holds == true }
    let unknown = outcomes.count { $0.holds == nil }
    var reading = ["\(Digits.grouped(holding)) of \(Wording.count(outcomes.count, "condition", "conditions")) hold."]
    if holding == 1 { reading = ["1 of \(Wording.count(outcomes.count, "condition", "conditions")) holds."] }
    if unknown > 0 { reading.append("\(Digits.grouped(unknown)) cannot be judged.") }
    let rules = Set(outcomes.map(\.refundRule)).filter { !$0.isEmpty }.sorted()
    return Sheet(
      id: "checks", title: "Conditions", table: DataTable(columns: columns, rows: rows), reading: reading,
      notes: rules.map(Wording.sentence),
      definition: [
        "A condition is FIGURE COMPARISON VALUE, perhaps with “vs prev” or “vs year” and a guard “, n>=50” on the number "
          + "of orders. With vs, a value in percent is the change against the period before or a year earlier."
      ])
  }

  /// The figures of an outcome in words: "1,234.00 against 2,000.00, −38.3 %".
  static func words(_ outcome: CheckOutcome, _ ledger: Ledger) -> String {
    func figure(_ value: Double) -> String {
      switch outcome.kind {
      case .money: return Wording.money(Int64(value.rounded()), ledger.currency)
      case .count: return Digits.grouped(Int(value))
      case .days: return Wording.days(Int(value))
      case .ratio: return Wording.percent(value)
      }
    }
    guard let value = outcome.value else { return "" }
    var words = figure(value)
    if let before = outcome.before { words += " against " + figure(before) }
    if let change = outcome.change { words += change > 0 ? ", +" : ", " }
    if let change = outcome.change { words += Wording.percent(change) }
    return words
  }
}
