import Glibc

/// Turns sources into tables of raw text: unpacks, opens workbooks and databases, flattens objects.
enum Containers {
  /// Everything that a source holds, as tables.
  ///
  /// What a file is, is told from its first bytes, never from its name. Text stays as it lies there, in its encoding; what
  /// sheets, databases and objects become is UTF-8, and says so in `encoding`. Memory stays bounded: whatever is unpacked
  /// goes to a temporary file once it is large.
  ///
  /// - Parameter passedOver: Is told what a folder or an archive holds beside its tables: empty files, pictures, pages.
  /// - Returns: At least one table; of a zip file those of its members, of a workbook its sheets that hold something, of
  ///   a folder those of its files in the order of their names.
  /// - Throws: where the source cannot be read, is damaged, or holds nothing that could be a table of orders.
  static func tables(
    of source: Source, passedOver: PassedOver = PassedOver(), isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> [TextTable] {
    if case .file(let path) = source, Folder.isFolder(path) {
      var tables: [TextTable] = []
      for file in try Folder.files(path) {
        do {
          tables += try Self.tables(of: .file(file), passedOver: passedOver, isCancelled: isCancelled)
        } catch {
          try passedOver.note(error)
        }
      }
      try passedOver.require(tables)
      return tables
    }
    let bytes = try SourceBytes.openPacked(source, isCancelled: isCancelled)
    var path: String?
    if case .file(let name) = source { path = name }
    let opening = Opening(
      limit: UnpackLimit(packed: bytes.count), passedOver: passedOver, isCancelled: isCancelled)
    return try opening.tables(TextTable(label: source.label, bytes: bytes), path: path)
  }
}

/// The opening of one source: what may come out of it, and whether to go on.
struct Opening {
  /// Archives inside archives that are opened: a zip file in a zip file, no deeper.
  static let depthLimit = 2
  /// What may come out of the source.
  let limit: UnpackLimit
  let passedOver: PassedOver
  let isCancelled: (@Sendable () -> Bool)?

  /// The tables in some bytes.
  ///
  /// - Parameter path: Where the bytes lie on disk as they are; `nil`: nowhere.
  func tables(_ raw: TextTable, path: String? = nil) throws(IngestError) -> [TextTable] {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: ContentKind.headBytes + SourceBytes.slack)
    defer { buffer.deallocate() }
    let head = raw.bytes.window(at: 0, limit: ContentKind.headBytes, in: buffer)
    switch ContentKind(head) {
    case .gzip: return try tables(unpacked: raw)
    case .zip: return try tables(archive: raw)
    case .sqlite: return try SQLiteTables.tables(raw, path: path, isCancelled: isCancelled)
    case .compound: throw CompoundFile.refusal(raw)
    case .json: return [try JSONTable.table(raw, isCancelled: isCancelled)]
    case .refused, .text:
      try ContentKind.refuseBinary(head, file: raw.label)
      return [raw]
    }
  }

  /// The tables in a gzip file.
  private func tables(unpacked raw: TextTable) throws(IngestError) -> [TextTable] {
    guard raw.containers.count(where: { $0 == "gzip" }) < Self.depthLimit else { throw Self.tooDeep(raw.label) }
    var inner = raw
    inner.containers.append("gzip")
    inner.bytes = try SourceBytes.unpacked(raw.bytes, name: raw.label, limit: limit, isCancelled: isCancelled)
    return try tables(inner)
  }

  /// The tables in a zip file: a workbook's sheets, or those of its members.
  private func tables(archive raw: TextTable) throws(IngestError) -> [TextTable] {
    let archive = try ZipArchive(raw.bytes, label: raw.label, limit: limit)
    if let refusal = OfficeKind.refusal(archive, label: raw.label) { throw refusal }
    if let workbook = try Workbook(archive, label: raw.label, isCancelled: isCancelled) {
      return try workbook.tables(raw)
    }
    guard raw.containers.count(where: { $0 == "zip" }) < Self.depthLimit else { throw Self.tooDeep(raw.label) }
    var tables: [TextTable] = []
    for member in archive.members where Folder.canHold(member.name, isArchive: true) {
      let head = try archive.head(of: member)
      // Empty files, and pictures and programs without an ending, are what archives have beside their tables; what is
      // named like a table and is none is told.
      if head.isEmpty { continue }
      let isText = head.withUnsafeBufferPointer { bytes in
        if case .refused = ContentKind(bytes) { return false }
        return ContentKind(bytes) != .text || !Folder.isBinary(bytes)
      }
      guard isText || Folder.hasEnding(member.name) else { continue }
      var inner = raw
      inner.label = raw.label + " › " + member.name
      inner.containers.append("zip")
      inner.bytes = try archive.source(of: member, isCancelled: isCancelled)
      do {
        tables += try self.tables(inner)
      } catch {
        try passedOver.note(error)
      }
    }
    try passedOver.require(tables)
    guard !tables.isEmpty else {
      throw IngestError(
        kind: .notATable, file: raw.label, what: "this zip file holds no order files",
        wayOut: "It should hold files such as .csv, .tsv, .txt, .xlsx or .json.")
    }
    return tables
  }

  private static func tooDeep(_ label: String) -> IngestError {
    IngestError(
      kind: .unreadable, file: label, what: "is packed inside packed files inside packed files",
      wayOut: "Unpack the outer ones, and name the order files in them.")
  }
}
