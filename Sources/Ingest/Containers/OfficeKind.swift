/// Zip files that are documents of some program, and no workbooks that can be read.
enum OfficeKind {
  /// Members that give a document away, what it is, and the way out.
  private static let kinds: [(member: String, what: String, wayOut: String)] = [
    ("xl/workbook.bin", "this is a binary Excel workbook (.xlsb)", ContentKind.saveAs),
    ("Index/Document.iwa", "this is a Numbers or Pages document", "Export it as CSV or .xlsx."),
    ("word/document.xml", "this is a Word document, not a table", "Export the orders as CSV or .xlsx."),
    ("ppt/presentation.xml", "this is a presentation, not a table", "Export the orders as CSV or .xlsx."),
    ("content.xml", "this is an OpenDocument file (.ods)", ContentKind.saveAs),
  ]

  /// Why an archive cannot be read as one; `nil` where it is no such document.
  static func refusal(_ archive: ZipArchive, label: String) -> IngestError? {
    // OpenDocument files name their kind in a member; a zip file with some content.xml is none.
    let hasKind = archive.member("mimetype") != nil
    guard
      let found = kinds.first(where: { kind in
        (kind.member != "content.xml" || hasKind) && archive.members.contains { $0.name == kind.member }
      })
    else { return nil }
    return IngestError(kind: .notATable, file: label, what: found.what, wayOut: found.wayOut)
  }
}
