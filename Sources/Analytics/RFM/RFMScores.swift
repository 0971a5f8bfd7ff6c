import Ledger

/// How recently, how often and for how much each person bought, as scores (DEFINITIONS B.11, C.3, C.4, C.5).
///
/// R is whole days from the latest purchase of any time to the as-of day. F (purchases) and M (net, refunds that found
/// no order included) are taken over `rfm.window`, six months by default. Who bought nothing in it has F = M = 0 and the
/// lowest scores of both, and is still placed by R. People without a purchase have no scores.
///
/// **Five levels.** R by fifths of everybody with a purchase, M by fifths of the people with a purchase in the window:
/// the score is 5 where less than 20 % of them are strictly better, 4 below 40 %, and so on. Equal people have equal
/// scores, and ties share the better one. F by fixed counts (`rfm.frequency`, 1, 2, 3, 4–5, 6+): most shops have so many
/// one-time buyers that fifths of F would collapse.
///
/// **Three levels.** R by fixed days (`rfm.three_days`, 180 and 365), M by thirds, F by fixed counts
/// (`rfm.three_frequency`, 1, 2, 3+) or by thirds.
///
/// **Two levels.** High R is at most the median of days, high F and M at least the mean of the people with a purchase in
/// the window; other cuts by `rfm.cn_cut`. A high R always means bought recently.
///
/// Complexity: O(customers + days of the file) once the totals of the window are known.
public struct RFMScores: Sendable {
  /// R, F or M.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// R: days since the last purchase.
    case recency
    /// F: purchases in the window.
    case frequency
    /// M: net in the window.
    case monetary

