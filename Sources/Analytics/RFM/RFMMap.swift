/// Names for combinations of R, F and M scores (DEFINITIONS part C).
///
/// Segments are tried in their order, and the first whose rule holds takes the code; what no rule takes is `Others`. A
/// map is checked as it is made: ``unmatched`` and ``overlapping`` say how far its rules are from dividing all codes.
public struct RFMMap: Hashable, Sendable {
  /// What the scores of a map are.
  public enum Scale: Int, Hashable, Sendable, CaseIterable {
    /// Low 0 or high 1.
    case two = 2
    /// 1 to 3.
    case three = 3
    /// 1 to 5.
    case five = 5

    /// The scores, the worst first.
    public var scores: ClosedRange<Int> { self == .two ? 0...1 : 1...rawValue }

    /// How many combinations of three scores there are: 8, 27 or 125.
    public var codes: Int { rawValue * rawValue * rawValue }

    /// The place of a code among all: R counts most, M least.
    public func code(_ r: Int, _ f: Int, _ m: Int) -> Int {
      let low = scores.lowerBound
      return ((r - low) * rawValue + f - low) * rawValue + m - low
    }

    /// The scores of a place.
    public func scores(of code: Int) -> (r: Int, f: Int, m: Int) {
      let low = scores.lowerBound
      return (code / (rawValue * rawValue) + low, code / rawValue % rawValue + low, code % rawValue + low)
    }

    /// FM = (F + M) ÷ 2, rounded half up.
    public func fm(_ f: Int, _ m: Int) -> Int { (f + m + 1) / 2 }
  }

  /// Scores that belong to a segment; a score that is not named may be any.
  public struct Rule: Hashable, Sendable {
    /// Recency scores; 5 bought most recently.
    public var r: ClosedRange<Int>?
    /// Frequency scores.
    public var f: ClosedRange<Int>?
    /// Monetary scores.
    public var m: ClosedRange<Int>?
    /// Scores of F and M together.
    public var fm: ClosedRange<Int>?

    /// A rule.
    public init(
      r: ClosedRange<Int>? = nil, f: ClosedRange<Int>? = nil, m: ClosedRange<Int>? = nil, fm: ClosedRange<Int>? = nil
    ) {
      (self.r, self.f, self.m, self.fm) = (r, f, m, fm)
    }

    func holds(_ r: Int, _ f: Int, _ m: Int, fm: Int) -> Bool {
      (self.r?.contains(r) ?? true) && (self.f?.contains(f) ?? true) && (self.m?.contains(m) ?? true)
        && (self.fm?.contains(fm) ?? true)
    }
  }

  /// A segment: a name, the scores that belong to it, and what to do about its people.
  public struct Segment: Hashable, Sendable {
    /// Name in files and filters: `at_risk`.
    public let id: String
    /// Name for a person: `At Risk`.
    public let title: String
    /// The published Chinese name; empty where there is none.
    public let chinese: String
    /// What to do about its people, in a few words; empty where nothing is said.
    public let advice: String
    /// The scores that belong to it: one of these rules has to hold.
    public let rules: [Rule]

    /// A segment.
    public init(_ id: String, _ title: String, chinese: String = "", advice: String = "", _ rules: [Rule]) {
      (self.id, self.title, self.chinese, self.advice, self.rules) = (id, title, chinese, advice, rules)
    }
  }

  /// What the value of `rfm.map` is: a name, or the path of the file that the map was read from.
  public let id: String
  /// Name for a person.
  public let title: String
  /// What its scores are.
  public let scale: Scale
  /// The segments in the order in which they are tried; where a code has none, `Others` follows as the last.
  public let segments: [Segment]
  /// Position in `segments` for each code.
  public let segmentOf: [UInt8]
  /// How many codes each segment takes.
  public let coverage: [Int]
  /// How many codes no rule takes.
  public let unmatched: Int
  /// How many codes the rules of more than one segment would take.
  public let overlapping: Int

  /// The segment of people whose code no rule takes.
  public static let others = Segment("others", "Others", advice: "the map says nothing about them", [])

  /// A map of at most 200 segments. Complexity: O(codes · rules).
  public init(id: String, title: String, scale: Scale, _ segments: [Segment]) {
    let segments = Array(segments.prefix(200))
    var segmentOf = [UInt8](repeating: UInt8(segments.count), count: scale.codes)
    var coverage = [Int](repeating: 0, count: segments.count)
    var unmatched = 0
    var overlapping = 0
    for code in 0..<scale.codes {
      let (r, f, m) = scale.scores(of: code)
      let matches = segments.indices.filter { index in
        segments[index].rules.contains { $0.holds(r, f, m, fm: scale.fm(f, m)) }
      }
      if matches.count > 1 { overlapping += 1 }
      guard let first = matches.first else {
        unmatched += 1
        continue
      }
      segmentOf[code] = UInt8(first)
      coverage[first] += 1
    }
    self.id = id
    self.title = title
    self.scale = scale
    self.segments = unmatched > 0 ? segments + [RFMMap.others] : segments
    self.segmentOf = segmentOf
    self.coverage = unmatched > 0 ? coverage + [unmatched] : coverage
    self.unmatched = unmatched
    self.overlapping = overlapping
  }

  /// Whether each code has exactly one segment.
  public var isPartition: Bool { unmatched == 0 && overlapping == 0 }

  /// The segment of a code.
  public func segment(_ r: Int, _ f: Int, _ m: Int) -> Segment { segments[Int(segmentOf[scale.code(r, f, m)])] }

  /// What a map looks at beside R, for a plane in which each cell has one segment.
  public enum Plane: Hashable, Sendable {
    /// R and FM decide.
    case fm
    /// R and F decide.
    case f
    /// Low and high of all three decide.
    case eight
    /// R, F and M decide: in the plane of R and FM a cell may hold people of several segments.
    case mixed
  }

  /// The plane in which the map is drawn.
  public var plane: Plane {
    if scale == .two { return .eight }
    func isDecided(by column: (Int, Int) -> Int) -> Bool {
      var known: [Int: UInt8] = [:]
      for code in 0..<scale.codes {
        let (r, f, m) = scale.scores(of: code)
        let cell = r * 10 + column(f, m)
        if let segment = known[cell], segment != segmentOf[code] { return false }
        known[cell] = segmentOf[code]
      }
      return true
    }
    if isDecided(by: { scale.fm($0, $1) }) { return .fm }
    return isDecided { f, _ in f } ? .f : .mixed
  }

  /// What is wrong with the map, in a sentence; empty where each code has exactly one segment.
  public var notes: [String] {
    var notes: [String] = []
    if unmatched > 0 {
      notes.append("\(unmatched) of \(scale.codes) codes match no rule of this map: their people are Others")
    }
    if overlapping > 0 {
      notes.append(
        "\(overlapping) of \(scale.codes) codes match several rules of this map: the first in its order wins")
    }
    return notes
  }
}
