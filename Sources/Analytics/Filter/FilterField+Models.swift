import Ledger

extension FilterField {
  /// What the value models say about the customer.
  static let models: [FilterField] = [
    labelled(
      "rfm", "RFM", "Segment of the RFM map in use (rfm.map); nothing without a purchase",
      example: "rfm in (champions, at_risk)"),
    labelled(
      "quadrant", "Quadrant",
      "Value quadrant: much or little spent, often or seldom bought; nothing without a purchase in its window",
      example: "quadrant = potential", vocabulary: ["prime", "potential", "problem", "pending"]),
    labelled(
      "tier", "Tier", "Profit tier, 1 is the best, none brings no profit; nothing without a purchase in its window",
      example: "tier = 1", vocabulary: ["1", "2", "3", "none"]),
    labelled(
      "grade", "Grade", "Grade of the five-dimension value, A is the best; nothing without a purchase",
      example: "grade = A", vocabulary: CustomerValue.grades),
    FilterField(
      "score", "Score", .number, "Five-dimension value, 0 to 100; nothing without a purchase", example: "score >= 80"
    ) { data in
      let value = data.value
      return .numbers(data.customers) { value.score(of: $0) }
    },
    labelled(
      "visit_stage", "By visits", "Stage by visits, or by orders where there is no file of visits",
      example: "visit_stage = short_decline",
      vocabulary: ["evaluating", "forming", "active", "short_decline", "long_decline"]),
    labelled(
      "price_only", "Price only", "Whether the customer buys for the price alone: price_only, not, or unknown",
      example: "price_only = price_only", vocabulary: ["price_only", "not", "unknown"]),
  ]

  /// The class of a model, by its id.
  private static func labelled(
    _ id: String, _ title: String, _ meaning: String, example: String, vocabulary: [String] = []
  ) -> FilterField {
    FilterField(id, title, .text, meaning, example: example, vocabulary: vocabulary) { data in
      guard let labelling = data.labelling(id) else {
        return .categories(CategoryColumn(names: [""], codes: [UInt32](repeating: 0, count: data.customers)))
      }
      return .categories(
        CategoryColumn(
          names: [""] + labelling.labels.map(\.id),
          codes: labelling.codes.map { $0 == Labelling.none ? 0 : UInt32($0) + 1 }))
    }
  }
}
