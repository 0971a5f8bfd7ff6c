import Ledger

/// The rows behind a bucket of the import report, as they stand in their files.
public enum RowsSheet {
  /// The sheet of a bucket: file, line and text of the rows that were kept for showing.
  ///
  /// Of rows that are left out the first ``ImportReport/examplesKept`` are there, of the others the first one.
  public static func make(_ findings: Findings, bucket: ImportReport.Bucket) -> Sheet {
    let report = findings.ledger.report
    let examples = report.examples[bucket] ?? []
    let count = report.counts[bucket] ?? examples.count
    let columns = [
      DataColumn("file", "File", .text, priority: 3),
      DataColumn("line", "Line", .integer, priority: 1),
      DataColumn("text", "Row", .text, priority: 2),
      DataColumn(
        "reason", "Why", .text, drawing: examples.contains { !$0.reason.isEmpty } ? .figure : .hidden, priority: 1),
    ]
    let table = DataTable(
      columns: columns, rowCount: examples.count,
      key: { "\(examples[$0].file):\(examples[$0].line)" },
      cell: { row, column in
        let example = examples[row]
        switch column {
        case 0: return .words(report.files.indices.contains(example.file) ? report.files[example.file].path : "")
        case 1: return .integer(example.line)
        case 3: return .words(example.reason)
        default: return .text(example.text)
        }
      })
    var notes: [String] = []
    if examples.count < count {
      notes.append(
        "\(examples.count == 1 ? "The first" : "The first \(Digits.grouped(examples.count))") of "
          + "\(Wording.count(count, "row", "rows")) shown.")
    }
    return Sheet(
      id: "rows", title: bucket.words, table: table,
      reading: ["\(Wording.count(count, "row", "rows")): \(bucket.meaning)."], notes: notes,
      definition: [
        "A row is in the bucket of the first reason that holds for it.",
        bucket.isKept ? "These rows are in the ledger." : "These rows are not in the ledger and count nowhere.",
      ])
  }
}