    /// R, F or M.
    public var letter: String { self == .recency ? "R" : self == .frequency ? "F" : "M" }
  }

  /// Which people have a score.
  public struct Step: Hashable, Sendable {
    /// What is scored.
    public let measure: Measure
    /// Levels of the score.
    public let scale: RFMMap.Scale
    /// The score.
    public let score: Int
    /// The days (at most), purchases or minor units (at least) that make the score, where not a higher one already;
    /// `nil` for the lowest score, which takes everybody else, and where nobody could be measured.
    public let bound: Int64?
    /// People with it.
    public let customers: Int
    /// Their net in the window.
    public let net: Int64
  }

  /// The window of F and M.
  public let window: Window
  /// People with a purchase: those who have scores.
  public let customers: Int
  /// People with a purchase in the window.
  public let inWindow: Int
  /// Net of those people in the window.
  public let net: Int64
  /// The rule in force.
  public let rule: RFMRule
  /// Every score of every scale: five levels, three, two; within each R, F, M; the best score first.
  public let steps: [Step]
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// The place among the codes of a scale for each customer; ``Labelling/none`` without a purchase.
  let codes: [RFMMap.Scale: [UInt8]]
  /// People per code.
  let people: [RFMMap.Scale: [Int]]
  /// Net in the window per code.
  let nets: [RFMMap.Scale: [Int64]]

  /// The scores of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let rule = question.settings.rfm
    let window = question.window(rule.window)
    let totals = history.totals(window)
    let amounts = AmountTable(totals.net)
    let days = DayCounts(history)
    var codes: [RFMMap.Scale: [UInt8]] = [:]
    var people: [RFMMap.Scale: [Int]] = [:]
    var nets: [RFMMap.Scale: [Int64]] = [:]
    var steps: [Step] = []
    for scale in [RFMMap.Scale.five, .three, .two] {
      let bounds = Bounds(scale, rule, days, totals, amounts, history.currency)
      let coded = bounds.code(history, totals, days)
      codes[scale] = coded.codes
      people[scale] = coded.people
      nets[scale] = coded.nets
      steps += bounds.steps(people: coded.people, nets: coded.nets)
    }
    self.codes = codes
    self.people = people
    self.nets = nets
    self.steps = steps
    self.rule = rule
    self.window = window
    customers = days.total
    inWindow = totals.people.count
    net = totals.net.reduce(0, +)
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if days.total > inWindow {
      notes.append(
        "\(counted(days.total - inWindow, "customer")) bought nothing in the window: F and M are 0, R places them")
    }
    if let note = totals.refundOnlyNote { notes.append(note) }
    self.notes = notes
  }

  /// The scores of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The scores of a customer; `nil` for people without a purchase. Complexity: O(1).
  public func scores(of customer: Int, _ scale: RFMMap.Scale = .five) -> (r: Int, f: Int, m: Int)? {
    guard let code = codes[scale]?[customer], code != Labelling.none else { return nil }
    return scale.scores(of: Int(code))
  }

  /// The segment of a customer under a map; `nil` for people without a purchase. Complexity: O(1).
  public func segment(of customer: Int, _ map: RFMMap) -> RFMMap.Segment? {
    guard let code = codes[map.scale]?[customer], code != Labelling.none else { return nil }
    return map.segments[Int(map.segmentOf[Int(code)])]
  }

  /// People with these scores, whatever segment they are in.
  public func customers(_ r: Int, _ f: Int, _ m: Int, _ scale: RFMMap.Scale = .five) -> Int {
    people[scale]?[scale.code(r, f, m)] ?? 0
  }

  /// Net in the window of people with these scores.
  public func net(_ r: Int, _ f: Int, _ m: Int, _ scale: RFMMap.Scale = .five) -> Int64 {
    nets[scale]?[scale.code(r, f, m)] ?? 0
  }

  /// The scores of a scale and a measure, the best first.
  public func steps(_ scale: RFMMap.Scale, _ measure: Measure) -> [Step] {
    steps.filter { $0.scale == scale && $0.measure == measure }
  }

  /// The customers with a score, ascending. Complexity: O(customers).
  public func customers(in step: Step) -> [Int32] {
    guard let codes = codes[step.scale] else { return [] }
    let isIn = (0..<step.scale.codes).map { code in
      let scores = step.scale.scores(of: code)
      switch step.measure {
      case .recency: return scores.r == step.score
      case .frequency: return scores.f == step.score
      case .monetary: return scores.m == step.score
      }
    }
    return codes.indices.compactMap { codes[$0] != Labelling.none && isIn[Int(codes[$0])] ? Int32($0) : nil }
  }

  /// Everybody's segment under a map. Complexity: O(customers).
  public func labelling(_ map: RFMMap) -> Labelling {
    let segmentOf = map.segmentOf + [UInt8](repeating: Labelling.none, count: 256 - map.segmentOf.count)
    let codes = codes[map.scale] ?? []
    let labels = segmentOf.withUnsafeBufferPointer { segmentOf in
      codes.withUnsafeBufferPointer { codes in
        [UInt8](unsafeUninitializedCapacity: codes.count) { labels, count in
          for index in 0..<codes.count { labels.initializeElement(at: index, to: segmentOf[Int(codes[index])]) }
          count = codes.count
        }
      }
    }
    return Labelling(
      id: "rfm", title: "RFM segment", labels: map.segments.map { .init($0.id, $0.title) }, codes: labels)
  }
}

/// How many people have been silent for how many days.
struct DayCounts {
  /// People per day of silence.
  let counts: [UInt32]
  /// People with a purchase.
  let total: Int

  init(_ history: PurchaseHistory) {
    var counts = [UInt32](repeating: 0, count: max(0, history.span) + 1)
    let asOf = history.asOf.rawValue
    counts.withUnsafeMutableBufferPointer { counts in
      history.latest.withUnsafeBufferPointer { latest in
        for last in latest where last != PurchaseHistory.never { counts[Int(asOf &- last)] &+= 1 }
      }
    }
    total = counts.reduce(0) { $0 + Int($1) }
    self.counts = counts
  }

  /// The days of the person at a position from 0, the shortest silence first; `nil` beyond the last.
  func days(at position: Int) -> Int64? {
    var before = 0
    for (days, count) in counts.enumerated() where count > 0 {
      before += Int(count)
      if position < before { return Int64(days) }
    }
    return nil
  }
}
