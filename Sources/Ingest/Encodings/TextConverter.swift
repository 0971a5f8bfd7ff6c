import Glibc
import Ledger

/// Writes text of any encoding as UTF-8, in bounded memory: what is large goes to a temporary file.
struct TextConverter {
  /// What to do with bytes that are none of the encoding.
  enum Repair {
    /// Refuse the text: a person named the encoding.
    case refuse
    /// Write “�”, and say so.
    case replace
  }

  private let label: String
  private let spill: TextSpill
  private var output: [UInt8] = []
  /// Line ends written so far: the line of the text is one more.
  private var lines = 0
  private var zeros = (count: 0, line: 0)
  private var replaced = (count: 0, line: 0)
  private var isFirst = true

  private init(_ table: TextTable) {
    label = table.label
    spill = TextSpill(name: table.label)
  }

  /// The table in UTF-8.
  ///
  /// - Parameters:
  ///   - encoding: Name as a person writes it; becomes the table's `encoding`.
  ///   - mark: Bytes of a byte order mark, which are left out.
  static func convert(
    _ table: TextTable, from encoding: String, mark: Int, repair: Repair, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> TextTable {
    var converter = TextConverter(table)
    if encoding == "Windows-1252" {
      try converter.western(table.bytes, isCancelled)
    } else {
      try converter.any(table.bytes, from: encoding, mark: mark, repair, isCancelled)
    }
    return try converter.table(from: table, encoding: encoding)
  }

  /// UTF-8 text whose zero bytes and foreign lines are mended.
  static func mend(_ table: TextTable, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> TextTable {
    var converter = TextConverter(table)
    var foreign: [String: (count: Int, line: Int)] = [:]
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 20 + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while offset < table.bytes.count {
      if isCancelled?() == true { throw .cancelled }
      let window = table.bytes.window(at: offset, limit: 1 << 20, in: buffer)
      guard window.count > 0 else { break }
      let isLast = offset + window.count >= table.bytes.count
      // Whole lines, or a piece of one that is longer than the window.
      var end = isLast ? window.count : (window.lastIndex(of: 10).map { $0 + 1 } ?? window.count - 8)
      while end < window.count, end > window.count - 12, window[end] & 0xC0 == 0x80 { end -= 1 }
      var at = 0
      while at < end {
        let rest = UnsafeBufferPointer(rebasing: window[at..<end])
        let length = rest.firstIndex(of: 10).map { $0 + 1 } ?? rest.count
        converter.mend(UnsafeBufferPointer(rebasing: rest.prefix(length)), &foreign)
        at += length
        try converter.flush(1 << 16)
      }
      offset += end
    }
    var result = try converter.table(from: table, encoding: "UTF-8")
    for (encoding, found) in foreign.sorted(by: { $0.value.line < $1.value.line }) {
      let lines = found.count == 1 ? "One line is" : "\(Digits.grouped(found.count)) lines are"
      result.audit.remarks.append(
        "\(lines) in another encoding than the rest, which is UTF-8: read as \(encoding). The first is line "
          + "\(Digits.grouped(found.line)).")
    }
    return result
  }

  // MARK: Ways

  private mutating func western(_ bytes: SourceBytes, _ isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    let step = 1 << 17
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      if isCancelled?() == true { throw .cancelled }
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard window.count > 0 else { return }
      Windows1252.append(window, to: &output)
      offset += window.count
      try flush(0)
    }
  }

  private mutating func any(
    _ bytes: SourceBytes, from encoding: String, mark: Int, _ repair: Repair, _ isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) {
    guard let converter = Iconv(Encodings.converterName(encoding)) else {
      throw IngestError(
        kind: .unreadable, file: label, what: "the text is \(encoding), which this system cannot convert",
        wayOut: "Save it as UTF-8.")
    }
    let step = 1 << 17
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: step)
    defer {
      buffer.deallocate()
      room.deallocate()
    }
    var offset = mark
    while offset < bytes.count {
      if isCancelled?() == true { throw .cancelled }
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard window.count > 0 else { return }
      let (taken, made, stop) = converter.convert(window, to: room)
      output.append(contentsOf: room.prefix(made))
      offset += taken
      let isCut = stop == .incomplete && offset + (window.count - taken) >= bytes.count
      if stop == .bad || isCut || (stop == .incomplete && taken == 0) {
        try flush(0)
        guard repair == .replace else {
          throw IngestError(
            kind: .unreadable, file: label, line: lines + 1,
            what: "byte \(offset + 1) is no character of \(encoding)",
            wayOut: "Name the right encoding, or leave --encoding out: it is then recognised.")
        }
        if replaced.count == 0 { replaced.line = lines + 1 }
        replaced.count += 1
        output.append(contentsOf: Utf8.replacement)
        offset += encoding.hasPrefix("UTF-16") ? 2 : encoding.hasPrefix("UTF-32") ? 4 : 1
      }
      try flush(0)
    }
  }

