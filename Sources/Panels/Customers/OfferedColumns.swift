import Analytics
import Ledger

extension CustomerColumn {
  /// Every figure that filters know and that the list has no column for: not drawn and not written unless chosen.
  static func offered(_ findings: Findings, besides columns: [CustomerColumn]) -> [CustomerColumn] {
    let present = Set(columns.map(\.data.id))
    let ledger = findings.ledger
    return FilterField.all.filter { field in
      !present.contains(field.id) && field.missing(in: ledger, settings: findings.question.settings) == nil
    }.map { field in
      let data = Deferred<FilterData>(findings)
      return CustomerColumn(
        DataColumn(
          field.id, field.kind == .money ? Wording.head(field.title, ledger.currency) : field.title, kind(field.kind),
          drawing: .offered, priority: 6, summing: sums.contains(field.id) ? .sum : .none,
          meaning: Wording.sentence(field.meaning))
      ) { customer in value(data.value.analysis.value(field, customer)) }
    }
  }

  /// Fields whose sum over people means something.
  private static let sums: Set<String> = [
    "orders", "gross", "discounts", "refunds", "margin", "pieces", "visits", "enquiries", "expected", "stake",
  ]

  private static func kind(_ kind: FilterKind) -> Kind {
    switch kind {
    case .count: .count
    case .money: .money
    case .ratio: .ratio
    case .days: .days
    case .date: .date
    case .text, .flag: .text
    case .number: .number
    }
  }

  private static func value(_ value: FilterValue) -> Value {
    switch value {
    case .none: .none
    case .count(let count): .integer(count)
    case .money(let minor): .money(minor)
    case .ratio(let share): .number(share)
    case .days(let days): .number(days)
    case .date(let day): .date(day)
    case .text(let text): .text(text)
    case .flag(let flag): .text(flag ? "yes" : "no")
    case .number(let number): .number(number)
    }
  }
}
