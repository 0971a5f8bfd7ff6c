import CSodium
import Ledger

/// How large a segment was when somebody looked.
public struct SegmentSnapshot: Hashable, Sendable {
  /// Name of the segment.
  public let segment: String
  /// The filter as it was then.
  public let filter: String
  /// The as-of day of the figures.
  public let asOf: Day
  /// When it was taken, in seconds since 1970-01-01T00:00:00Z.
  public let takenAt: Int64
  /// People in it.
  public let customers: Int
  /// Their net, in minor units of ``currency``.
  public let net: Int64
  /// ISO 4217 code; empty where the files name none.
  public let currency: String

  /// A snapshot.
  public init(
    segment: String, filter: String, asOf: Day, takenAt: Int64, customers: Int, net: Int64, currency: String
  ) {
    self.segment = segment
    self.filter = filter
    self.asOf = asOf
    self.takenAt = takenAt
    self.customers = customers
    self.net = net
    self.currency = currency
  }
}

/// What became of a segment between two snapshots of different as-of days or filters.
public struct SegmentChange: Hashable, Sendable {
  /// The earlier snapshot.
  public let before: SegmentSnapshot
  /// The latest snapshot.
  public let now: SegmentSnapshot
  /// People who are in it now and were not before; `nil` where the members of one of the two were not kept.
  public let entered: Int?
  /// People who were in it before and are no more; `nil` likewise.
  public let left: Int?
  /// Whether the filter is the same: else people also came and went because the question changed.
  public var isSameFilter: Bool { before.filter == now.filter }
}

/// The members of a segment as sorted 64-bit hashes of their keys: enough to count who came and who left.
///
/// SipHash-2-4 (Aumasson, Bernstein 2012) of libsodium: two of 200,000 members fall together once in a thousand million
/// segments. It counts people; it hides nobody, because the workbook's notes name the keys.
struct MemberHashes: Equatable, Sendable {
  /// The hashes, ascending.
  let values: [UInt64]
  /// Members beyond which none are kept.
  static let limit = 200_000

  /// The members with these positions in a column of keys. Complexity: O(n log n).
  init(_ members: [Int32], keys: TextColumn) {
    let secret = [UInt8](repeating: 0, count: 16)
    var out = [UInt8](repeating: 0, count: 8)
    var hashes: [UInt64] = []
    hashes.reserveCapacity(members.count)
    keys.bytes.withUnsafeBufferPointer { bytes in
      for member in members where member >= 0 && Int(member) < keys.count {
        let start = Int(keys.offsets[Int(member)])
        let length = Int(keys.offsets[Int(member) + 1]) - start
        crypto_shorthash(&out, bytes.baseAddress.map { $0 + start }, UInt64(length), secret)
        hashes.append(out.reversed().reduce(0) { $0 << 8 | UInt64($1) })
      }
    }
    values = hashes.sorted()
  }

  /// What ``bytes`` wrote; `nil` for anything else.
  init?(bytes: [UInt8]) {
    guard bytes.count % 8 == 0 else { return nil }
    values = stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
  }

  /// 8 bytes a member, the lowest first.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 8)
    for value in values { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// How many are in this one and not in the other. Complexity: O(n).
  func count(missingIn other: MemberHashes) -> Int {
    var count = 0
    var position = 0
    for value in values {
      while position < other.values.count, other.values[position] < value { position += 1 }
      if position < other.values.count, other.values[position] == value {
        position += 1
      } else {
        count += 1
      }
    }
    return count
  }
}
