import Canvas

extension TextOutput {
  /// Writes a list of names and explanations: columns as wide as they need, the last one wrapped beside them.
  ///
  /// Where less than 24 columns are left for the last one it goes below, indented.
  public func writeList(heads: [String], rows: [[String]], to out: inout ChunkedText) {
    let shown = ([heads] + rows).map { $0.map { glyphs.plain(ShownText.of($0)) } }
    let last = heads.count - 1
    let widths = (0..<last).map { column in shown.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let left = widths.reduce(0) { $0 + $1 + 2 }
    let isBeside = width - left >= 24
    let room = isBeside ? width - left : width - 4
    for row in shown {
      var line = ""
      for column in 0..<last { line += DisplayWidth.fit(row[column], widths[column]) + "  " }
      let tail = DisplayWidth.wrap(row[last], room)
      if !isBeside { self.line(TextOutput.trimmed(line), to: &out) }
      for (index, part) in tail.enumerated() {
        let indent = isBeside ? (index == 0 ? line : String(repeating: " ", count: left)) : "    "
        out.line(TextOutput.trimmed(indent + part))
      }
      if isBeside, tail.isEmpty { out.line(TextOutput.trimmed(line)) }
    }
  }
}
