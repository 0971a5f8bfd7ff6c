import Glibc

extension TextTable {
  /// The table with its text in UTF-8, and the name of the encoding that it had.
  ///
  /// Looked for in this order: a byte order mark; UTF-16 without one; UTF-8, strictly; Chinese (GB18030, Big5) where known
  /// headers or the share of frequent characters say so; Korean and Japanese likewise; what the locale suggests;
  /// Windows-1252, in which every text can be read. Text that is UTF-8 already is not copied. What a sheet, a database or
  /// an object became is UTF-8 and stays as it is.
  ///
  /// - Parameter name: The encoding that a person named with `--encoding`; `nil`: it is recognised.
  /// - Throws: where a name is unknown, or a byte is none of the encoding that was named.
  func decoded(as name: String?, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> TextTable {
    let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.compactMap { name in getenv(name).map { String(cString: $0) } }.first { !$0.isEmpty }
    return try decoded(as: name, locale: locale ?? "", isCancelled: isCancelled)
  }

  /// The same in a locale: its name begins with the language, such as `ru_RU`.
  func decoded(
    as name: String?, locale: String, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> TextTable {
    guard encoding.isEmpty else { return self }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let head = bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    let wide = WideText(head)
    let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
    if let name { return try named(name, wide, hasMark: hasMark, isCancelled) }
    if let wide {
      return try TextConverter.convert(
        self, from: wide.encoding, mark: wide.mark, repair: .replace, isCancelled: isCancelled)
    }
    try ContentKind.refuseZero(head, file: label)
    let scan = try Utf8Scan(bytes, isCancelled: isCancelled)
    if scan.isClean, !scan.isDoubtful || !HanEvidence(bytes, .gb).isChinese {
      var table = self
      table.encoding = hasMark ? "UTF-8 with BOM" : "UTF-8"
      return table
    }
    if hasMark || scan.isMostlyUTF8 && (scan.bad > 0 || scan.zeros > 0) {
      return try TextConverter.mend(self, isCancelled: isCancelled)
    }
    if scan.bad > 0, scan.isPartlyUTF8, !HanEvidence(bytes, .gb).isEastAsian {
      return try TextConverter.mend(self, isCancelled: isCancelled)
    }
    let verdict = EncodingVerdict(bytes, head: head, locale: locale)
    var table = try TextConverter.convert(
      self, from: verdict.encoding, mark: 0, repair: .replace, isCancelled: isCancelled)
    if !verdict.remark.isEmpty { table.audit.remarks.append(verdict.remark) }
    return table
  }

  /// The table in the encoding that a person named.
  private func named(
    _ name: String, _ wide: WideText?, hasMark: Bool, _ isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> TextTable {
    let wanted = try Encodings.canonical(name, file: label)
    guard wanted == "UTF-8" else {
      let isSame = wide.map { $0.mark > 0 && $0.encoding.hasPrefix(wanted) } ?? false
      return try TextConverter.convert(
        self, from: isSame ? wide?.encoding ?? wanted : wanted, mark: isSame ? wide?.mark ?? 0 : 0, repair: .refuse,
        isCancelled: isCancelled)
    }
    let scan = try Utf8Scan(bytes, isCancelled: isCancelled)
    if let bad = scan.firstBad {
      throw IngestError(
        kind: .unreadable, file: label, line: bytes.lineFeeds(before: bad) + 1,
        what: "byte \(bad + 1) is no character of UTF-8",
        wayOut: "Name the right encoding, or leave --encoding out: it is then recognised.")
    }
    if scan.zeros > 0 { return try TextConverter.mend(self, isCancelled: isCancelled) }
    var table = self
    table.encoding = hasMark ? "UTF-8 with BOM" : "UTF-8"
    return table
  }
}

extension SourceBytes {
  /// Line feeds before a place. Complexity: O(place).
  func lineFeeds(before place: Int) -> Int {
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var lines = 0
    var offset = 0
    while offset < place {
      let window = window(at: offset, limit: min(step, place - offset), in: buffer)
      guard window.count > 0 else { break }
      lines += window.count { $0 == 10 }
      offset += window.count
    }
    return lines
  }
}
