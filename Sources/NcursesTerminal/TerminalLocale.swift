import CNcurses
import Canvas
import Glibc

/// The character set in which letters go to the terminal, chosen once from the environment.
///
/// - Nothing is asked for, or `C`, or `POSIX`: UTF-8. Every Debian system has `C.UTF-8`, and a terminal of today shows it.
/// - A locale in UTF-8, installed or not: UTF-8.
/// - An older character set by name (`de_DE.ISO-8859-1`): that one; what it lacks is written in ASCII.
///
/// A variable that is empty counts as unset, as everywhere in POSIX.
public struct TerminalLocale: Sendable, Hashable {
  /// The name of the locale in the environment; empty where there is none.
  public let asked: String
  /// The name of its character set, as the C library or the environment writes it.
  public let characterSet: String
  /// Whether every letter can be shown.
  public let isUTF8: Bool

  /// The locale of this process. The first look sets it for letters (`LC_CTYPE`); nothing else is set.
  public static let current = TerminalLocale.choose()

  /// What a person should know about a character set that lacks letters, with the way out; `nil` where it has all.
  public var warning: String? {
    guard !isUTF8, !characterSet.uppercased().hasPrefix("GB18030") else { return nil }
    return "letters outside \(characterSet) are written in ASCII; start with LC_ALL=C.UTF-8 for all"
  }

  /// Chooses from variables and sets the locale of letters.
  static func choose(_ variable: (String) -> String? = { getenv($0).map { String(cString: $0) } }) -> TerminalLocale {
    let asked =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    if ["", "C", "POSIX"].contains(asked) { return universal(asked) }
    if setlocale(LC_CTYPE, asked) != nil {
      let set = String(cString: nc_codeset())
      if set != "UTF-8" { return TerminalLocale(asked: asked, characterSet: set, isUTF8: false) }
      return TerminalLocale(asked: asked, characterSet: set, isUTF8: true)
    }
    // A locale that is not installed here, often carried over by ssh: its name tells its letters, UTF-8 unless it says
    // something else.
    guard let set = namedSet(of: asked), !set.lowercased().hasPrefix("utf") else { return universal(asked) }
    setlocale(LC_CTYPE, "C")
    return TerminalLocale(asked: asked, characterSet: set, isUTF8: false)
  }

  /// A locale of this machine whose letters are all of Unicode.
  private static func universal(_ asked: String) -> TerminalLocale {
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      return TerminalLocale(asked: asked, characterSet: "UTF-8", isUTF8: true)
    }
    return TerminalLocale(asked: asked, characterSet: "ASCII", isUTF8: false)
  }

  /// The character set in a locale's name: `ISO-8859-1` of `de_DE.ISO-8859-1@euro`.
  private static func namedSet(of locale: String) -> String? {
    if locale.lowercased().hasPrefix("utf") { return locale }
    guard let dot = locale.firstIndex(of: ".") else { return nil }
    return String(locale[locale.index(after: dot)...].prefix { $0 != "@" })
  }

  /// Whether the character set has a letter.
  public func has(_ scalar: Unicode.Scalar) -> Bool {
    if isUTF8 || scalar.value < 0x80 { return true }
    return bytes(of: scalar) != nil
  }

  /// A text in bytes of the character set. What it lacks is written in ASCII, at the same width: a letter without its
  /// accent, a sign that resembles, else question marks.
  public func encoded(_ text: String) -> [UInt8] {
    guard !isUTF8 else { return Array(text.utf8) }
    var result: [UInt8] = []
    for character in text {
      var isFirst = true
      for scalar in character.unicodeScalars {
        if scalar.value < 0x80 {
          result.append(UInt8(scalar.value))
        } else if let bytes = bytes(of: scalar) {
          result += bytes
        } else if isFirst {
          let width = max(1, DisplayWidth.of(String(character)))
          let standIn = LettersInASCII.standIn(for: scalar)?.asciiValue
          result +=
            standIn.map { [$0] + [UInt8](repeating: 0x20, count: width - 1) }
            ?? [UInt8](repeating: 0x3F, count: width)
        }
        isFirst = false
      }
    }
    return result
  }

  private func bytes(of scalar: Unicode.Scalar) -> [UInt8]? {
    var state = mbstate_t()
    var buffer = [CChar](repeating: 0, count: 16)
    let count = wcrtomb(&buffer, wchar_t(bitPattern: scalar.value), &state)
    guard count != Int.max, count != -1, count > 0, count <= buffer.count else { return nil }
    return buffer[..<count].map { UInt8(bitPattern: $0) }
  }
}
