import Analytics
import Ledger

/// A model that sorts people into classes: what movements are counted between, and what the switchboard compares.
///
/// One entry of ``all`` is one more model; settings name them by `id`.
struct Model: Sendable {
  /// Name in settings and filters.
  let id: String
  /// Name for a person.
  let title: String
  /// The panel whose classes they are.
  let panel: String
  /// Everybody's class.
  let labelling: @Sendable (Findings) -> Labelling

  /// The models, in the order in which they are offered.
  static let all: [Model] =
    [
      Model(id: "stage", title: "Life-cycle stage", panel: "lifecycle") { $0(Lifecycle.self).labelling },
      Model(id: "visit_stage", title: "Stage by visits", panel: "stages") { $0(VisitStages.self).labelling },
      Model(id: "step", title: "Purchases", panel: "funnel") { $0(PurchaseFunnel.self).labelling },
      Model(id: "rfm", title: "RFM segment", panel: "rfm") { $0(RFM.self).labelling },
    ]
    + RFMMap.builtIn.map { map in
      Model(id: "rfm:" + map.id, title: map.title, panel: "rfm") { $0(RFMScores.self).labelling(map) }
    }
    + [
      Model(id: "decile", title: "Money decile", panel: "deciles") { $0(MoneyDeciles.self).labelling },
      Model(id: "slice", title: "Tenth of sales", panel: "slices") { $0(PurchaseDeciles.self).labelling },
      Model(id: "tier", title: "Profit tier", panel: "tiers") { $0(ProfitTiers.self).labelling },
      Model(id: "quadrant", title: "Value quadrant", panel: "quadrants") { $0(ValueQuadrants.self).labelling },
      Model(id: "grade", title: "Value grade", panel: "value") { $0(CustomerValue.self).labelling },
      Model(id: "price_only", title: "Price only", panel: "price-only") { $0(PriceOnly.self).labelling },
    ]

  /// The model of this name: one of ``all``, or `segment:` and the name of a saved segment.
  static func named(_ name: String, in findings: Findings) -> Model? {
    if name.hasPrefix("segment:") {
      let segment = String(name.dropFirst(8))
      return findings.page.segments.contains { $0.name == segment } ? .segment(segment, findings) : nil
    }
    return all.first { $0.id == name }
  }

  /// In a saved segment, or not in it.
  private static func segment(_ name: String, _ findings: Findings) -> Model {
    let title = findings.page.segments.first { $0.name == name }?.title ?? name
    return Model(id: "segment:" + name, title: title, panel: "segments") { findings in
      let history = findings(PurchaseHistory.self)
      var codes = (0..<history.customers).map { history.purchases(of: $0).isEmpty ? Labelling.none : 1 }
      for member in (try? findings.customers(answering: "segment(\(name))")) ?? [] { codes[Int(member)] = 0 }
      return Labelling(
        id: "segment:" + name, title: title, labels: [.init("in", "In it"), .init("out", "Not in it")], codes: codes)
    }
  }
}

extension Findings {
  /// The same ledger as of an earlier day, settings and all.
  func asOf(_ day: Day) -> Findings {
    guard day != question.asOf else { return self }
    var question = question
    question.asOf = day
    return asking(question)
  }

  /// The model of a setting; the life-cycle stage where there is none of that name, with a note.
  func model(_ name: String, notes: inout [String]) -> Model {
    if let model = Model.named(name, in: self) { return model }
    notes.append(
      name.hasPrefix("segment:")
        ? "there is no saved segment “\(name.dropFirst(8))”: the life-cycle stage is shown"
        : "there is no model “\(name)”: the life-cycle stage is shown")
    return Model.all[0]
  }
}
