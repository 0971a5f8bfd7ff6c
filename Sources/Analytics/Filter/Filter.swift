import Ledger

/// Which customers are wanted, in words: `stage = sleeping and net > 500 and bought("TEA-01") within 90d`.
///
/// The rows of ``FilterGrammar`` are the language. A figure that is missing makes every comparison false, `!=` and
/// `not in` included; `not` before the comparison then turns that true, and `is missing` asks for it. Texts are compared
/// without regard to upper and lower case and to blanks at their ends. Figures are those of the as-of day.
///
/// Two filters are equal where they ask the same, however they are written.
public struct Filter: Sendable, Hashable {
  /// The text as it was written.
  public let text: String
  /// The filter in one line and one way of writing: it reads back as an equal filter.
  public let summary: String
  /// The fields that it asks for, those of segments included, in order of appearance.
  public let fields: [String]
  let root: FilterNode

  /// Reads a filter, and the segments that it calls.
  ///
  /// - Throws: what is wrong first from the left: words, names, kinds, regular expressions, segments in a circle.
  public init(_ text: String, segments: FilterSegments = .none) throws(FilterError) {
    root = try FilterParser.root(text, FilterSegmentReading(segments))
    self.text = text
    summary = root.written
    var fields: [String] = []
    root.visit { node in
      if case .test(let test) = node, !fields.contains(test.field) { fields.append(test.field) }
    }
    self.fields = fields
  }

  /// Whether two filters ask the same.
  public static func == (left: Filter, right: Filter) -> Bool { left.root == right.root }

  /// What the filter asks.
  public func hash(into hasher: inout Hasher) { hasher.combine(root) }

  /// Whether a ledger has the files and columns that the filter asks for.
  ///
  /// - Throws: the place that asks for something which is not there, and which file would bring it.
  public func check(available ledger: Ledger, settings: AnalyticsSettings = .init()) throws(FilterError) {
    try root.check(ledger, settings)
  }

  /// The customers that the filter picks, by rising number; only those with an order by the as-of day.
  ///
  /// Complexity: O(customers) per condition once the columns are there; O(orders) or O(lines) for those that are not.
  /// - Throws: what the ledger lacks; a regular expression that takes too long; ``FilterError/cancelled`` where
  ///   `isCancelled` answered yes.
  public func customers(in data: FilterData, isCancelled: () -> Bool = { false }) throws(FilterError) -> [Int32] {
    try set(in: data, isCancelled: isCancelled).members
  }

  /// How many customers the filter picks.
  public func count(in data: FilterData, isCancelled: () -> Bool = { false }) throws(FilterError) -> Int {
    try set(in: data, isCancelled: isCancelled).population
  }

  func set(in data: FilterData, isCancelled: () -> Bool) throws(FilterError) -> CustomerSet {
    try check(available: data.ledger, settings: data.question.settings)
    return try withoutActuallyEscaping(isCancelled) { isCancelled throws(FilterError) in
      var evaluation = FilterEvaluation(data, isCancelled: isCancelled)
      var set = try evaluation.set(root)
      set.formIntersection(data.present)
      return set
    }
  }
}

extension FilterNode {
  /// Goes through the tree from the left, each segment once.
  func visit(_ body: (FilterNode) -> Void) {
    var seen: Set<ObjectIdentifier> = []
    visit(&seen, body)
  }

  private func visit(_ seen: inout Set<ObjectIdentifier>, _ body: (FilterNode) -> Void) {
    body(self)
    switch self {
    case .all(let parts), .any(let parts): for part in parts { part.visit(&seen, body) }
    case .not(let part): part.visit(&seen, body)
    case .segment(let call):
      if seen.insert(ObjectIdentifier(call.body)).inserted { call.body.root.visit(&seen, body) }
    case .test, .event: return
    }
  }

  fileprivate func check(_ ledger: Ledger, _ settings: AnalyticsSettings) throws(FilterError) {
    var checked: Set<ObjectIdentifier> = []
    try check(ledger, settings, &checked)
  }

  private func check(_ ledger: Ledger, _ settings: AnalyticsSettings, _ checked: inout Set<ObjectIdentifier>)
    throws(FilterError)
  {
    switch self {
    case .all(let parts), .any(let parts):
      for part in parts { try part.check(ledger, settings, &checked) }
    case .not(let part): try part.check(ledger, settings, &checked)
    case .test(let test):
      guard let field = FilterField.named(test.field), let lack = field.missing(in: ledger, settings: settings) else {
        return
      }
      throw FilterError(
        test.place, "'\(field.id)' cannot be asked here", lack.prefix(1).uppercased() + lack.dropFirst() + ".")
    case .event(let event):
      guard let lack = event.function.missing(in: ledger, hasItems: !event.items.isEmpty) else { return }
      throw FilterError(
        event.place, "'\(event.function.rawValue)' cannot be asked here",
        lack.prefix(1).uppercased() + lack.dropFirst() + ".")
    case .segment(let call):
      guard checked.insert(ObjectIdentifier(call.body)).inserted else { return }
      do {
        try call.body.root.check(ledger, settings, &checked)
      } catch {
        throw FilterError(call.place, "in the segment '\(FilterText.visible(call.name))': \(error.what)", error.wayOut)
      }
    }
  }
}
