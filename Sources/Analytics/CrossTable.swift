import Ledger

/// The same people under two labellings: the same model at two dates, or two models at one.
///
/// Rows are classes of `from`, columns classes of `to`; the last row and the last column hold people whom that labelling
/// leaves out. Somebody whom both leave out is nowhere. Rows add up to the classes of `from`, columns to those of `to`.
/// Complexity: O(customers).
public struct CrossTable: Sendable {
  /// The labelling of the rows.
  public let from: Labelling
  /// The labelling of the columns.
  public let to: Labelling
  /// People in each cell: `from.labels.count + 1` rows of `to.labels.count + 1`.
  public let people: [[Int]]
  /// Net of the people in each cell, in minor units.
  public let net: [[Int64]]

  /// Lays two labellings of the same customers over each other.
  ///
  /// - Parameter net: Net of each customer, to be summed up.
  public init(from: Labelling, to: Labelling, net: [Int64]) {
    let (rows, columns) = (from.labels.count + 1, to.labels.count + 1)
    var people = [Int](repeating: 0, count: rows * columns)
    var sums = [Int64](repeating: 0, count: rows * columns)
    from.codes.withUnsafeBufferPointer { left in
      to.codes.withUnsafeBufferPointer { right in
        for customer in 0..<min(left.count, right.count, net.count) {
          let cell = min(Int(left[customer]), rows - 1) * columns + min(Int(right[customer]), columns - 1)
          people[cell] &+= 1
          sums[cell] &+= net[customer]
        }
      }
    }
    // Who is in neither is not part of the table.
    people[rows * columns - 1] = 0
    sums[rows * columns - 1] = 0
    self.from = from
    self.to = to
    self.people = (0..<rows).map { Array(people[($0 * columns)..<(($0 + 1) * columns)]) }
    self.net = (0..<rows).map { Array(sums[($0 * columns)..<(($0 + 1) * columns)]) }
  }

  /// People in a class of `from`; the position after the last class stands for none.
  public func count(from row: Int) -> Int { people[row].reduce(0, +) }

  /// People in a class of `to`; the position after the last class stands for none.
  public func count(to column: Int) -> Int { people.reduce(0) { $0 + $1[column] } }

  /// Everybody in at least one class.
  public var total: Int { people.reduce(0) { $0 + $1.reduce(0, +) } }

  /// People who are in a class under both.
  public var inBoth: Int { people.dropLast().reduce(0) { $0 + $1.dropLast().reduce(0, +) } }

  /// People who are in a class of the same name under both.
  public var unchanged: Int {
    var sum = 0
    for (row, label) in from.labels.enumerated() {
      for (column, other) in to.labels.enumerated() where CrossTable.isSame(label, other) { sum += people[row][column] }
    }
    return sum
  }

  /// Whether two classes have the same name, whatever models they belong to.
  public static func isSame(_ left: Labelling.Label, _ right: Labelling.Label) -> Bool {
    left.id == right.id || left.title == right.title
  }

  /// The customers of a cell, ascending; the position after the last class stands for none. Complexity: O(customers).
  public func customers(from row: Int, to column: Int) -> [Int32] {
    let left = row < from.labels.count ? UInt8(row) : Labelling.none
    let right = column < to.labels.count ? UInt8(column) : Labelling.none
    return from.codes.indices.compactMap { from.codes[$0] == left && to.codes[$0] == right ? Int32($0) : nil }
  }
}

/// What figures are compared with: an earlier day, or so long ago.
public enum Earlier: Hashable, Sendable, CustomStringConvertible {
  /// A certain day.
  case day(Day)
  /// This many days or months before the as-of day.
  case ago(Window)

  /// Reads `2011-06-30`, `1mo`, `90d`, `1y`; `nil` for anything else, `all` included.
  public init?(_ text: String) {
    if let day = Day(text.filter { $0 != " " }) {
      self = .day(day)
    } else if let window = Window(text), window != .all {
      self = .ago(window)
    } else {
      return nil
    }
  }

  /// As it is written in settings.
  public var description: String {
    switch self {
    case .day(let day): day.description
    case .ago(let window): window.description
    }
  }

  /// The day that is meant, never after the as-of day.
  public func day(before asOf: Day) -> Day {
    switch self {
    case .day(let day): min(day, asOf)
    case .ago(let window): window.start(asOf: asOf) ?? asOf
    }
  }
}

/// What movements and comparisons look at.
public struct MovementRule: Hashable, Sendable {
  /// The model whose classes people move between: `movement.by`.
  public var model = "stage"
  /// What is compared with: `compare.with`.
  public var since = Earlier.ago(.months(1))
  /// The models that the switchboard lays over each other: `switchboard.left` and `switchboard.right`.
  public var left = "rfm:default11"
  /// See ``left``.
  public var right = "rfm:klaviyo6"

  /// The defaults.
  public init() {}
}

extension Setting {
  /// Movements, comparisons and the switchboard.
  static let movement: [Setting] = [
    model("movement.by", \.movement.model, "Between the classes of which model the movements count."),
    Setting(
      "compare.with", accepts: "a day such as 2011-06-30, or how long ago: 1mo, 90d, 1y",
      offers: ["7d", "1mo", "3mo", "6mo", "1y"], "The earlier day that comparisons and movements start from."
    ) {
      $0.movement.since.description
    } write: { settings, text in
      guard let since = Earlier(text) else { return false }
      settings.movement.since = since
      return true
    },
    model("switchboard.left", \.movement.left, "The first of the two models on the switchboard."),
    model("switchboard.right", \.movement.right, "The second of the two models on the switchboard."),
  ]

  /// The models that sort people into classes: what a setting for one accepts.
  static let models: [String] = [
    "stage", "visit_stage", "step", "rfm", "rfm:default11", "rfm:rf10", "rfm:klaviyo6", "rfm:cn8", "rfm:set-a",
    "rfm:set-b", "decile", "slice", "tier", "quadrant", "grade", "price_only",
  ]

  private static func model(_ key: String, _ place: Place<String>, _ meaning: String) -> Setting {
    Setting(
      key,
      accepts: models.dropLast().joined(separator: ", ") + ", \(models[models.count - 1]), or segment: and the name "
        + "of a saved segment", offers: models, meaning
    ) {
      $0[keyPath: place]
    } write: { settings, text in
      let name = text.filter { $0 != " " }
      guard models.contains(name.lowercased()) || (name.hasPrefix("segment:") && name.count > 8) else { return false }
      settings[keyPath: place] = name.hasPrefix("segment:") ? name : name.lowercased()
      return true
    }
  }
}
