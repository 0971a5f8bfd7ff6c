import Ledger

/// Encodings by name, as `--encoding` takes them.
enum Encodings {
  /// The names that messages offer; any other name that the C library's converter knows is accepted too.
  static let names = [
    "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "gb18030", "gbk", "gb2312", "big5", "big5-hkscs", "shift_jis",
    "euc-jp", "iso-2022-jp", "euc-kr", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874", "iso-8859-1", "iso-8859-2",
    "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "latin1", "cp437", "cp850", "koi8-r", "koi8-u",
    "macintosh",
  ]

  /// Names that mean something wider or other than the converter takes them for: what shops call GBK has signs of its
  /// successor, what they call Latin-1 has the quotes of Windows.
  private static let meanings: [(names: [String], encoding: String)] = [
    (["utf8", "unicode11utf8"], "UTF-8"),
    (["gbk", "gb2312", "gb231280", "cp936", "ms936", "windows936", "euccn", "gb18030", "chinese"], "GB18030"),
    (["big5", "bigfive", "cp950", "ms950", "windows950", "cnbig5"], "Big5"),
    (
      ["windows1252", "cp1252", "ms1252", "latin1", "l1", "iso88591", "ansi", "ascii", "usascii", "western"],
      "Windows-1252"
    ),
    (["shiftjis", "sjis", "cp932", "ms932", "windows31j", "windows932"], "Shift_JIS"),
    (["euckr", "cp949", "uhc", "ms949", "windows949", "ksc5601", "ksx1001"], "EUC-KR"),
    (["utf16le", "ucs2le"], "UTF-16LE"), (["utf16be", "ucs2be"], "UTF-16BE"), (["utf16", "ucs2", "unicode"], "UTF-16"),
    (["windows874", "cp874"], "CP874"), (["mac", "macroman"], "MACINTOSH"),
  ]

  /// The converter's name where it is another one than a person's.
  static func converterName(_ encoding: String) -> String {
    switch encoding {
    case "Big5": return "CP950"
    case "Shift_JIS": return "CP932"
    case "EUC-KR": return "UHC"
    case "Windows-1252": return "CP1252"
    default: return encoding
    }
  }

  /// The encoding that a name means, as a person writes it: "gb2312" → "GB18030".
  ///
  /// - Throws: where nobody knows the name; the nearest one that is known is named.
  static func canonical(_ name: String, file: String) throws(IngestError) -> String {
    let bare = name.lowercased().filter { $0.isLetter || $0.isNumber }
    if let known = meanings.first(where: { $0.names.contains(bare) }) { return known.encoding }
    let isName =
      !bare.isEmpty
      && name.utf8.allSatisfy { byte in
        byte > 32 && byte < 127 && byte != UInt8(ascii: "/") && byte != UInt8(ascii: ",")
      }
    // The Windows pages are known to the converter by their number.
    let tried = bare.hasPrefix("windows") ? "CP" + bare.dropFirst("windows".count) : name.uppercased()
    if isName, Iconv.isKnown(tried) { return tried }
    throw IngestError(
      kind: .unreadable, file: file,
      what: "there is no encoding “\(name)”\(NearestName.hint(name, among: names))",
      wayOut: "There are, among others: " + names.joined(separator: ", ") + ".")
  }

  /// The encoding that text is likely to have where a language is spoken, by the first letters of a locale's name.
  static func ofLocale(_ locale: String) -> String? {
    let lower = locale.lowercased()
    let long = String(lower.prefix(5))
    return localeEncodings.first { $0.locales.contains(long) || $0.locales.contains(String(lower.prefix(2))) }?.encoding
  }

  private static let localeEncodings: [(locales: [String], encoding: String)] = [
    (["zh_tw", "zh_hk"], "Big5"), (["zh"], "GB18030"), (["ja"], "Shift_JIS"), (["ko"], "EUC-KR"),
    (["ru", "uk", "bg", "be", "sr", "mk"], "CP1251"), (["pl", "cs", "sk", "hu", "hr", "sl", "ro"], "CP1250"),
    (["el"], "CP1253"), (["tr", "az"], "CP1254"), (["he"], "CP1255"), (["ar", "fa"], "CP1256"),
    (["lt", "lv", "et"], "CP1257"), (["vi"], "CP1258"), (["th"], "CP874"),
  ]
}
