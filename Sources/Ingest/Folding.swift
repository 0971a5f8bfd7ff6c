import CICU
import Synchronization

/// Texts in the one form in which their spellings meet: lower case, no accents, plain width, Chinese as simplified.
///
/// `É`, `é` and `e`, `ß` and `ss`, `ı` and `i`, `Ａ` and `a`, `關` and `关` are the same. ICU's rules.
enum Folding {
  /// Accents of the European alphabets, and the signs of Arabic vowels and hamzas, come off.
  private static let rules =
    "NFKD; [\\u0300-\\u036F\\u064B-\\u0655\\u0670\\u0640] Remove; NFC; Lower; Latin-ASCII; Traditional-Simplified"

  /// ICU's transliterator, which only one thread may use at a time.
  private final class Rules {
    let handle: UnsafeMutablePointer<UTransliterator?>?

    init() {
      let name = Array(Folding.rules.utf16)
      var status = U_ZERO_ERROR
      handle = clientele_icu_open(name, Int32(name.count), &status)
    }

    func folded(_ text: String) -> String? {
      guard let handle else { return nil }
      var units = Array(text.utf16)
      guard !units.isEmpty, units.count < 1 << 20 else { return nil }
      var length = Int32(units.count)
      // No character becomes more than 18 in compatibility form, and hardly any more than two.
      let capacity = units.count * 4 + 64
      units.append(contentsOf: repeatElement(0, count: capacity - units.count))
      var status = U_ZERO_ERROR
      clientele_icu_transliterate(handle, &units, &length, Int32(capacity), &status)
      guard status.rawValue <= 0, length >= 0, Int(length) <= capacity else { return nil }
      return String(decoding: units.prefix(Int(length)), as: UTF16.self)
    }
  }

  private static let shared = Mutex(Rules())

  /// The folded form of a text; ASCII alone is only put in lower case. Complexity: O(length).
  static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return shared.withLock { $0.folded(text) } ?? text.lowercased()
  }
}
