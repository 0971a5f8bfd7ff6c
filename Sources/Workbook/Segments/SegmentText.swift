/// A segment as a file writes it: `# Title`, lines of `# description`, a blank line, the filter.
enum SegmentText {
  /// Bytes beyond which a file is no segment.
  static let limit = 64 << 10

  /// Reads a file's bytes. CR LF counts as a line end, a byte order mark is passed over.
  ///
  /// - Throws: ``WorkbookError`` with the line. Complexity: O(bytes).
  static func segment(_ bytes: [UInt8], name: String, origin: Segment.Origin, file: String) throws(WorkbookError)
    -> Segment
  {
    let lines = try lines(bytes, file: file)
    var heads: [String] = []
    while heads.count < lines.count, lines[heads.count].hasPrefix("#") {
      heads.append(trimmed(lines[heads.count].dropFirst()))
    }
    var first = heads.count
    while first < lines.count, trimmed(lines[first][...]).isEmpty { first += 1 }
    var last = lines.count
    while last > first, trimmed(lines[last - 1][...]).isEmpty { last -= 1 }
    guard lines[first..<last].contains(where: { !$0.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") }) else {
      throw WorkbookError(
        file: file, line: last > first ? last : max(1, heads.count), what: "the segment has no filter",
        wayOut: "Write one below the comments, after a blank line: purchases >= 5")
    }
    return Segment(
      name: name, title: heads.first ?? "",
      description: heads.dropFirst().filter { !$0.isEmpty }.joined(separator: " "),
      filter: lines[first..<last].joined(separator: "\n"), origin: origin, filterLine: first + 1)
  }

  /// The file of a segment, which reads back as the same; a description is wrapped at 100 characters.
  static func text(_ segment: Segment) -> String {
    var text = "# " + oneLine(segment.title) + "\n"
    var line = ""
    for word in oneLine(segment.description).split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > 100 {
        text += "# " + line + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { text += "# " + line + "\n" }
    return text + "\n" + segment.filter + "\n"
  }

  private static func lines(_ bytes: [UInt8], file: String) throws(WorkbookError) -> [String] {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    var lines: [String] = []
    for raw in content.split(separator: 10, omittingEmptySubsequences: false) {
      let line = raw.last == 13 ? raw.dropLast() : raw
      guard let text = String(validating: line, as: UTF8.self) else {
        throw WorkbookError(
          file: file, line: lines.count + 1, what: "the line is not UTF-8", wayOut: "Save the file as UTF-8.")
      }
      if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) {
        throw WorkbookError(
          file: file, line: lines.count + 1, what: "the line holds the control character \(control.value)",
          wayOut: "Take it out, or write the line anew.")
      }
      lines.append(text)
    }
    return lines
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
