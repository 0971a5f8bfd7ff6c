/// An Office Open XML workbook (.xlsx): its sheets, in the workbook's order, each a table.
///
/// Source of the format: ECMA-376 part 1, SpreadsheetML; transitional and strict workbooks differ in namespaces alone,
/// which are not looked at.
struct Workbook {
  private struct Sheet {
    let name: String
    let member: ZipArchive.Member
    let isHidden: Bool
  }

  private let archive: ZipArchive
  private let label: String
  private let isCancelled: (@Sendable () -> Bool)?
  private let has1904Dates: Bool
  private let sheets: [Sheet]
  private let styles: CellStyles
  private let sharedStrings: ZipArchive.Member?

  /// Opens the workbook in an archive; `nil` where it holds none.
  init?(_ archive: ZipArchive, label: String, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    self.archive = archive
    self.label = label
    self.isCancelled = isCancelled
    let roots = try Relations.read("", archive, label)
    let path = roots.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    guard let part = archive.member(path), roots.isEmpty == false || archive.member("[Content_Types].xml") != nil
    else { return nil }
    let reader = try WorkbookPart(label: label)
    try reader.read(part, of: archive, isCancelled: isCancelled)
    has1904Dates = reader.has1904Dates
    let relations = try Relations.read(path, archive, label)
    var sheets: [Sheet] = []
    for (position, sheet) in reader.sheets.enumerated() {
      let relation = relations.first { $0.id == sheet.relation }
      // Charts and dialogs are sheets too.
      if let relation, relation.kind != "worksheet" { continue }
      let target = relation?.target ?? Relations.resolve("worksheets/sheet\(position + 1).xml", from: path)
      guard let member = archive.member(target) else {
        throw IngestError(
          kind: .damaged, file: label, what: "the sheet “\(sheet.name)” is missing in the workbook",
          wayOut: "Copy or download it again, or save it anew as .xlsx or CSV.")
      }
      sheets.append(Sheet(name: sheet.name, member: member, isHidden: sheet.isHidden))
    }
    self.sheets = sheets
    func member(_ kind: String, _ name: String) -> ZipArchive.Member? {
      archive.member(relations.first { $0.kind == kind }?.target ?? Relations.resolve(name, from: path))
    }
    let styles = try CellStyles(label: label)
    if let part = member("styles", "styles.xml") {
      try styles.read(part, of: archive, isCancelled: isCancelled)
    }
    self.styles = styles
    sharedStrings = member("sharedStrings", "sharedStrings.xml")
  }

  /// The sheets that hold something, as tables of raw text: all their rows, the title above the header too.
  func tables(_ raw: TextTable) throws(IngestError) -> [TextTable] {
    let strings = try SharedStrings(sharedStrings, archive, label: label, isCancelled: isCancelled)
    var tables: [TextTable] = []
    for sheet in sheets {
      var origin = raw
      origin.label = label + " › " + sheet.name
      origin.containers.append("xlsx")
      origin.encoding = "UTF-8"
      if sheet.isHidden { origin.audit.remarks.append("The sheet “\(sheet.name)” is hidden in the workbook.") }
      let reader = try SheetReader(
        label: origin.label, strings, styles, has1904Dates: has1904Dates, source: raw.bytes.count)
      try reader.read(sheet.member, of: archive, isCancelled: isCancelled)
      if let table = try reader.table(from: origin) { tables.append(table) }
    }
    guard !tables.isEmpty else {
      throw IngestError(
        kind: .notATable, file: label, what: "no sheet of this workbook holds anything",
        wayOut: "Name a file with orders in it.")
    }
    return tables
  }
}

/// `workbook.xml`: the list of sheets.
private final class WorkbookPart: XMLReader {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var has1904Dates = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == XMLName("sheet") {
      let state = attributes["state"] ?? "visible"
      sheets.append((attributes["name"] ?? "", attributes.prefixed("id") ?? "", state != "visible"))
    } else if name == XMLName("workbookPr"), let date = attributes["date1904"] {
      has1904Dates = date == "1" || date == "true"
    }
  }
}

/// The relations of a part: which other parts belong to it, and as what.
private final class Relations: XMLReader {
  struct Relation {
    let id: String
    /// The last part of the relation's type: "worksheet".
    let kind: String
    /// Path in the archive.
    let target: String
  }

  private var relations: [Relation] = []
  private var origin = ""

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == XMLName("Relationship"), let id = attributes["Id"], let kind = attributes["Type"],
      let target = attributes["Target"], attributes["TargetMode"] != "External"
    else { return }
    relations.append(
      Relation(
        id: id, kind: kind.split(separator: "/").last.map(String.init) ?? "",
        target: Self.resolve(target, from: origin)))
  }

  /// The relations of the part at `path`; of the whole archive where it is empty. Empty where there are none.
  static func read(_ path: String, _ archive: ZipArchive, _ label: String) throws(IngestError) -> [Relation] {
    let parts = path.split(separator: "/")
    let place = (parts.dropLast() + ["_rels", (parts.last ?? "") + ".rels"]).joined(separator: "/")
    guard let member = archive.member(place) else { return [] }
    let reader = try Relations(label: label)
    reader.origin = path
    try reader.read(member, of: archive, isCancelled: nil)
    return reader.relations
  }

  /// The path in the archive that a target means, seen from a part.
  static func resolve(_ target: String, from origin: String) -> String {
    var parts = target.hasPrefix("/") ? [] : Array(origin.split(separator: "/").dropLast())
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
