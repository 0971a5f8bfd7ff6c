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
      destination: { row in
        let path = report.files[row].path
        return Destination(title: ColumnsSheet.title(path)) { ColumnsSheet.make(report, file: row) }
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
    let rows = report.files.map { file -> [Value] in
      [
        .text(file.path), .text(file.kind.isEmpty ? "plain table" : file.kind),
        file.kind.isEmpty ? .none : .number(file.confidence), .text(file.isChosen ? "you" : "its header"),
        .words(file.encoding), .words(file.format), .integer(file.rows), .integer(file.bytes),
      ]
    }
    return DataTable(columns: columns, rows: rows)
  }

  static func reading(_ report: ImportReport) -> [String] {
    let named = report.files.count { !$0.kind.isEmpty }
    let files = Wording.count(report.files.count, "file", "files")
    guard !report.files.isEmpty else { return ["No file was read."] }
    return ["\(files) read, \(Digits.grouped(named)) of them recognised as a platform's export."]
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

  static func make(_ report: ImportReport, file: Int) -> Sheet {
    let file = report.files[file]
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
        "\(Digits.grouped(used)) of \(Wording.count(file.columns.count, "column", "columns")) are read"
          + (file.kind.isEmpty ? "." : ", as \(file.kind).")
      ],
      definition: [
        "A column that is taken for nothing is not read. To take it for a field: --map FIELD=COLUMN, where FIELD is one "
          + "of the names in the middle of 'clientele formats plain'."
      ])
  }
}
