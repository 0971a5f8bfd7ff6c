import Analytics
import Canvas
import Ledger

extension Panel {
  /// Where each score of R, F and M begins, and how many people have it.
  public static let rfmScores = Panel(
    id: "rfm-scores", title: "RFM scores", group: .segments,
    question: "What makes a score of R, F and M, and how many people have it?",
    needsLines: false
  ) { findings in
    let rfm = findings(RFM.self)
    let scores = rfm.scores
    let currency = findings.ledger.currency
    // The levels of the map in use stand first.
    let steps = scores.steps.filter { $0.scale == rfm.map.scale } + scores.steps.filter { $0.scale != rfm.map.scale }
    return Sheet(
      id: "rfm-scores", title: "RFM scores", table: RFMScoresTable.table(scores, steps, currency),
      window: scores.window.description, customers: scores.customers, settings: RFMWords.settings(rfm),
      reading: RFMScoresWords.reading(scores), notes: scores.notes.map(Wording.sentence),
      definition: RFMWords.definition(rfm, currency) + [
        "The same people have scores of five levels, of three and of two: the table shows all, those of the map in "
          + "use first."
      ],
      figure: Sheet.Figure(minimum: 4, ideal: 12, RFMScoresFigure(scores: scores, scale: rfm.map.scale)),
      destination: { row in
        let step = steps[row]
        guard step.customers > 0 else { return nil }
        let title = RFMScoresTable.key(step)
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: scores.customers(in: step))
        }
      })
  }
}

/// The rows of the scores.
enum RFMScoresTable {
  /// `R5`, `R3 of 3`, `R high`.
  static func key(_ step: RFMScores.Step) -> String {
    RFMStep.name(step) + (step.scale == .three ? " of 3" : "")
  }

  static func table(_ scores: RFMScores, _ steps: [RFMScores.Step], _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("step", "Score", .key, priority: 1, width: 7),
      DataColumn("measure", "Of", .text, priority: 3, width: 9),
      DataColumn("score", "Level", .integer, priority: 6),
      DataColumn("levels", "Levels", .integer, priority: 6),
      DataColumn("threshold", "Begins at", .text, priority: 1, width: 12),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 2),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("net_share", "Net share", .ratio, priority: 3),
      DataColumn("bound", "Bound", .number, drawing: .hidden),
    ]
    let rows = steps.map { step -> [Value] in
      let own = steps.filter { $0.scale == step.scale && $0.measure == step.measure }
      // Money in whole units, as a person would write it.
      let divisor = step.measure == .monetary ? Double(currency.scale) : 1
      return [
        .text(key(step)), .text(step.measure.rawValue), .integer(step.score), .integer(step.scale.rawValue),
        .text(RFMStep.bound(step, own, currency)), .integer(step.customers),
        scores.customers > 0 ? .number(Double(step.customers) / Double(scores.customers)) : .none, .money(step.net),
        scores.net > 0 ? .number(Double(step.net) / Double(scores.net)) : .none,
        step.bound.map { .number(Double($0) / divisor) } ?? .none,
      ]
    }
    return DataTable(columns: columns, rows: rows)
  }
}

/// The sentences of the scores.
enum RFMScoresWords {
  static func reading(_ scores: RFMScores) -> [String] {
    guard scores.customers > 0 else { return ["Nobody has bought yet."] }
    var sentences: [String] = []
    if let bound = scores.steps(.five, .recency).first?.bound {
      sentences.append("The most recent fifth bought within the last \(Wording.days(Int(bound))).")
    }
    if let often = scores.steps(.five, .frequency).first, let bound = often.bound {
      sentences.append(
        "\(Wording.count(often.customers, "person has", "people have")) bought \(bound) times or more in "
          + "\(scores.window.phrase)"
          + (scores.net > 0 ? " and bring \(Wording.percent(Double(often.net) / Double(scores.net))) of net." : "."))
    }
    return sentences
  }
}

/// People per score as columns, R, F and M beside each other.
struct RFMScoresFigure: Drawing {
  let scores: RFMScores
  let scale: RFMMap.Scale

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard scores.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    guard rect.width >= 15, rect.height >= 3 else {
      // No room for columns: the scores in words, the best first.
      let steps = scores.steps(scale, .recency)
      for (line, step) in steps.prefix(rect.height).enumerated() {
        canvas.write(
          "\(RFMStep.name(step)) \(Digits.grouped(step.customers))", x: rect.x, y: rect.y + line, maxWidth: rect.width)
      }
      return
    }
    let heads = ["Recency", "Frequency", "Money"]
    let areas = rect.width >= 40 ? rect.columns([1, 1, 1], gap: 3) : [rect]
    for (index, area) in areas.enumerated() {
      let steps = Array(scores.steps(scale, RFMScores.Measure.allCases[index]).reversed())
      var rest = area
      if rest.height >= 5 {
        let title = rest.takeTop(1)
        canvas.write(heads[index], .header, x: title.x, y: title.y, maxWidth: title.width)
      }
      // The rows of the map's own scale stand first in the table, R, F, M, the best score first.
      let levels = steps.count
      let chosen = row.flatMap { $0 / levels == index ? levels - 1 - $0 % levels : nil }
      ColumnRow(
        values: steps.map { Double($0.customers) },
        labels: steps.map { scale == .two ? ($0.score == 1 ? "high" : "low") : "\($0.measure.letter)\($0.score)" },
        texts: steps.map { Digits.grouped($0.customers) },
        style: { place, theme in theme[place == chosen ? .accent : .bar] }, widest: 12
      ).render(on: &canvas, in: rest, row: chosen)
    }
  }
}
