import Ledger
import Testing

@testable import Workbook

@Suite struct SegmentSizesTests {
  let folder: TemporaryFolder
  let workbook: Workbook
  let keys = TextColumn((0..<50).map { "c\($0)" })

  init() throws {
    folder = try TemporaryFolder()
    workbook = try Workbook(path: folder.path + "/workbook.db")
  }

  @discardableResult
  private func record(
    _ members: [Int32], day: Int32, filter: String = "decile = 1", net: Int64 = 5, at: Int64 = 0
  ) throws -> Bool {
    try workbook.record(
      Segment(name: "vip", filter: filter), shop: "s", asOf: Day(rawValue: day), takenAt: at, members: members,
      keys: keys, net: net, currency: Currency(code: "EUR"))
  }

  @Test("The change counts who came and who left since another day, whatever their numbers in the ledger")
  func change() throws {
    #expect(try workbook.change(of: "vip", shop: "s") == nil)
    #expect(try record([1, 2, 3, 4], day: 100))
    #expect(try workbook.change(of: "vip", shop: "s") == nil)
    #expect(try record([3, 4, 5], day: 107, net: 9, at: 77))
    let change = try #require(try workbook.change(of: "vip", shop: "s"))
    #expect(change.before.customers == 4 && change.now.customers == 3)
    #expect(change.entered == 1 && change.left == 2 && change.isSameFilter)
    #expect(change.now.net == 9 && change.now.takenAt == 77 && change.now.currency == "EUR")
    let page = try workbook.page(shop: "s")
    #expect(page.changes == ["vip": change] && page.snapshots == ["vip": change.now])
    #expect(try workbook.page(shop: "t").snapshots.isEmpty)
  }

  @Test("The same again is not written; other members, figures, day or filter are")
  func skipping() throws {
    #expect(try record([1, 2], day: 1))
    #expect(try !record([2, 1], day: 1, at: 9))
    #expect(try record([1, 3], day: 1))
    #expect(try record([1, 3], day: 1, net: 6))
    #expect(try record([1, 3], day: 1, filter: "decile = 2", net: 6))
    #expect(try workbook.snapshots(of: "vip", shop: "s").count == 4)
    let change = try #require(try workbook.change(of: "vip", shop: "s"))
    #expect(!change.isSameFilter && change.entered == 0 && change.left == 0)
    #expect(change.before.net == 6)
  }

  @Test("A hundred snapshots are kept, with the members of the latest few")
  func pruning() throws {
    for day in 0..<120 { try record([Int32(day % 7)], day: Int32(day)) }
    let snapshots = try workbook.snapshots(of: "vip", shop: "s")
    #expect(snapshots.count == 100 && snapshots.first?.asOf.rawValue == 119 && snapshots.last?.asOf.rawValue == 20)
    try workbook.database.withLock { database throws(WorkbookError) in
      let rows = try database.rows("SELECT count(*), count(members) FROM segment_sizes")
      #expect(rows == [[.integer(100), .integer(12)]])
    }
  }

  @Test("Of a very large segment the size is kept and nobody is counted in or out")
  func large() throws {
    let count = MemberHashes.limit + 1
    let many = TextColumn((0..<count).map { String($0) })
    for day: Int32 in [1, 2] {
      try workbook.record(
        Segment(name: "all", filter: "orders > 0"), shop: "s", asOf: Day(rawValue: day), takenAt: 0,
        members: (0..<Int32(count)).map { $0 }, keys: many, net: 0, currency: .unnamed)
    }
    let change = try #require(try workbook.change(of: "all", shop: "s"))
    #expect(change.now.customers == count && change.entered == nil && change.left == nil)
  }

  @Test("Hashes count differences as sets do, and survive their bytes", arguments: 0..<20)
  func sets(seed: Int) {
    let left = (0..<Int32(50)).filter { ($0 &* 7 &+ Int32(seed)) % 3 != 0 }
    let right = (0..<Int32(50)).filter { ($0 &* 5 &+ Int32(seed)) % 4 != 1 }
    let hashes = MemberHashes(left, keys: keys)
    let others = MemberHashes(right, keys: keys)
    let entered = Set(left).subtracting(right).count
    let gone = Set(right).subtracting(left).count
    #expect(hashes.count(missingIn: others) == entered && others.count(missingIn: hashes) == gone)
    #expect(MemberHashes(bytes: hashes.bytes) == hashes && hashes.values.count == left.count)
    #expect(MemberHashes(bytes: [1, 2, 3]) == nil)
  }
}
