import Analytics
import Canvas
import Ledger

extension CardFields {
  /// What the person is worth in five dimensions: the score, and the bars that it is made of.
  var value: (fields: [Card.Field], picture: Sheet.Figure?) {
    let value = findings(CustomerValue.self)
    let customer = record.customer
    guard let score = value.score(of: customer), let grade = value.grade(of: customer) else { return ([], nil) }
    let known = value.known(of: customer)
    let code = value.labelling.codes[customer]
    let field = field(
      "value_score", "score", .number(score), .number, role: .textStrong,
      remark: "grade \(grade)" + (known < 5 ? ", \(known) of 5" : ""),
      means: ValueWords.definition(value, ledger.currency),
      opens: people("Grade \(grade)") {
        $0(CustomerValue.self).labelling.customers(in: Int(code)).map { Int($0) }
      })
    let bars = ValueBars(values: value.dimensions(of: customer), medians: value.medians)
    return ([field], Sheet.Figure(minimum: 5, ideal: 5, bars))
  }

  /// The segment of the person under each RFM map, the one in use first.
  var segments: [Card.Field] {
    let scores = findings(RFMScores.self)
    let used = scores.rule.map
    let maps = [used] + scores.rule.maps.filter { $0.id != used.id }
    return maps.compactMap { map in
      guard let segment = scores.segment(of: record.customer, map),
        let own = scores.scores(of: record.customer, map.scale)
      else { return nil }
      let name = RFMMap.named(map.id) == nil ? "own" : map.id
      return field(
        "rfm_" + name.replacing("-", with: "_"), name, .text(segment.title), .text,
        remark: map.scale == .two ? "\(own.r)\(own.f)\(own.m)" : "R\(own.r) F\(own.f) M\(own.m)",
        means: [
          "The segment under the RFM map “\(map.id)”, by scores of \(map.scale.rawValue) levels over "
            + "\(scores.window.phrase); a high R means bought recently."
            + (segment.advice.isEmpty ? "" : " What to do: \(segment.advice).")
        ],
        opens: people(segment.title) { findings in
          let labelling = findings(RFMScores.self).labelling(map)
          guard let row = labelling.labels.firstIndex(where: { $0.id == segment.id }) else { return [] }
          return labelling.customers(in: row).map { Int($0) }
        })
    }
  }
}
