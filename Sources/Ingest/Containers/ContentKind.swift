/// What a file holds, told from its first bytes: names lie, and many a ".xls" is tab-separated text.
enum ContentKind: Equatable {
  case gzip, zip, sqlite
  /// The container of Office before 2007, and of workbooks with a password.
  case compound
  /// Objects, one per line or in an array.
  case json
  /// Something that can be read as text; may still be no table.
  case text
  /// Something known that is no table: what it is, and the way out.
  case refused(what: String, wayOut: String)

  /// Bytes of the beginning that are looked at.
  static let headBytes = 1 << 13

  /// Recognises the first bytes of a file; an empty file is text.
  init(_ head: UnsafeBufferPointer<UInt8>) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if head.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .sqlite
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .compound
    } else if let known = Self.refused.first(where: { Self.matches(head, $0.bytes, at: $0.offset) }) {
      self = .refused(what: "this is \(known.what), not a table", wayOut: known.wayOut)
    } else {
      self = Self.text(head)
    }
  }

  /// Where text that is no table comes from: pages and objects, told by their first signs.
  private static func text(_ head: UnsafeBufferPointer<UInt8>) -> ContentKind {
    // Without what UTF-16 and byte order marks put between the signs.
    var signs: [UInt8] = []
    for byte in head.prefix(1 << 10) where byte != 0 && byte < 0x80 {
      if signs.isEmpty, byte <= 32 { continue }
      signs.append(byte >= 65 && byte <= 90 ? byte | 32 : byte)
      if signs.count == 400 { break }
    }
    let blanksLeft = signs.filter { $0 > 32 }
    switch blanksLeft.first {
    case UInt8(ascii: "{"):
      // A header may stand in brackets, but then no quote or closing bracket comes next.
      if blanksLeft.count > 1, blanksLeft[1] == 34 || blanksLeft[1] == UInt8(ascii: "}") { return .json }
    case UInt8(ascii: "["):
      if blanksLeft.count > 1, blanksLeft[1] == UInt8(ascii: "{") || blanksLeft[1] == UInt8(ascii: "]") { return .json }
    case UInt8(ascii: "<"):
      let start = String(decoding: signs, as: UTF8.self)
      if start.hasPrefix("<?xml"), !start.contains("<html") {
        return start.contains("urn:schemas-microsoft-com:office:spreadsheet") || start.contains("excel.sheet")
          ? .refused(what: "this is an Excel 2003 workbook in XML", wayOut: saveAs)
          : .refused(what: "this is XML, not a table", wayOut: "Export the orders as CSV or .xlsx.")
      }
      if start.hasPrefix("<?xml") || pageStarts.contains(where: { start.hasPrefix($0) }) {
        return .refused(what: "this is a web page (HTML), whatever its name says", wayOut: saveAs)
      }
    default: break
    }
    return .text
  }

  /// How a workbook that cannot be read becomes one that can.
  static let saveAs =
    "Open it in a spreadsheet program and save as .xlsx or CSV, or: libreoffice --headless --convert-to xlsx FILE"

  private static let pageStarts = [
    "<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<style", "<div", "<script", "<!--",
  ]

  private static let unpackIt = "Unpack it, and name the order files in it."

  /// Beginnings of files that are known and no tables.
  private static let refused: [(bytes: [UInt8], offset: Int, what: String, wayOut: String)] = [
    (Array("%PDF-".utf8), 0, "a PDF document", "Export the orders as CSV or .xlsx."),
    ([0x89, 0x50, 0x4E, 0x47], 0, "a picture (PNG)", ""),
    ([0xFF, 0xD8, 0xFF], 0, "a picture (JPEG)", ""),
    (Array("GIF8".utf8), 0, "a picture (GIF)", ""),
    ([0x7F, 0x45, 0x4C, 0x46], 0, "a program (ELF)", ""),
    (Array("BZh".utf8) + [0x39, 0x31, 0x41, 0x59], 0, "bzip2 data", unpackIt),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], 0, "xz data", unpackIt),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, "Zstandard data", unpackIt),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "a 7z archive", unpackIt),
    (Array("Rar!".utf8) + [0x1A, 7], 0, "a RAR archive", unpackIt),
    (Array("ustar".utf8), 257, "a tar archive", unpackIt),
    (Array("PAR1".utf8), 0, "a Parquet file", "Convert it to CSV."),
    (Array("ARROW1".utf8), 0, "an Arrow file", "Convert it to CSV."),
  ]

  private static func matches(_ head: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8], at offset: Int) -> Bool {
    head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
  }
}

extension ContentKind {
  /// Refuses bytes that cannot be a table of text; what they are is said as well as it is known.
  ///
  /// - Parameter head: The beginning of the text, in whatever encoding; empty only where the file is.
  static func refuseBinary(_ head: UnsafeBufferPointer<UInt8>, file: String) throws(IngestError) {
    guard head.count > 0 else {
      throw IngestError(
        kind: .notATable, file: file, what: "the file is empty",
        wayOut: "An order file has a header line with column names, then one row per line.")
    }
    switch ContentKind(UnsafeBufferPointer(rebasing: head.prefix(headBytes))) {
    case .refused(let what, let wayOut):
      throw IngestError(kind: .notATable, file: file, what: what, wayOut: wayOut)
    case .zip, .gzip, .compound, .sqlite:
      throw IngestError(
        kind: .notATable, file: file, what: "this is a spreadsheet or an archive, not text",
        wayOut: "Save the sheet of orders as CSV (UTF-8).")
    case .json, .text: break
    }
  }

  /// Refuses what is no text, once it is no UTF-16 any more: zero bytes and control characters all over its beginning.
  ///
  /// A zero byte here and there is what a damaged disk or a careless program leaves in a table; it is read as a blank.
  static func refuseZero(_ head: UnsafeBufferPointer<UInt8>, file: String) throws(IngestError) {
    let head = UnsafeBufferPointer(rebasing: head.prefix(headBytes))
    guard let zero = head.firstIndex(of: 0), !isText(head) else { return }
    throw IngestError(
      kind: .notATable, file: file, what: "byte \(zero + 1) is zero: this is no text",
      wayOut: "Name a file with comma-, semicolon-, tab- or pipe-separated rows.")
  }

  /// Whether at most one byte in fifty is zero or another control character that texts do not have.
  static func isText(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    head.count { $0 < 32 && !($0 >= 9 && $0 <= 13) && $0 != 27 } * 50 <= head.count
  }
}
