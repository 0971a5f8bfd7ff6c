import Ledger

/// A money column as a pointer: one predictable branch per amount where the enum would cost a retain.
struct AmountReader {
  private let narrow: UnsafePointer<Int32>?
  private let wide: UnsafePointer<Int64>?

  fileprivate init(narrow: UnsafePointer<Int32>? = nil, wide: UnsafePointer<Int64>? = nil) {
    self.narrow = narrow
    self.wide = wide
  }

  @inline(__always)
  subscript(position: Int) -> Int64 {
    if let narrow { return Int64(narrow[position]) }
    if let wide { return wide[position] }
    return 0
  }
}

extension MoneyColumn {
  /// Reads the column by pointer; positions are not checked, and the reader must not leave the closure.
  func withReader<Result>(_ body: (AmountReader) -> Result) -> Result {
    switch self {
    case .zeros: return body(AmountReader())
    case .narrow(let values): return values.withUnsafeBufferPointer { body(AmountReader(narrow: $0.baseAddress)) }
    case .wide(let values): return values.withUnsafeBufferPointer { body(AmountReader(wide: $0.baseAddress)) }
    }
  }
}
