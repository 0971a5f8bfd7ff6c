import Ledger

/// What can be written at a place of a filter.
struct FilterOffers {
  let data: FilterData?
  let segments: FilterSegments

  func offers(_ walk: FilterWalk) -> [FilterOffer] {
    switch walk.place {
    case .condition: return conditions
    case .comparison(let target, let field): return comparisons(target, field)
    case .value(let target, _): return values(target)
    case .between: return [FilterOffer("and", "the other end")]
    case .with: return [FilterOffer("with", "what the text begins or ends with")]
    case .afterIs: return [FilterOffer("missing", "there is no such figure"), FilterOffer("known", "there is one")]
    case .window: return [FilterOffer("all", "up to the as-of day")] + durations
    case .item(let function): return items(function)
    case .segment: return segments.names.map { FilterOffer(FilterText.quoted($0), title: $0, "segment") }
    case .listEnd: return [FilterOffer(",", "one more"), FilterOffer(")", "ends the list")]
    case .join: return joins(walk)
    case .clause:
      return [
        FilterOffer("within", "counted back from the as-of day: within 90d"), FilterOffer("before", "before a date"),
        FilterOffer("after", "after a date"), FilterOffer("since", "from a date on"),
        FilterOffer("in", "from one date to another: in 2011-01..2011-03"),
        FilterOffer("at least", "how often: at least 2 times"),
      ] + joins(walk)
    case .duration: return durations
    case .date: return dates
    case .least: return [FilterOffer("least", "how often: at least 2 times")]
    case .times: return [FilterOffer("times")]
    }
  }

  private var conditions: [FilterOffer] {
    let fields = FilterField.all.filter { field in
      data.map { field.missing(in: $0.ledger, settings: $0.question.settings) == nil } ?? true
    }
    let functions = FilterFunction.allCases.filter { function in
      data.map { function.missing(in: $0.ledger, hasItems: true) == nil } ?? true
    }
    var offers = fields.map { FilterOffer($0.id, $0.meaning) }
    offers += functions.map { FilterOffer("\($0.rawValue)(", title: $0.rawValue, $0.example) }
    if !segments.names.isEmpty { offers.append(FilterOffer("segment(", title: "segment", "whoever a segment picks")) }
    return offers + [FilterOffer("not", "the next condition does not hold"), FilterOffer("(", "what comes first")]
  }

  private func comparisons(_ target: FilterTarget, _ field: FilterField?) -> [FilterOffer] {
    var offers: [FilterOffer] = []
    if target.kind == .flag { offers += [FilterOffer("and"), FilterOffer("or")] }
    offers += [FilterOffer("=", "equal"), FilterOffer("!=", "known, and not equal")]
    if target.isOrdered {
      offers += [
        FilterOffer("<", "less"), FilterOffer("<=", "less or equal"), FilterOffer(">", "more"),
        FilterOffer(">=", "more or equal"), FilterOffer("between", "from a to b, both included"),
      ]
    }
    if target.kind != .flag { offers.append(FilterOffer("in (", title: "in", "equal to one of them")) }
    if target.kind == .text {
      offers += [
        FilterOffer("contains", "holds the text"), FilterOffer("starts with", "begins with the text"),
        FilterOffer("ends with", "ends with the text"), FilterOffer("~ /", title: "~", "matches a regular expression"),
      ]
    }
    offers += [FilterOffer("is missing", "there is no such figure"), FilterOffer("is known", "there is one")]
    if let field, field.takesWindow { offers.append(FilterOffer("(", title: "(90d)", "the figure of a window")) }
    return offers
  }

  private func values(_ target: FilterTarget) -> [FilterOffer] {
    switch target.kind {
    case .flag: return [FilterOffer("yes"), FilterOffer("no")]
    case .date: return dates
    case .days: return durations
    case .count, .money, .ratio, .number: return [FilterOffer(target.sample, "for example")]
    case .text: break
    }
    if !target.vocabulary.isEmpty { return target.vocabulary.map { FilterOffer(FilterText.quoted($0), title: $0) } }
    guard let data else { return [] }
    // "name" is asked of customers and of products: only the latter have few enough to list.
    if let column = target.product {
      switch column {
      case .category: return texts(data.commonCategories)
      case .sku: return texts(data.commonProducts)
      case .name: return texts(data.commonProductNames)
      }
    }
    guard let field = FilterField.named(target.id), case .categories(let column) = data.column(field) else { return [] }
    return texts(FilterData.common(column))
  }

  private func items(_ function: FilterFunction) -> [FilterOffer] {
    guard function != .usedCoupon else { return texts(data.map { FilterData.common($0.ledger.orders.coupon) } ?? []) }
    let columns = [
      FilterOffer("category = ", title: "category", "every product of a category"),
      FilterOffer("name ~ /", title: "name", "products whose name matches"),
    ]
    return columns + texts(data?.commonProducts ?? []) + [FilterOffer(")", "any product")]
  }

  private func texts(_ texts: [String]) -> [FilterOffer] {
    texts.map { FilterOffer(FilterText.quoted($0), title: $0) }
  }

  private func joins(_ walk: FilterWalk) -> [FilterOffer] {
    let joins = [FilterOffer("and", "both hold"), FilterOffer("or", "at least one holds")]
    return walk.frames.isEmpty ? joins : joins + [FilterOffer(")", "ends the parenthesis")]
  }

  private var durations: [FilterOffer] {
    ["30d", "90d", "180d", "365d", "6mo", "1y"].map { FilterOffer($0, Window($0)?.phrase ?? "") }
  }

  private var dates: [FilterOffer] {
    var offers = [FilterOffer("today", "the as-of day"), FilterOffer("today - 30d"), FilterOffer("today - 90d")]
    if let data {
      let day = data.asOf.description
      offers += [FilterOffer(String(day.prefix(7)), "the month"), FilterOffer(String(day.prefix(4)), "the year")]
      if let first = data.ledger.firstDay { offers.append(FilterOffer(first.description, "the first order")) }
    }
    return offers
  }
}

extension FilterData {
  /// Texts that completion offers of one column.
  static let offered = 40

  /// The texts of a column that most rows have.
  static func common(_ column: CategoryColumn) -> [String] {
    var counts = [Int](repeating: 0, count: column.names.count)
    for code in column.codes { counts[Int(code)] += 1 }
    return most(counts).map { column.names[$0] }
  }

  /// The numbers of the products on most lines.
  var commonProducts: [String] { common.map { ledger.products.sku[$0] } }

  /// The names of the products on most lines.
  var commonProductNames: [String] { common.map { ledger.products.label($0) } }

  private var common: [Int] {
    commonOnce.value {
      var counts = [Int](repeating: 0, count: ledger.products.count)
      for product in ledger.lines.product { counts[Int(product)] += 1 }
      return FilterData.most(counts)
    }
  }

  /// The categories of most products.
  var commonCategories: [String] { FilterData.common(ledger.products.category) }

  /// The positions above 0 with the highest counts.
  private static func most(_ counts: [Int]) -> [Int] {
    let found = counts.indices.filter { $0 > 0 && counts[$0] > 0 }
    return Array(found.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(offered))
  }
}
