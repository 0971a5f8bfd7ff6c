import Ledger

extension Panel {
  /// Which files were read, and as what.
  public static let files = Panel(
    id: "files", title: "Files", group: .data, question: "Which files were read, and as what?"
  ) { findings in
    let report = findings.ledger.report
    return Sheet(
      id: "files", title: "Files", table: FilesTable.table(report), reading: FilesTable.reading(report),
      notes: FilesTable.notes(report),
      definition: [
        "A file is recognised by the names of its columns, never by their places: each kind of export has headers that "
          + "must all be there. The confidence is higher the more of its known headers are there.",
        "Where it was taken for the wrong kind, choose another one; the choice is remembered for every file with the "
          + "same header.",
        "The encoding is decided in this order: a byte order mark, strict UTF-8, GB18030 or Big5 where the text holds "
          + "known Chinese headers or frequent characters, else Windows-1252. --encoding overrides it.",
      ],
      figure: Sheet.Figure(
        minimum: 3, ideal: FilesFigure.ideal(report), FilesFigure(files: FilesTable.rows(report))),
      destination: { row in
        let file = FilesTable.rows(report)[row]
        return Destination(title: ColumnsSheet.title(file.path)) { ColumnsSheet.make(file) }
      })
  }
}

/// The rows of the files panel.
enum FilesTable {
  static func table(_ report: ImportReport) -> DataTable {
    let columns = [
      DataColumn("file", "File", .key, priority: 0),
      DataColumn("kind", "Taken for", .text, priority: 1),
      DataColumn("confidence", "Certain", .ratio, priority: 3),
      DataColumn("chosen", "Chosen by", .text, priority: 6),
      DataColumn("encoding", "Encoding", .text, priority: 4),
      DataColumn("format", "Form", .text, priority: 5),
      DataColumn("rows", "Rows", .count, priority: 2),
      DataColumn("bytes", "Bytes", .count, priority: 6),
    ]
    let rows = rows(report).map { file -> [Value] in
      [
        .text(file.path), .text(file.kind), .fraction(file.confidence), .text(file.chosenBy), .words(file.encoding),
        .words(file.format), .integer(file.rows), .count(file.bytes),
      ]
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// A file of orders, or one beside them.
  struct Row: Sendable {
    var path: String
    var kind: String
    var confidence: Double?
    var chosenBy = "its header"
    var encoding = ""
    var format = ""
    var rows: Int
    var bytes: Int?
    var columns: [(column: String, field: String)]
    var sentences: [String]
  }

  static func rows(_ report: ImportReport) -> [Row] {
    report.files.map { file in
      Row(
        path: file.path, kind: file.kind.isEmpty ? "plain table of orders" : file.kind,
        confidence: file.kind.isEmpty ? nil : file.confidence, chosenBy: file.isChosen ? "you" : "its header",
        encoding: file.encoding, format: file.format, rows: file.rows, bytes: file.bytes, columns: file.columns,
        sentences: [])
    }
      + report.sides.map { side in
        Row(
          path: side.path, kind: side.kind.title, rows: side.rows, columns: side.columns,
          sentences: SideWords.sentences(side))
      }
  }

  static func reading(_ report: ImportReport) -> [String] {
    let named = report.files.count { !$0.kindID.isEmpty && !$0.kindID.hasPrefix("plain") }
    guard !report.files.isEmpty || !report.sides.isEmpty else { return ["No file was read."] }
    var sentence = "\(Wording.count(report.files.count, "file", "files")) of orders read"
    if named > 0 { sentence += ", \(Digits.grouped(named)) recognised as a platform's export" }
    if !report.sides.isEmpty { sentence += "; \(Wording.count(report.sides.count, "file", "files")) beside them" }
    return [sentence + "."]
  }

  static func notes(_ report: ImportReport) -> [String] {
    report.remarks.map(Wording.sentence)
  }
}

/// The columns of a file, and what each was taken for.
enum ColumnsSheet {
  /// The file's name without folders, cut to what fits a crumb.
  static func title(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.isEmpty ? "File" : name.count > 40 ? "…" + name.suffix(39) : name
  }

  static func make(_ file: FilesTable.Row) -> Sheet {
    let columns = [
      DataColumn("position", "Column", .integer, priority: 2),
      DataColumn("header", "Header", .text, priority: 0),
      DataColumn("field", "Taken for", .text, priority: 1),
    ]
    let rows = file.columns.enumerated().map { position, column -> [Value] in
      [.integer(position + 1), .words(column.column), column.field.isEmpty ? .none : .text(column.field)]
    }
    let used = file.columns.count { !$0.field.isEmpty }
    return Sheet(
      id: "columns", title: title(file.path), table: DataTable(columns: columns, rows: rows),
      reading: [
        "\(Digits.grouped(used)) of \(Wording.count(file.columns.count, "column", "columns")) read, as \(file.kind)."
      ] + file.sentences,
      definition: [
        "A column that is taken for nothing is not read. To take it for a field: --map FIELD=COLUMN, where FIELD is one "
          + "of the names that 'clientele formats plain-orders' lists."
      ])
  }
}

/// What became of a file beside the orders, in sentences.
enum SideWords {
  static func sentences(_ side: ImportReport.SideFile) -> [String] {
    var sentences = [
      "\(Wording.sentence(side.kind.title).dropLast()): \(Wording.count(side.rows, "row", "rows")) read."
    ]
    let leftOut = side.rows - side.used
    if leftOut > 0 {
      let reasons = side.counts.filter { !$0.key.isKept && $0.value > 0 }
        .sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        .map { "\($0.key.rawValue) \(Digits.grouped($0.value))" }
      sentences.append("\(Wording.count(leftOut, "row", "rows")) left out: \(reasons.joined(separator: ", ")).")
    }
    if side.strangers.rows > 0 {
      sentences.append(
        "\(Wording.count(side.strangers.rows, "row", "rows")) about \(Wording.count(side.strangers.people, "person", "people"))"
          + " without an order.")
    }
    if side.unsold.rows > 0 {
      sentences.append(
        "\(Wording.count(side.unsold.rows, "row", "rows")) about "
          + "\(Wording.count(side.unsold.products, "product", "products")) that were never sold.")
    }
    if let days = side.days {
      sentences.append("From \(Wording.date(days.lowerBound)) to \(Wording.date(days.upperBound)).")
    }
    return sentences + side.remarks.map(Wording.sentence)
  }
}
