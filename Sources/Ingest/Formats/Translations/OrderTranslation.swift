/// How the rows of a platform become orders.
///
/// One translation may join several kinds of files: an order list and the list of its lines.
protocol OrderTranslation: SendableMetatype {
  init()
  /// Whether `notice` wants to see the rows before the first order is put together.
  static var looksAhead: Bool { get }
  /// Whether people are told apart by their names because the file has nothing better.
  static var isKeyedByName: Bool { get }
  /// Whether amounts are of whole orders, their lines being named without any.
  static var hasOrderTotals: Bool { get }
  /// Whether rows of one number in two files are different parts of it, rather than two exports of the same order.
  static var spansFiles: Bool { get }
  /// Whether files of several platforms are put together, by the numbers of their orders.
  static var joinsPlatforms: Bool { get }
  /// Sees a row, before any order is put together; `false` where it is part of no order.
  mutating func notice(_ row: OrderRows) -> Bool
  /// Puts the rows of one order number together: usually one order, handed to the sink.
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError)
  /// Sentences about the whole, for the import report.
  var remarks: [String] { get }
}

extension OrderTranslation {
  static var looksAhead: Bool { false }
  static var isKeyedByName: Bool { false }
  static var hasOrderTotals: Bool { false }
  static var spansFiles: Bool { false }
  static var joinsPlatforms: Bool { true }
  mutating func notice(_ row: OrderRows) -> Bool { true }
  var remarks: [String] { [] }
}
