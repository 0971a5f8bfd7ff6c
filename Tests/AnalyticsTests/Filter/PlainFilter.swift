import Ledger

@testable import Analytics

/// A random filter and its meaning, written down once more from the definitions: loops over orders, one person at a
/// time, nothing shared with the language but the calendar and what `PlainShop` says about stages and rhythms.
indirect enum PlainFilter {
  case all([PlainFilter])
  case any([PlainFilter])
  case not(PlainFilter)
  /// A figure, its window, and what it is compared with.
  case figure(String, PlainWindow?, PlainComparison)
  case word(String, isNegated: Bool, [String])
  case bought(product: String, PlainWindow, times: Int)
  case returned(product: String)

  /// The days of a window, and how it is written.
  struct PlainWindow {
    let text: String
    let isBetween: Bool
    let days: ClosedRange<Day>
  }

  /// A comparison of figures: values are minor units, days since 1970, days, shares or counts.
  enum PlainComparison {
    case compare(String, Double)
    case between(Double, Double)
    case isIn([Double])
    case missing
    case known
  }

  static let money = ["net", "gross", "discounts", "refunds", "aov"]
  static let shares = ["discount_share", "discounted_purchases", "refund_share"]
  static let counts = ["purchases", "orders", "products", "pieces", "decile"]
  static let days = ["days_since", "tenure"]
  static let dates = ["first_purchase", "last_purchase"]

  /// A filter of some depth about a shop as of a day.
  static func random(_ chance: inout Chance, depth: Int, asOf: Day) -> PlainFilter {
    if depth > 0, Int.random(in: 0..<3, using: &chance) > 0 {
      let parts = (0..<Int.random(in: 2...3, using: &chance)).map { _ in
        random(&chance, depth: depth - 1, asOf: asOf)
      }
      switch Int.random(in: 0..<3, using: &chance) {
      case 0: return .all(parts)
      case 1: return .any(parts)
      default: return .not(parts[0])
      }
    }
    switch Int.random(in: 0..<10, using: &chance) {
    case 0:
      return .bought(
        product: "P\(Int.random(in: 0..<5, using: &chance))", window(&chance, asOf),
        times: Int.random(in: 1...3, using: &chance))
    case 1: return .returned(product: "P\(Int.random(in: 0..<5, using: &chance))")
    case 2:
      let words = Stage.allCases.map(\.rawValue).shuffled(using: &chance)
      return .word(
        "stage", isNegated: Bool.random(using: &chance), Array(words.prefix(Int.random(in: 1...3, using: &chance))))
    case 3:
      let words = ChurnState.allCases.map(\.phrase).shuffled(using: &chance)
      return .word(
        "state", isNegated: Bool.random(using: &chance), Array(words.prefix(Int.random(in: 1...3, using: &chance))))
    default: return figure(&chance, asOf)
    }
  }

  private static func figure(_ chance: inout Chance, _ asOf: Day) -> PlainFilter {
    let fields = money + shares + counts + days + dates
    let field = fields.randomElement(using: &chance) ?? "net"
    let hasWindow = ["net", "gross", "discounts", "refunds", "purchases", "orders", "pieces"].contains(field)
    let window = hasWindow && Bool.random(using: &chance) ? self.window(&chance, asOf) : nil
    func value() -> Double {
      if money.contains(field) { return Double(Int.random(in: -2_000...40_000, using: &chance) / 500 * 500) }
      if shares.contains(field) { return Double(Int.random(in: 0...100, using: &chance)) / 100 }
      if dates.contains(field) { return Double(asOf.rawValue) - Double(Int.random(in: 0...900, using: &chance)) }
      if days.contains(field) { return Double(Int.random(in: 0...900, using: &chance)) }
      return Double(Int.random(in: 0...6, using: &chance))
    }
    switch Int.random(in: 0..<9, using: &chance) {
    case 0: return .figure(field, window, .missing)
    case 1: return .figure(field, window, .known)
    case 2: return .figure(field, window, .between(value(), value()))
    case 3: return .figure(field, window, .isIn([value(), value(), value()]))
    default:
      let sign = ["=", "!=", "<", "<=", ">", ">="].randomElement(using: &chance) ?? "="
      return .figure(field, window, .compare(sign, value()))
    }
  }

  private static func window(_ chance: inout Chance, _ asOf: Day) -> PlainWindow {
    switch Int.random(in: 0..<4, using: &chance) {
    case 0: return PlainWindow(text: "all", isBetween: false, days: Day(rawValue: -99_999)...asOf)
    case 1:
      let count = Int.random(in: 1...400, using: &chance)
      return PlainWindow(text: "\(count)d", isBetween: false, days: asOf.adding(days: 1 - count)...asOf)
    case 2:
      let count = Int.random(in: 1...11, using: &chance)
      return PlainWindow(
        text: "\(count)mo", isBetween: false, days: asOf.adding(months: -count).adding(days: 1)...asOf)
    default:
      let from = asOf.adding(days: -Int.random(in: 0...800, using: &chance))
      let to = from.adding(days: Int.random(in: 0...400, using: &chance))
      return PlainWindow(text: "\(from)..\(to)", isBetween: true, days: from...to)
    }
  }

  /// The filter in words, with more parentheses than it needs.
  var text: String {
    switch self {
    case .all(let parts): return "(" + parts.map(\.text).joined(separator: " and ") + ")"
    case .any(let parts): return "(" + parts.map(\.text).joined(separator: " or ") + ")"
    case .not(let part): return "not (\(part.text))"
    case .word(let field, let isNegated, let words):
      return "\(field) \(isNegated ? "not " : "")in (" + words.map { "\"\($0)\"" }.joined(separator: ", ") + ")"
    case .bought(let product, let window, let times):
      let span = window.text == "all" ? "" : (window.isBetween ? "in " : "within ") + window.text
      return "bought(\(product)) \(span) at least \(times) times"
    case .returned(let product): return "returned(\(product))"
    case .figure(let field, let window, let comparison):
      func written(_ value: Double) -> String {
        if PlainFilter.money.contains(field) {
          let minor = Int(value)
          let rest = abs(minor % 100)
          return (minor < 0 ? "-" : "") + "\(abs(minor) / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
        if PlainFilter.shares.contains(field) { return "\(Int((value * 100).rounded()))%" }
        return PlainFilter.dates.contains(field) ? Day(rawValue: Int32(value)).description : "\(Int(value))"
      }
      let figure = field + (window.map { "(\($0.text))" } ?? "")
      switch comparison {
      case .compare(let sign, let value): return "\(figure) \(sign) \(written(value))"
      case .between(let low, let high): return "\(figure) between \(written(low)) and \(written(high))"
      case .isIn(let values): return "\(figure) in (" + values.map(written).joined(separator: ", ") + ")"
      case .missing: return "\(figure) is missing"
      case .known: return "\(figure) is known"
      }
    }
  }
}

/// A shop whose orders are asked one by one.
struct PlainFilterShop {
  let asOf: Day
  let keys: [String]
  private var entries: [String: [LedgerEntry]] = [:]
  private let shop: PlainShop
  private var deciles: [String: Int] = [:]

  init(_ all: [LedgerEntry], asOf: Day) {
    self.asOf = asOf
    for entry in all where !entry.customer.isEmpty && entry.day <= asOf {
      entries[entry.customer, default: []].append(entry)
    }
    keys = entries.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    shop = PlainShop(all, asOf: asOf)
    let ranked = shop.ranked(after: asOf.adding(days: -365), hasCost: false)
    let groups = min(10, ranked.count)
    for (position, person) in ranked.enumerated() {
      for decile in stride(from: 1, through: groups, by: 1)
      where position >= (decile - 1) * ranked.count / groups && position < decile * ranked.count / groups {
        deciles[person.key] = decile
      }
    }
  }

  /// Whether a filter picks a person.
  func picks(_ filter: PlainFilter, _ key: String) -> Bool {
    switch filter {
    case .all(let parts): return parts.allSatisfy { picks($0, key) }
    case .any(let parts): return parts.contains { picks($0, key) }
    case .not(let part): return !picks(part, key)
    case .word(let field, let isNegated, let words):
      guard let word = word(field, key) else { return false }
      return words.contains(word) != isNegated
    case .bought(let product, let window, let times):
      var days: Set<Day> = []
      for order in purchases(key, window.days)
      where order.lines.contains(where: { $0.product == product && $0.gross - $0.discount - $0.refund > 0 }) {
        days.insert(order.day)
      }
      return days.count >= times
    case .returned(let product):
      return counting(key, nil).contains { $0.lines.contains { $0.product == product && $0.refund > 0 } }
    case .figure(let field, let window, let comparison):
      let figure = figure(field, window?.days, key)
      if case .missing = comparison { return figure == nil }
      guard let figure else { return false }
      switch comparison {
      case .missing: return false
      case .known: return true
      case .between(let low, let high): return low <= figure && figure <= high
      case .isIn(let values): return values.contains(figure)
      case .compare("=", let value): return figure == value
      case .compare("!=", let value): return figure != value
      case .compare("<", let value): return figure < value
      case .compare("<=", let value): return figure <= value
      case .compare(">", let value): return figure > value
      case .compare(_, let value): return figure >= value
      }
    }
  }

  private func counting(_ key: String, _ days: ClosedRange<Day>?) -> [LedgerEntry] {
    (entries[key] ?? []).filter { ($0.status == .valid || $0.status == .refundOnly) && days?.contains($0.day) != false }
  }

  private func purchases(_ key: String, _ days: ClosedRange<Day>?) -> [LedgerEntry] {
    counting(key, days).filter { order in
      order.status == .valid && order.lines.reduce(0) { $0 + $1.gross - $1.discount - $1.refund } > 0
    }
  }

  private func word(_ field: String, _ key: String) -> String? {
    guard let person = shop.people.first(where: { $0.key == key }), let last = person.sortedDays.last else {
      return nil
    }
    if field == "stage" { return shop.stage(last, asOf).rawValue }
    let silent = asOf - last
    let ratio = Double(silent) / shop.interval(person)
    if ratio < 1 { return "on time" }
    if silent >= 7, ratio >= 3 { return "lost" }
    return silent >= 7 && ratio >= 1.5 ? "at risk" : "due"
  }

  private func figure(_ field: String, _ days: ClosedRange<Day>?, _ key: String) -> Double? {
    func sum(_ part: (LedgerEntry.Line) -> Int64) -> Int64 {
      counting(key, days).reduce(0) { $0 + $1.lines.reduce(0) { $0 + part($1) } }
    }
    let orders = purchases(key, days)
    let dates = Set(orders.map(\.day)).sorted()
    let net = sum { $0.gross - $0.discount - $0.refund }
    switch field {
    case "net": return Double(net)
    case "gross": return Double(sum(\.gross))
    case "discounts": return Double(sum(\.discount))
    case "refunds": return Double(sum(\.refund))
    case "purchases": return Double(dates.count)
    case "orders": return Double(orders.count)
    case "pieces": return Double(orders.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.quantity } })
    case "products": return Double(Set(orders.flatMap { $0.lines.map(\.product) }.filter { !$0.isEmpty }).count)
    case "aov": return dates.isEmpty ? nil : (Double(net) / Double(dates.count)).rounded()
    case "discount_share":
      let list = net + sum(\.discount) + sum(\.refund)
      return list > 0 ? Double(sum(\.discount)) / Double(list) : nil
    case "refund_share":
      let paid = net + sum(\.refund)
      return paid > 0 ? Double(sum(\.refund)) / Double(paid) : nil
    case "discounted_purchases":
      let cheaper = Set(orders.filter { $0.lines.contains { $0.discount > 0 } }.map(\.day))
      return dates.isEmpty ? nil : Double(cheaper.count) / Double(dates.count)
    case "decile": return deciles[key].map(Double.init)
    case "days_since": return dates.last.map { Double(asOf - $0) }
    case "tenure": return dates.first.map { Double(asOf - $0) }
    case "first_purchase": return dates.first.map { Double($0.rawValue) }
    case "last_purchase": return dates.last.map { Double($0.rawValue) }
    default: return nil
    }
  }
}
