/// The words of one language in which shops' exports are written, as its file in `Languages/` lists them.
///
/// One entry a line, `key: word | word | …`, the most certain word first; `#` begins a comment. Keys are fields of the
/// plain shop folder, parts of a name or a date that have a column of their own (`first_name`, `year` …), `subtotal`, and
/// the words of dates: `months` (twelve groups, the spellings of one month between blanks), `weekdays`, `am`, `pm`. A word
/// with `~` after it has another meaning in the same language: what the column holds decides.
struct LanguageWords: Sendable {
  /// ISO 639 code: "es".
  let code: String
  /// What the language's file says, line by line.
  let entries: [(key: String, words: [String])]

  init(code: String, _ bytes: [UInt8]) {
    self.code = code
    entries = bytes.split(separator: 10).compactMap { line in
      guard line.first != UInt8(ascii: "#"), let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let words = line[(colon + 1)...].split(separator: UInt8(ascii: "|")).map { word in
        String(decoding: word.drop { $0 == 32 }.reversed().drop { $0 == 32 }.reversed(), as: UTF8.self)
      }
      return (String(decoding: line[..<colon], as: UTF8.self), words)
    }
  }

  /// The words of a key; none where the language has no such line.
  subscript(key: String) -> [String] { entries.first { $0.key == key }?.words ?? [] }

  /// Every language, English and Chinese first: where two languages write one word, the first that a file speaks counts.
  static let all: [LanguageWords] = [
    LanguageWords(code: "en", PackageResources.en_words), LanguageWords(code: "zh", PackageResources.zh_words),
    LanguageWords(code: "es", PackageResources.es_words), LanguageWords(code: "pt", PackageResources.pt_words),
    LanguageWords(code: "fr", PackageResources.fr_words), LanguageWords(code: "de", PackageResources.de_words),
    LanguageWords(code: "it", PackageResources.it_words), LanguageWords(code: "nl", PackageResources.nl_words),
    LanguageWords(code: "pl", PackageResources.pl_words), LanguageWords(code: "cs", PackageResources.cs_words),
    LanguageWords(code: "sv", PackageResources.sv_words), LanguageWords(code: "da", PackageResources.da_words),
    LanguageWords(code: "fi", PackageResources.fi_words), LanguageWords(code: "hu", PackageResources.hu_words),
    LanguageWords(code: "ro", PackageResources.ro_words), LanguageWords(code: "el", PackageResources.el_words),
    LanguageWords(code: "tr", PackageResources.tr_words), LanguageWords(code: "ru", PackageResources.ru_words),
    LanguageWords(code: "uk", PackageResources.uk_words), LanguageWords(code: "id", PackageResources.id_words),
    LanguageWords(code: "vi", PackageResources.vi_words), LanguageWords(code: "th", PackageResources.th_words),
    LanguageWords(code: "ja", PackageResources.ja_words), LanguageWords(code: "ko", PackageResources.ko_words),
    LanguageWords(code: "ar", PackageResources.ar_words),
  ]
}
