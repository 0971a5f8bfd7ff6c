import Ledger

extension FilterFunction {
  /// A filter that uses it.
  var example: String {
    switch self {
    case .bought: "bought(\"TEA-01\") within 90d"
    case .returned: "returned(\"TEA-01\")"
    case .usedCoupon: "used_coupon(\"SPRING\")"
    case .visited: "visited(\"TEA-01\") within 7d"
    }
  }
}

extension FilterParser {
  /// A function with what it is about, when, and how often.
  mutating func event(_ function: FilterFunction) throws(FilterError) -> FilterEvent {
    let start = take().place
    take()
    var items: [FilterItem] = []
    if !next.is(")") {
      items.append(try item(function))
      while take(",") { items.append(try item(function)) }
    }
    try expect(")", "Separate products with commas, and close with ')': \(function.example)")
    var span: FilterSpan?
    var atLeast: Int?
    while true {
      let token = next
      if token.is("at"), atLeast == nil {
        atLeast = try times(function)
      } else if let found = try self.span(function) {
        guard span == nil else {
          throw FilterError(token.place, "\(function.rawValue) has two spans of time", "Write one: \(function.example)")
        }
        span = found
      } else {
        break
      }
    }
    return FilterEvent(
      function: function, items: items, span: span, atLeast: atLeast ?? 1,
      place: start.through(tokens[at - 1].place))
  }

  private mutating func item(_ function: FilterFunction) throws(FilterError) -> FilterItem {
    let token = next
    if function != .usedCoupon, token.kind == .word, let column = FilterItem.Column(rawValue: token.text.lowercased()),
      !ahead(1).is(","), !ahead(1).is(")")
    {
      take()
      let (condition, isNegated) = try comparison(FilterTarget(text: column.rawValue))
      return FilterItem(
        column: column, condition: condition, isNegated: isNegated, place: token.place.through(tokens[at - 1].place))
    }
    if token.kind == .word, ahead(1).kind == .sign, !ahead(1).is(","), !ahead(1).is(")"), function != .usedCoupon {
      let columns = FilterItem.Column.allCases.map(\.rawValue)
      throw FilterError(
        token.place, "products have no '\(FilterText.visible(token.text))'",
        (NearestName.of(token.text, among: columns).map { "Did you mean '\($0)'? " } ?? "")
          + "They have \(columns.joined(separator: ", ")): bought(category = Tea)")
    }
    let noun = function == .usedCoupon ? "discount code" : "product"
    let literal = try literal(FilterTarget(text: noun))
    return FilterItem(column: nil, condition: .compare(.equal, literal), isNegated: false, place: token.place)
  }

  private mutating func times(_ function: FilterFunction) throws(FilterError) -> Int {
    take()
    guard take("least") else {
      throw FilterError(next.place, "'least' is expected after 'at'" + but(next), "Write: at least 2 times")
    }
    let token = take()
    guard let count = Int(token.text), count >= 1, count <= 1_000_000 else {
      throw FilterError(token.place, "a whole number of times is expected here" + but(token), "Write: at least 2 times")
    }
    if !take("times") { _ = take("time") }
    return count
  }

  /// `within 90d`, `before 2024-01-01`, `after 2024-01`, `since 2024`, `in 2024-01-01..2024-03-31`.
  private mutating func span(_ function: FilterFunction) throws(FilterError) -> FilterSpan? {
    let token = next
    guard token.kind == .word else { return nil }
    switch token.text.lowercased() {
    case "within":
      take()
      if let window = duration() { return .window(window) }
      throw FilterError(next.place, "a duration is expected after 'within'" + but(next), "Write: within 90d, 6mo or 2y")
    case "in":
      take()
      if let dates = try dates() { return dates }
    case "before":
      take()
      if let date = try date() { return .before(date) }
    case "after":
      take()
      if let date = try date() { return .after(date) }
    case "since":
      take()
      if let date = try date() { return .since(date) }
    default: return nil
    }
    throw FilterError(
      next.place, "a date is expected after '\(token.text.lowercased())'" + but(next),
      "Write: \(token.text.lowercased()) 2011-06-01, 2011-06 or today - 90d")
  }
}
