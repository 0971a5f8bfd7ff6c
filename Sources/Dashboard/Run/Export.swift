import Ledger
import Panels

/// What is exported: the rows and columns of a view as they are shown, and where to.
public struct ExportOrder: Sendable {
  /// The rows and columns.
  public var view: View
  /// The file; its end says the form: .csv, .jsonl, .json, .md or .txt.
  public var path: String
  /// Whether a file that is there may be replaced.
  public var replacing: Bool
  /// How CSV is written.
  public var options: ExportOptions

  /// The rows to write: the marked ones where rows are marked, in their shown order.
  var rows: [Int32] {
    let shown = view.shownRows
    return view.marks.isEmpty ? shown : shown.filter { view.marks.contains($0) }
  }
}

/// What came of an export.
public enum ExportResult: Sendable {
  /// It is written: a sentence.
  case written(String)
  /// A file of this name is there: it is replaced only after asking.
  case exists(ExportOrder)
  /// Why not, in a sentence.
  case failed(String)
}

/// Writes the rows of a view, as shown, to a file or for the clipboard.
enum Export {
  /// Writes to a file that its owner alone can read, whole or not at all.
  static func write(_ order: ExportOrder) -> ExportResult {
    let currency = order.view.findings.ledger.currency
    var order = order
    if order.path.hasPrefix("~/"), let home = UserFolders.variable("HOME") {
      order.path = home + order.path.dropFirst()
    }
    let format: ExportFormat
    do throws(SettingError) {
      format = try ExportFormat(path: order.path)
    } catch {
      return .failed(error.description)
    }
    let rows = order.rows
    do throws(FileError) {
      try SafeFile.write(path: order.path, replacing: order.replacing) { sink in
        RowsOutput.write(
          order.view.sheet, columns: order.view.shownColumns, rows: rows, format: format, currency: currency,
          options: order.options, to: sink)
      }
    } catch {
      if case .exists = error { return .exists(order) }
      return .failed(error.description)
    }
    let marked = order.view.marks.isEmpty ? "" : "marked "
    let words = "\(Digits.grouped(rows.count)) \(marked)\(rows.count == 1 ? "row" : "rows")"
    return .written("\(words) written to \(order.path) as \(format.title), readable by you alone.")
  }

  /// Rows that go to the clipboard at most: terminals drop long ones without a word.
  static let clipboardRows = 500

  /// The rows of a view as aligned text.
  static func text(_ view: View, currency: Currency) -> (text: String, rows: Int, isCut: Bool) {
    let order = ExportOrder(view: view, path: "", replacing: false, options: ExportOptions())
    let all = order.rows
    let rows = Array(all.prefix(clipboardRows))
    let bytes = Sink()
    RowsOutput.write(
      view.sheet, columns: view.shownColumns, rows: rows, format: .text, currency: currency,
      to: { bytes.all += $0 })
    return (String(decoding: bytes.all, as: UTF8.self), rows.count, rows.count < all.count)
  }

  /// Bytes that a writer gives.
  private final class Sink {
    var all: [UInt8] = []
  }
}
