import Ledger
import Testing

@testable import Workbook

@Suite struct MaskCollisionTests {
  @Test("Many customers are masked, and nobody shares a pseudonym")
  func many() throws {
    let folder = try TemporaryFolder()
    let mask = try MaskSalt(path: folder.path + "/mask.salt").mask
    let count = 20_000
    let texts = { (prefix: String, suffix: String) in
      TextColumn((0..<count).lazy.map { prefix + String($0) + suffix })
    }
    let ledger = Ledger(
      name: "", currency: .unnamed,
      customers: CustomerTable(
        orderStart: [UInt32](repeating: 0, count: count + 1), key: texts("c", ""), name: texts("Person ", ""),
        email: texts("person", "@shop.example"), phone: texts("+4179", "00")),
      orders: OrderTable(), lines: LineTable(), products: ProductTable(), report: ImportReport())
    let masked = ledger.masked(mask)
    #expect(masked.customers.count == count && masked.customers.key.bytes.count == count * Mask.length)
    var seen = Set<ArraySlice<UInt8>>(minimumCapacity: count)
    for customer in 0..<count { seen.insert(masked.customers.key.utf8(customer)) }
    #expect(seen.count == count)
  }
}
