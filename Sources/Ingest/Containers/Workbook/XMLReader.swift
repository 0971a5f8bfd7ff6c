import CExpat
import Glibc

/// Reads the XML of a workbook's parts, piece by piece, and calls the methods below: subclasses take what they need.
///
/// Names come without their namespace prefix, so that `row` and `x:row`, transitional and strict workbooks are alike.
/// A document type is refused: workbooks have none, and entities are how small XML becomes large.
class XMLReader {
  private let parser: XML_Parser
  private let label: String
  private(set) var failure: IngestError?

  /// A reader of one part; `label` is what messages blame.
  init(label: String) throws(IngestError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw IngestError(kind: .unreadable, file: label, what: "does not fit into memory")
    }
    self.parser = parser
    self.label = label
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { state, name, attributes in
        guard let state, let name, let attributes else { return }
        Unmanaged<XMLReader>.fromOpaque(state)._withUnsafeGuaranteedRef {
          $0.start(XMLName(name), XMLAttributes(start: attributes))
        }
      },
      { state, name in
        guard let state, let name else { return }
        Unmanaged<XMLReader>.fromOpaque(state)._withUnsafeGuaranteedRef { $0.end(XMLName(name)) }
      })
    XML_SetCharacterDataHandler(parser) { state, text, count in
      guard let state, let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { start in
        Unmanaged<XMLReader>.fromOpaque(state)._withUnsafeGuaranteedRef {
          $0.text(UnsafeBufferPointer(start: start, count: Int(count)))
        }
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { state, _, _, _, _ in
      guard let state else { return }
      Unmanaged<XMLReader>.fromOpaque(state)._withUnsafeGuaranteedRef {
        $0.fail("has a document type, as no workbook has")
      }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// An element begins.
  func start(_ name: XMLName, _ attributes: XMLAttributes) {}

  /// An element ends.
  func end(_ name: XMLName) {}

  /// A piece of text; a text may come in several.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// Ends the reading: what is wrong becomes the error that `read` throws.
  final func fail(_ what: String) { fail(with: damaged(what)) }

  /// Ends the reading with an error.
  final func fail(with error: IngestError) {
    if failure == nil { failure = error }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  /// Reads a whole part of an archive.
  final func read(
    _ member: ZipArchive.Member, of archive: ZipArchive, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) {
    try archive.read(member, isCancelled: isCancelled) { (piece) throws(IngestError) in
      try self.feed(piece, isLast: false)
      return true
    }
    try feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
  }

  /// Takes the next piece of the part, and its end; subclasses may hand on less to `parse`.
  func feed(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(IngestError) {
    try parse(piece, isLast: isLast)
  }

  /// Parses a piece of XML.
  final func parse(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(IngestError) {
    let status = piece.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    guard status != XML_STATUS_ERROR else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not well-formed"
      throw damaged("is damaged: its XML breaks at line \(XML_GetCurrentLineNumber(parser)) (\(reason))")
    }
  }

  private func damaged(_ what: String) -> IngestError {
    IngestError(
      kind: .damaged, file: label, what: what, wayOut: "Copy or download it again, or save it anew as .xlsx or CSV.")
  }
}

/// The name of an element without its prefix: its first eight letters as a number, which is compared at once.
struct XMLName: Equatable {
  private let letters: UInt64

  /// A name as the parser gives it.
  init(_ name: UnsafePointer<XML_Char>) {
    var letters: UInt64 = 0
    var shift: UInt64 = 0
    var at = name
    while at.pointee != 0 {
      if at.pointee == 58 {
        letters = 0
        shift = 0
      } else if shift < 64 {
        letters |= UInt64(UInt8(bitPattern: at.pointee)) << shift
        shift += 8
      }
      at += 1
    }
    self.letters = letters
  }

  /// A name as the source writes it.
  init(_ name: StaticString) {
    var letters: UInt64 = 0
    for at in 0..<min(8, name.utf8CodeUnitCount) { letters |= UInt64(name.utf8Start[at]) << UInt64(8 * at) }
    self.letters = letters
  }
}

/// The attributes of an element.
struct XMLAttributes {
  fileprivate let start: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

  /// The value of an attribute without a prefix.
  subscript(name: StaticString) -> String? { value(name).map { String(cString: $0) } }

  /// The value of an attribute of this name that has a prefix, whatever it is: `r:id`.
  func prefixed(_ name: String) -> String? {
    var at = start
    while let key = at.pointee, let value = at[1] {
      let text = String(cString: key)
      if text.hasSuffix(":" + name), !text.hasPrefix("xmlns:") { return String(cString: value) }
      at += 2
    }
    return nil
  }

  /// Gives name and value of each attribute whose name is one letter: those of rows and cells.
  @inline(__always)
  func eachOfOneLetter(_ body: (UInt8, UnsafeBufferPointer<UInt8>) -> Void) {
    var at = start
    while let key = at.pointee, let value = at[1] {
      if key[1] == 0 {
        let text = UnsafeRawBufferPointer(start: value, count: strlen(value))
        body(UInt8(bitPattern: key[0]), text.assumingMemoryBound(to: UInt8.self))
      }
      at += 2
    }
  }

  private func value(_ name: StaticString) -> UnsafePointer<XML_Char>? {
    var at = start
    while let key = at.pointee, let value = at[1] {
      if strcmp(key, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 { return value }
      at += 2
    }
    return nil
  }
}
