import Analytics
import Workbook

extension FilterData: PageReading {
  /// What filters look at, over the shared analyses.
  public static func find(in findings: Findings) -> FilterData {
    let (ledger, question) = (findings.ledger, findings.question)
    // Held weakly: the findings hold this, and a ledger that nobody looks at any more must go. Whoever asks holds them.
    let shared: @Sendable () -> Findings = { [weak findings] in findings ?? Findings(ledger, question) }
    return FilterData(
      ledger: ledger, question: question, history: { shared()(PurchaseHistory.self) },
      lifecycle: { shared()(Lifecycle.self) }, churn: { shared()(ChurnList.self) },
      deciles: { shared()(MoneyDeciles.self) }, slices: { shared()(PurchaseDeciles.self) },
      value: { shared()(CustomerValue.self) },
      labelling: { name in Model.all.first { $0.id == name }?.labelling(shared()) })
  }
}

extension Findings {
  /// The saved segments by which a filter may ask.
  public var segments: FilterSegments {
    let page = asked.page
    let texts = Dictionary(page.segments.map { ($0.name, $0.filter) }) { first, _ in first }
    return FilterSegments(names: page.segments.map(\.name)) { texts[$0] }
  }

  /// The customers who answer a filter, by their numbers in the ledger, ascending.
  ///
  /// - Throws: `FilterError` with the place in the text; also where `isCancelled` answered true before the end.
  public func customers(
    answering filter: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(FilterError) -> [Int32] {
    let filter = try Filter(filter, segments: segments)
    return try filter.customers(in: asked(FilterData.self), isCancelled: isCancelled)
  }
}
