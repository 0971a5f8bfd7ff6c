import Ledger

/// Everybody's place under one model: which of a few named classes each customer is in.
///
/// Stages, deciles, tiers, segments of an RFM map: whatever sorts people can be laid beside the same at another time or
/// beside another model; see ``CrossTable``.
public struct Labelling: Sendable {
  /// A class.
  public struct Label: Hashable, Sendable {
    /// Name in files and filters: `sleeping`, `at_risk`.
    public let id: String
    /// Name for a person: `Sleeping`, `At risk`.
    public let title: String

    /// A class.
    public init(_ id: String, _ title: String) {
      self.id = id
      self.title = title
    }
  }

  /// Name of the model in settings and filters: `stage`, `decile`.
  public let id: String
  /// Name of the model for a person: `Life-cycle stage`.
  public let title: String
  /// The classes in the model's own order, the best first where there is a best; at most 254.
  public let labels: [Label]
  /// Position in `labels` for each customer of the ledger; ``none`` for people whom the model leaves out.
  public let codes: [UInt8]

  /// The code of people without a class.
  public static let none = UInt8.max

  /// The places of all customers under a model.
  public init(id: String, title: String, labels: [Label], codes: [UInt8]) {
    self.id = id
    self.title = title
    self.labels = labels
    self.codes = codes
  }

  /// The class of a customer; `nil` for people whom the model leaves out. Complexity: O(1).
  public func label(of customer: Int) -> Label? {
    let code = codes[customer]
    return code == Labelling.none ? nil : labels[Int(code)]
  }

  /// People in each class, in the order of `labels`. Complexity: O(customers).
  public var counts: [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for code in codes { counts[Int(code)] += 1 }
    return Array(counts.prefix(labels.count))
  }

  /// The customers of a class, ascending. Complexity: O(customers).
  public func customers(in label: Int) -> [Int32] {
    codes.indices.compactMap { codes[$0] == UInt8(label) ? Int32($0) : nil }
  }
}
