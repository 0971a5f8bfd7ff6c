import Ledger
import Testing

@testable import Ingest

/// A file as a platform would write it.
struct ExportFile: Sendable {
  var name: String
  var header: [String]
  var rows: [[String]]
  var delimiter = ","
  var before = ""
  var after = ""
  var hasHeader = true

  /// A file whose rows are given by column; columns that are not in the header are a mistake of the test.
  init(_ name: String, _ header: [String], _ rows: [[String: String]]) {
    self.name = name
    self.header = header
    self.rows = rows.map { row in
      for column in row.keys where !header.contains(column) { Issue.record("\(name) has no column “\(column)”") }
      return header.map { row[$0] ?? "" }
    }
  }

  var text: String {
    let lines = (hasHeader ? [header] : []) + rows
    return before
      + lines.map { line in
        line.map { cell in
          cell.contains { $0 == "," || $0 == "\"" || $0 == "\t" || $0 == "\n" }
            ? "\"" + cell.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : cell
        }.joined(separator: delimiter) + "\r\n"
      }.joined() + after
  }

  func table() throws -> TextTable {
    TextTable(
      label: name, bytes: try SourceBytes.open(.bytes(name: name, Array(text.utf8)), isCancelled: nil),
      encoding: "UTF-8")
  }
}

/// How one platform tells the toy shop.
struct Export: Sendable, CustomTestStringConvertible {
  let title: String
  /// The kinds as which its files must be recognised, file by file.
  let kinds: [String]
  var isChinese = false
  var limits: Set<ToyShop.Limit> = []
  var key: @Sendable (ToyShop.Person) -> String = { $0.email }
  /// Whether rows may come in any order.
  var isUnordered = true
  let files: @Sendable (ToyShop) -> [ExportFile]
  var testDescription: String { title }
}

/// An amount with two decimals.
func money(_ minor: Int64) -> String { CellText.text(minor, digits: 2) }

extension Prepared {
  /// The ledger of the order tables, as the fast reader reads them.
  func ledger() throws -> Ledger {
    var sources: [Source] = []
    var options = ReadOptions()
    for order in orders where !(order.isTranslated && order.table.lines.count == 0) {
      sources.append(.bytes(name: order.table.label, order.table.allBytes))
      if let kind = order.readAs, !kind.columns.isEmpty {
        let index = HeaderIndex(order.sourceColumns.map(\.column))
        for (field, headers) in kind.fields {
          if let header = headers.first(where: { index[$0] != nil }) { options.map.append((field, header)) }
        }
      }
    }
    options.name = "toy"
    return try readLedger(sources, options: options)
  }
}

extension TextTable {
  /// Everything in the table.
  var allBytes: [UInt8] {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + SourceBytes.slack)
    defer { buffer.deallocate() }
    return Array(bytes.window(at: 0, limit: bytes.count, in: buffer))
  }
}

func prepare(_ files: [ExportFile], chosen: [String: String] = [:], map: [(field: Field, column: String)] = []) throws
  -> Prepared
{
  try Formats.prepare(files.map { try $0.table() }, chosen: chosen, map: map)
}

/// The headers that a kind is known to have.
func headers(_ kind: String) -> [String] { Formats.kind(kind)?.headers ?? [] }
