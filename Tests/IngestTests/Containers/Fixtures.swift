import CZlib
import Glibc
import Testing

@testable import Ingest

/// Packs bytes, as gzip or as the bare stream of a zip member.
func deflated(_ bytes: [UInt8], isGzip: Bool, repeated times: Int = 1) -> [UInt8] {
  var output: [UInt8] = []
  var room = [UInt8](repeating: 0, count: 1 << 16)
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, isGzip ? 31 : -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  bytes.withUnsafeBufferPointer { from in
    for time in 1...times {
      stream.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
      stream.avail_in = UInt32(from.count)
      repeat {
        room.withUnsafeMutableBufferPointer { to in
          stream.next_out = to.baseAddress
          stream.avail_out = UInt32(to.count)
          deflate(&stream, time == times ? Z_FINISH : Z_NO_FLUSH)
        }
        output.append(contentsOf: room.prefix(room.count - Int(stream.avail_out)))
      } while stream.avail_out == 0
    }
  }
  return output
}

/// Writes zip files, wrong ones too.
struct ZipWriter {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(value >> (8 * $0) & 255) }
  }

  /// Adds a member; `flags` and `method` are written as they are given.
  mutating func add(
    _ name: [UInt8], _ bytes: [UInt8], isPacked: Bool = true, flags: Int = 0, method: Int? = nil, repeated: Int = 1
  ) {
    let packed = isPacked ? deflated(bytes, isGzip: false, repeated: repeated) : bytes
    var crc = crc32(0, nil, 0)
    for _ in 0..<repeated { crc = crc32(crc, bytes, UInt32(bytes.count)) }
    let fields =
      Self.little(20, 2) + Self.little(flags, 2) + Self.little(method ?? (isPacked ? 8 : 0), 2) + Self.little(0, 4)
      + Self.little(Int(crc), 4) + Self.little(packed.count, 4) + Self.little(bytes.count * repeated, 4)
      + Self.little(name.count, 2) + Self.little(0, 2)
    directory += [0x50, 0x4B, 1, 2] + Self.little(20, 2) + fields + Self.little(0, 2 + 2 + 2 + 4)
    directory += Self.little(body.count, 4) + name
    body += [0x50, 0x4B, 3, 4] + fields + name + packed
    count += 1
  }

  mutating func add(_ name: String, _ text: String, isPacked: Bool = true) {
    add(Array(name.utf8), Array(text.utf8), isPacked: isPacked)
  }

  /// The whole file.
  var bytes: [UInt8] {
    let end = Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
    return body + directory + [0x50, 0x4B, 5, 6] + end + Self.little(directory.count, 4) + Self.little(body.count, 4)
      + Self.little(0, 2)
  }
}

/// Writes workbooks from the XML of their sheets' rows.
struct WorkbookWriter {
  var sheets: [(name: String, rows: String)] = []
  /// XML between `<si>` and `</si>`; `nil`: the part is left out.
  var strings: [String]? = []
  /// Number formats of the styles 0, 1, …: a number for one that is built in, or a code.
  var formats: [String] = ["0"]
  var has1904Dates = false
  /// Prefix of all elements, with its colon.
  var prefix = ""
  /// Sheets that are hidden.
  var hidden: Set<String> = []

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private func element(_ name: String, _ inner: String) -> String {
    let declared = prefix.isEmpty ? "xmlns" : "xmlns:" + prefix.dropLast()
    return Self.head
      + "<\(prefix)\(name) \(declared)=\"\(Self.space)\" xmlns:r=\"\(Self.relations)\">\(inner)</\(prefix)\(name)>"
  }

  /// The whole file; the shared strings come last, as some programs write them.
  var bytes: [UInt8] {
    var zip = ZipWriter()
    zip.add("[Content_Types].xml", Self.head + "<Types/>")
    zip.add(
      "_rels/.rels",
      Self.head + "<Relationships><Relationship Id=\"rId1\" Type=\"\(Self.relations)/officeDocument\" "
        + "Target=\"xl/workbook.xml\"/></Relationships>")
    let list = sheets.enumerated().map {
      "<\(prefix)sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\" r:id=\"rId\($0 + 1)\""
        + (hidden.contains($1.name) ? " state=\"hidden\"/>" : "/>")
    }
    zip.add(
      "xl/workbook.xml",
      element(
        "workbook",
        "<\(prefix)workbookPr date1904=\"\(has1904Dates ? 1 : 0)\"/><\(prefix)sheets>\(list.joined())</\(prefix)sheets>"
      ))
    let targets = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(Self.relations)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    zip.add("xl/_rels/workbook.xml.rels", Self.head + "<Relationships>\(targets.joined())</Relationships>")
    var custom = ""
    var styles = ""
    for (style, format) in formats.enumerated() {
      let id = Int(format) ?? 164 + style
      if Int(format) == nil { custom += "<\(prefix)numFmt numFmtId=\"\(id)\" formatCode=\"\(format)\"/>" }
      styles += "<\(prefix)xf numFmtId=\"\(id)\"/>"
    }
    zip.add(
      "xl/styles.xml",
      element(
        "styleSheet",
        "<\(prefix)numFmts>\(custom)</\(prefix)numFmts><\(prefix)cellStyleXfs><\(prefix)xf numFmtId=\"14\"/>"
          + "</\(prefix)cellStyleXfs><\(prefix)cellXfs>\(styles)</\(prefix)cellXfs>"))
    for (position, sheet) in sheets.enumerated() {
      zip.add(
        "xl/worksheets/sheet\(position + 1).xml",
        element("worksheet", "<\(prefix)sheetData>\(sheet.rows)</\(prefix)sheetData>"))
    }
    if let strings {
      let list = strings.map { "<\(prefix)si>\($0)</\(prefix)si>" }
      zip.add("xl/sharedStrings.xml", element("sst", list.joined()))
    }
    return zip.bytes
  }
}

extension TextTable {
  /// All of the text.
  var text: String { String(decoding: content, as: UTF8.self) }

  /// All of the bytes.
  var content: [UInt8] {
    var content: [UInt8] = []
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 16 + SourceBytes.slack)
    defer { buffer.deallocate() }
    while content.count < bytes.count {
      let window = bytes.window(at: content.count, limit: 1 << 16, in: buffer)
      guard !window.isEmpty else { break }
      content.append(contentsOf: window)
    }
    return content
  }
}

/// The tables in some bytes.
func tables(_ bytes: [UInt8], _ name: String = "file") throws -> [TextTable] {
  try Containers.tables(of: .bytes(name: name, bytes), isCancelled: nil)
}

/// The error that opening some bytes ends in.
func refusal(_ bytes: [UInt8], _ name: String = "file") -> IngestError? {
  do {
    _ = try Containers.tables(of: .bytes(name: name, bytes), isCancelled: nil)
    return nil
  } catch {
    return error
  }
}

/// A folder for the files of one test, removed with the object.
final class TestFolder {
  let path: String

  init() {
    var template = Array("/tmp/clientele-test.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  private var names: [String] = []

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    names.append(name)
    return path + "/" + name
  }

  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }
}
