import Ledger
import Testing

@testable import Ingest

/// A small shop for tests of side files: invented people, three products.
enum SideShop {
  static let orders = """
    order_id,customer_id,email,phone,ordered_at,sku,product,quantity,unit_price
    1,c1,ann@example.org,+1 555 010 0001,2026-01-05 10:00:00,S1,Cup,2,10.00
    2,c2,bob@example.org,,2026-02-10 11:00:00,S2,,1,30.00
    2,c2,bob@example.org,,2026-02-10 11:00:00,S1,Cup,1,10.00
    3,c1,ann@example.org,+1 555 010 0001,2026-03-20 09:00:00,S3,Plate,3,7.00
    4,,cid@example.org,,2026-03-21 09:00:00,S1,Cup,1,10.00

    """

  static func ledger(_ adjust: (inout ReadOptions) -> Void = { _ in }) throws -> Ledger {
    try read(orders, adjust)
  }

  /// A table of this text.
  static func table(_ text: String, _ kind: SideKind, name: String? = nil) throws -> SideTable {
    let label = name ?? kind.rawValue + ".csv"
    let bytes = try SourceBytes.open(.bytes(name: label, Array(text.utf8)), isCancelled: nil)
    return SideTable(table: TextTable(label: label, bytes: bytes), kind: kind)
  }

  /// What side files of these texts say about the shop.
  static func sides(
    _ files: [(SideKind, String)], for ledger: Ledger? = nil, _ adjust: (inout ReadOptions) -> Void = { _ in }
  ) throws -> (sides: Sides, files: [ImportReport.SideFile]) {
    var options = ReadOptions()
    adjust(&options)
    let ledger = try ledger ?? self.ledger()
    return try SideReader.read(try files.map { try table($0.1, $0.0) }, for: ledger, options: options)
  }

  /// The error that reading a side file ends in.
  static func failure(
    _ kind: SideKind, _ text: String, _ adjust: (inout ReadOptions) -> Void = { _ in }
  ) -> IngestError? {
    do {
      _ = try sides([(kind, text)], adjust)
      return nil
    } catch {
      return error as? IngestError
    }
  }
}
