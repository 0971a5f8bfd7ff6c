/// The kinds of files that are known, and how a table is recognised as one of them.
enum Formats {
  /// What a table may be.
  struct Recognition: Sendable {
    let kind: FileKind
    /// 0…1; from one half on every header of the kind's signature is there.
    let confidence: Double
    /// Headers of the signature that are not there, the first of each group of synonyms.
    let missing: [String]
  }

  /// Every kind, files of order lists before those of their lines.
  static let all: [FileKind] =
    shopify + wooCommerce + onlineShops + siteBuilders + openShops + marketplaces + asianMarketplaces
    + latinMarketplaces + payPal + taobao + chinesePlatforms + dataSets + plainFolder

  /// The kinds of marketplaces, where a closed order is one that came to nothing.
  static let marketplaceIDs = Set((marketplaces + taobao + chinesePlatforms).map(\.id))

  /// The kind of this id; `nil` where there is none.
  static func kind(_ id: String) -> FileKind? { all.first { $0.id == id } }

  /// Confidence from which a table is taken for a kind.
  static let certain = 0.5

  /// The kinds that a header (and the first rows, where there is no header) fit, the most certain first.
  ///
  /// Kinds of whose signature a part is missing follow, with what is missing: for messages.
  /// - Parameter name: The table's own name ("spend", "order_lines"), which tells files of the plain shop folder apart.
  static func recognise(header: [String], sample: [[String]], name: String = "") -> [Recognition] {
    let index = HeaderIndex(header)
    var found: [(recognition: Recognition, known: Int)] = []
    for kind in all {
      if let looks = kind.looks {
        if looks(header, sample) { found.append((Recognition(kind: kind, confidence: 1, missing: []), header.count)) }
        continue
      }
      if kind.excludes.contains(where: { index[$0] != nil }) { continue }
      let missing = kind.signature.filter { group in !group.contains { index[$0] != nil } }
      let share = 1 - Double(missing.count) / Double(max(1, kind.signature.count))
      guard share >= 0.5 else { continue }
      let headers = Set((kind.headers + kind.columns.flatMap(\.headers)).map { Field.normalised($0) })
      let known = header.filter { headers.contains(Field.normalised($0)) }.count
      let ofKind = Double(known) / Double(max(1, kind.headers.count))
      let ofFile = Double(known) / Double(max(1, index.count))
      var confidence = share < 1 ? share * 0.49 : certain + 0.5 * min(1, max(ofKind, ofFile))
      if share == 1, case .side(let side) = kind.role, side.rawValue == name { confidence = 1 }
      found.append(
        (Recognition(kind: kind, confidence: confidence, missing: missing.compactMap(\.first)), known))
    }
    found.sort { left, right in
      let (a, b) = (left.recognition.confidence >= certain, right.recognition.confidence >= certain)
      if a != b { return a }
      // A longer signature is the more telling one.
      let (m, n) = (left.recognition.kind.signature.count, right.recognition.kind.signature.count)
      if a, left.recognition.confidence == right.recognition.confidence, m != n { return m > n }
      return (left.recognition.confidence, left.known) > (right.recognition.confidence, right.known)
    }
    return found.map(\.recognition)
  }

  /// Under what a person's correction is remembered: the same for every file with these headers, whatever their order.
  static func fingerprint(_ header: [String]) -> String {
    let names = header.map { Field.normalised($0) }.filter { !$0.isEmpty }.sorted()
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in names {
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// A table's own name: the file or sheet or database table, without folders and endings.
  static func tableName(_ label: String) -> String {
    let last = label.components(after: " › ")
    let file = last.split(separator: "/").last.map(String.init) ?? last
    return String(file.prefix { $0 != "." }).lowercased()
  }
}

extension String {
  /// What follows the last occurrence of a mark; everything where there is none.
  fileprivate func components(after mark: String) -> String {
    var rest = self[...]
    while let range = rest.firstRange(of: mark) { rest = rest[range.upperBound...] }
    return String(rest)
  }
}