  /// Adds a line: as it is, with “�” for single bytes, or converted where all of it is of another encoding.
  private mutating func mend(
    _ line: UnsafeBufferPointer<UInt8>, _ foreign: inout [String: (count: Int, line: Int)]
  ) {
    let scan = Utf8Scan(line)
    guard scan.bad > 0 else {
      output.append(contentsOf: line)
      return
    }
    let good = scan.two + scan.more
    let isChinese = good < scan.bad && HanEvidence(line, .gb).isChinese
    guard isChinese || (good * 2 < scan.bad && !Self.hasCutCharacter(line)) else {
      if replaced.count == 0 { replaced.line = lines + lineFeeds() + 1 }
      replaced.count += 1
      var at = 0
      while at < line.count {
        if line[at] < 0x80 {
          output.append(line[at])
          at += 1
        } else if case .good(let length) = Utf8.sequence(line, at: at) {
          output.append(contentsOf: line[at..<at + length])
          at += length
        } else {
          output.append(contentsOf: Utf8.replacement)
          at += 1
        }
      }
      return
    }
    let place = lines + lineFeeds() + 1
    var encoding = "Windows-1252"
    if isChinese, let text = Iconv.text(line, from: "GB18030") {
      encoding = "GB18030"
      output.append(contentsOf: text.utf8)
    } else {
      Windows1252.append(line, to: &output)
    }
    foreign[encoding, default: (0, place)].count += 1
  }

  /// Whether a line has the beginning of a longer character that was cut: its first byte with one that goes on.
  private static func hasCutCharacter(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at + 1 < line.count {
      if line[at] >= 0xE0, line[at] <= 0xF4, line[at + 1] & 0xC0 == 0x80 {
        guard case .good(let length) = Utf8.sequence(line, at: at) else { return true }
        at += length
      } else {
        at += 1
      }
    }
    return false
  }

  private func lineFeeds() -> Int { output.count { $0 == 10 } }

  // MARK: Output

  /// Hands on what is written once it is more than some bytes; zero bytes become blanks.
  private mutating func flush(_ limit: Int) throws(IngestError) {
    guard output.count > limit else { return }
    if isFirst {
      isFirst = false
      let failure = output.withUnsafeBufferPointer { head -> IngestError? in
        do throws(IngestError) {
          try ContentKind.refuseZero(head, file: label)
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
    }
    if output.contains(0) {
      var line = lines
      for at in output.indices {
        if output[at] == 10 { line += 1 }
        guard output[at] == 0 else { continue }
        output[at] = 32
        if zeros.count == 0 { zeros.line = line + 1 }
        zeros.count += 1
      }
    }
    lines += lineFeeds()
    try spill.write(output)
    output.removeAll(keepingCapacity: true)
  }

  private mutating func table(from origin: TextTable, encoding: String) throws(IngestError) -> TextTable {
    try flush(0)
    var table = origin
    table.encoding = encoding
    table.bytes = try spill.source(
      bytesOnDisk: origin.bytes.bytesOnDisk, isPacked: origin.bytes.isPacked, changed: origin.bytes.changed)
    if zeros.count > 0 {
      table.audit.remarks.append(
        "Zero bytes were read as blanks: \(Digits.grouped(zeros.count)), the first in line \(Digits.grouped(zeros.line))."
      )
    }
    if replaced.count > 0 {
      table.audit.remarks.append(
        "Bytes that are no \(encoding) are shown as “�” in \(Digits.grouped(replaced.count)) "
          + "\(replaced.count == 1 ? "place" : "places"), the first in line \(Digits.grouped(replaced.line)).")
    }
    return table
  }
}
