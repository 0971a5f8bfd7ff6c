import Ledger
import Panels
import Testing

/// `--sort FIELD[:desc]` and `--limit N`.
@Suite struct RowSelectionTests {
  private let table = DataTable(
    columns: [DataColumn("customer", "Customer", .key), DataColumn("net", "Net", .money)],
    rows: [[.text("b"), .money(5)], [.text("a"), .none], [.text("c"), .money(-2)], [.text("d"), .money(5)]])

  private func keys(_ sort: String?, _ limit: Int?) throws -> [String] {
    try RowSelection(sort: sort, limit: limit).rows(of: table).map { table.key(of: $0) }
  }

  @Test func withoutOptionsTheSheetsOwnOrderStays() throws {
    #expect(try keys(nil, nil) == ["b", "a", "c", "d"])
  }

  @Test func rowsSortUpOrDownAndMissingFiguresComeLast() throws {
    #expect(try keys("net", nil) == ["c", "b", "d", "a"])
    #expect(try keys("net:asc", nil) == ["c", "b", "d", "a"])
    #expect(try keys("net:desc", nil) == ["b", "d", "c", "a"])
    #expect(try keys("customer:desc", nil) == ["d", "c", "b", "a"])
  }

  @Test func theLimitCutsAfterSorting() throws {
    #expect(try keys("net:desc", 2) == ["b", "d"])
    #expect(try keys(nil, 0) == [])
    #expect(try keys(nil, 99).count == 4)
  }

  @Test func anUnknownFieldNamesTheNearest() {
    #expect { try keys("ned:desc", nil) } throws: { "\($0)".contains("'net'") && "\($0)".contains("'ned'") }
  }

  @Test func anUnknownDirectionIsRefused() {
    #expect(throws: SettingError.self) { try keys("net:down", nil) }
  }
}
