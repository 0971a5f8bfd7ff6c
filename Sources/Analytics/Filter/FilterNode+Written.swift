import Ledger

extension FilterNode {
  /// The tree in words that read back as the same tree.
  var written: String {
    switch self {
    case .all(let parts): return parts.map { $0.isAny ? "(\($0.written))" : $0.written }.joined(separator: " and ")
    case .any(let parts): return parts.map(\.written).joined(separator: " or ")
    case .not(let part):
      switch part {
      case .all, .any: return "not (\(part.written))"
      default: return "not \(part.written)"
      }
    case .test(let test): return test.written
    case .event(let event): return event.written
    case .segment(let call): return "segment(\(FilterText.quoted(call.name)))"
    }
  }

  private var isAny: Bool {
    if case .any = self { return true }
    return false
  }
}

extension FilterTest {
  fileprivate var written: String {
    field + (window.map { "(\($0.bare))" } ?? "") + " " + condition.written(isNegated: isNegated)
  }
}

extension FilterEvent {
  fileprivate var written: String {
    let items = items.map(\.written).joined(separator: ", ")
    return "\(function.rawValue)(\(items))" + (span.map { " " + $0.clause } ?? "")
      + (atLeast > 1 ? " at least \(atLeast) times" : "")
  }
}

extension FilterItem {
  fileprivate var written: String {
    if let column { return "\(column.rawValue) \(condition.written(isNegated: isNegated))" }
    guard case .compare(_, let literal) = condition else { return "" }
    return literal.written
  }
}

extension FilterCondition {
  fileprivate func written(isNegated: Bool) -> String {
    let not = isNegated ? "not " : ""
    switch self {
    case .compare(.equal, let value): return (isNegated ? "!= " : "= ") + value.written
    case .compare(let comparison, let value): return comparison.rawValue + " " + value.written
    case .isIn(let values): return not + "in (" + values.map(\.written).joined(separator: ", ") + ")"
    case .between(let low, let high): return not + "between \(low.written) and \(high.written)"
    case .contains(let part): return not + "contains " + FilterText.quoted(part)
    case .starts(let part): return not + "starts with " + FilterText.quoted(part)
    case .ends(let part): return not + "ends with " + FilterText.quoted(part)
    case .matches(let pattern):
      return (isNegated ? "!~ /" : "~ /") + pattern.text.replacing("/", with: "\\/") + "/" + pattern.flags
    case .missing: return "is missing"
    case .known: return "is known"
    }
  }
}

extension FilterLiteral {
  fileprivate var written: String {
    switch self {
    case .number(let number, let isPercent): return number.written + (isPercent ? "%" : "")
    case .duration(let window): return window.description
    case .date(let date): return date.written
    case .text(let text): return FilterText.quoted(text)
    case .flag(let answer): return answer ? "yes" : "no"
    }
  }
}

extension FilterDate {
  fileprivate var written: String {
    var text = "today"
    if let days {
      let (first, last) = (Day(rawValue: days.lowerBound), Day(rawValue: days.upperBound))
      let iso = first.description
      text = first == last ? iso : String(iso.prefix(first.fields.month == last.fields.month ? 7 : 4))
    }
    for shift in shifts { text += (shift.isBack ? " - " : " + ") + shift.by.description }
    return text
  }
}

extension FilterSpan {
  /// As it stands in the parentheses of a field.
  fileprivate var bare: String {
    switch self {
    case .window(let window): return window.description
    case .dates(let from, let to): return from == to ? from.written : "\(from.written)..\(to.written)"
    case .before(let date), .after(let date), .since(let date): return date.written
    }
  }

  /// As it stands behind a function.
  fileprivate var clause: String {
    switch self {
    case .window: return "within \(bare)"
    case .dates: return "in \(bare)"
    case .before: return "before \(bare)"
    case .after: return "after \(bare)"
    case .since: return "since \(bare)"
    }
  }
}

extension ExactDecimal {
  /// Plain digits with a point.
  fileprivate var written: String {
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let whole = mantissa.magnitude / UInt64(scale)
    let rest = Int(mantissa.magnitude % UInt64(scale))
    return (mantissa < 0 ? "-" : "") + String(whole) + (decimals > 0 ? "." + Digits.padded(rest, decimals) : "")
  }
}
