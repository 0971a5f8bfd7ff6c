/// `styles.xml`: which of the cells' styles are dates.
final class CellStyles: XMLReader {
  private var formats: [Int: Bool] = [:]
  private var styles: [Int] = []
  private var isInCellStyles = false
  /// Whether the style at a position writes numbers as dates; complete once the part is read.
  private(set) var areDates: [Bool] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case XMLName("numFmt"):
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
        formats[id] = Self.isDate(code)
      }
    case XMLName("cellXfs"): isInCellStyles = true
    case XMLName("xf"):
      if isInCellStyles { styles.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0) }
    default: break
    }
  }

  override func end(_ name: XMLName) {
    if name == XMLName("cellXfs") { isInCellStyles = false }
    if name == XMLName("styleSheet") { areDates = styles.map { formats[$0] ?? Self.isDate(builtin: $0) } }
  }

  /// Whether a number format that every program knows by its number is one of dates or times.
  ///
  /// 14–22 and 45–47 everywhere; 27–36 and 50–58 are dates of the Chinese, Japanese and Korean programs. Source:
  /// ECMA-376 part 1, 18.8.30.
  static func isDate(builtin id: Int) -> Bool {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: return true
    default: return false
    }
  }

  /// Whether a number format writes dates or times: year, month, day, hour or second outside quotes and brackets.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for byte in code.utf8 {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case 34 where !isBracketed: isQuoted.toggle()
      case _ where isQuoted: continue
      case UInt8(ascii: "["): isBracketed = true
      case UInt8(ascii: "]"): isBracketed = false
      case _ where isBracketed: continue
      // The sign that follows is text, a width, or repeated.
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = true
      // The second section is for negative numbers.
      case UInt8(ascii: ";"): return false
      case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "s"),
        UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D"), UInt8(ascii: "H"), UInt8(ascii: "S"):
        return true
      default: continue
      }
    }
    return false
  }
}
