import Ledger
import Testing

@testable import Ingest

@Suite("Every platform's export of one shop gives the same orders")
struct FormatTests {
  static let all = Export.western + Export.marketplaces + Export.platforms + Export.chinese + Export.dataSets

  @Test("to the cent, order by order and line by line", arguments: all)
  func figures(_ export: Export) throws {
    let shop = ToyShop(isChinese: export.isChinese)
    let files = export.files(shop)
    for (file, kind) in zip(files, export.kinds) {
      let recognised = Formats.recognise(header: file.header, sample: [], name: Formats.tableName(file.name))
      #expect(recognised.first?.kind.id == kind, "\(recognised.prefix(3).map { ($0.kind.id, $0.confidence) })")
      #expect(recognised.first?.confidence ?? 0 >= 0.7)
    }
    let prepared = try prepare(files)
    let ledger = try prepared.ledger()
    ledger.checkInvariants()
    #expect(ledger.told(export.limits) == shop.expected(export.limits, key: export.key))
    #expect(ledger.report.leftOut == 0)
  }

  @Test("whatever the order of rows and files", arguments: all)
  func order(_ export: Export) throws {
    let shop = ToyShop(isChinese: export.isChinese)
    let expected = shop.expected(export.limits, key: export.key)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<4 {
      var files = export.files(shop)
      files.shuffle(using: &generator)
      if export.isUnordered { for place in files.indices { files[place].rows.shuffle(using: &generator) } }
      let ledger = try prepare(files).ledger()
      #expect(ledger.told(export.limits) == expected)
    }
  }

  @Test("with every row of every file in one place", arguments: all)
  func accounted(_ export: Export) throws {
    let files = export.files(ToyShop(isChinese: export.isChinese))
    let prepared = try prepare(files)
    #expect(prepared.orders.count + prepared.ignored.count >= 1)
    for file in files where Formats.kind("superstore")?.id != export.kinds.first {
      guard let orders = prepared.orders.first(where: { $0.table.label == file.name }) else { continue }
      #expect(orders.sourceColumns.map(\.column).count == file.header.count)
      guard orders.isTranslated, orders.kind?.alsoSide == nil else { continue }
      let isPacked = orders.kind?.columns.contains { $0.column == .packedLines } ?? false
      let aside = orders.table.audit.counts.values.reduce(0, +)
      let noise =
        (orders.table.audit.counts[.blank] ?? 0) + (orders.table.audit.counts[.surrounding] ?? 0)
        + (orders.table.audit.counts[.broken] ?? 0)
      if isPacked {
        #expect(orders.table.lines.count == 22)
      } else {
        #expect(orders.table.lines.count + aside - noise == file.rows.count, "\(file.name)")
      }
    }
  }
}
