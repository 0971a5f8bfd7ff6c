import Ledger

/// The form of a file that rows are written to.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Comma-separated values with the column ids as header.
  case csv
  /// One JSON object per row and line.
  case jsonLines = "jsonl"
  /// One JSON array of objects.
  case json
  /// A table for a text that is set by Markdown.
  case markdown = "md"
  /// Columns aligned with blanks, for mails and the clipboard.
  case text = "txt"

  /// The format as a person reads it.
  public var title: String {
    switch self {
    case .csv: "CSV"
    case .jsonLines: "JSON Lines"
    case .json: "JSON"
    case .markdown: "Markdown"
    case .text: "plain text"
    }
  }

  /// The ends of file names that mean it, without the point; the first is the usual one.
  public var extensions: [String] {
    switch self {
    case .csv: ["csv"]
    case .jsonLines: ["jsonl", "ndjson"]
    case .json: ["json"]
    case .markdown: ["md", "markdown"]
    case .text: ["txt", "text"]
    }
  }

  /// The format that a path's end names, in any case.
  ///
  /// - Throws: ``SettingError`` naming the nearest end, and all there are.
  public init(path: String) throws(SettingError) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let known = ExportFormat.allCases.flatMap(\.extensions)
    let list = known.map { "." + $0 }.joined(separator: ", ")
    guard let point = name.lastIndex(of: "."), point > name.startIndex, name.index(after: point) < name.endIndex else {
      throw SettingError("“\(name)” does not say which format: end it with \(list)")
    }
    let end = name[name.index(after: point)...].lowercased()
    guard let format = ExportFormat.allCases.first(where: { $0.extensions.contains(end) }) else {
      throw SettingError(
        "“.\(end)” is no format that can be written\(NearestName.hint(end, among: known)); there are: \(list)")
    }
    self = format
  }
}

/// Choices about a file that rows are written to.
public struct ExportOptions: Sendable, Hashable {
  /// Whether a CSV file begins with the mark by which Excel knows UTF-8.
  public var byteOrderMark: Bool
  /// Whether texts that a spreadsheet would take for a formula get a `'` in front, in CSV.
  ///
  /// On for files, which people open in spreadsheets. What goes to standard output is read by programs and stays as it
  /// is: see ``CSVOutput``.
  public var defusesFormulas: Bool

  /// The choices for a file.
  public init(byteOrderMark: Bool = false, defusesFormulas: Bool = true) {
    self.byteOrderMark = byteOrderMark
    self.defusesFormulas = defusesFormulas
  }
}
