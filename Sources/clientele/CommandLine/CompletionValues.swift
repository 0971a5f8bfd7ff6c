import Analytics
import Canvas
import Dashboard
import Glibc
import Ingest
import Ledger
import Panels

/// The names that may stand behind options, from the registries that the program itself uses.
enum CompletionValues {
  typealias Word = Completion.Word

  static var panels: [Word] { PanelRegistry.all.map { Word($0.id, $0.question) } }

  static var themes: [Word] {
    Theme.names(directories: UserFolders.themes).map { Word($0.name, $0.description) }
  }

  static var formatTopics: [Word] {
    FormatDescription.all.map { Word($0.id, "\($0.platform): \($0.title)") }
      + [
        Word("sqlite", "the tables of a SQLite file"), Word("containers", "what a file may be packed in"),
        Word("encodings", "what --encoding takes"),
      ]
  }

  static var encodings: [Word] { FormatDescription.encodings.map { Word($0) } }

  static var fields: [Word] { Field.allCases.map { Word($0.rawValue + "=") } }

  static var maps: [Word] { RFMMap.builtIn.map { Word($0.id) } }

  /// Kinds of files; behind `FILE=` too.
  static func kinds(_ typed: String) -> [Word] {
    let head = typed.lastIndex(of: "=").map { String(typed[...$0]) } ?? ""
    return FormatDescription.all.map { Word(head + $0.id, "\($0.platform): \($0.title)") }
      + FormatDescription.others.map { Word(head + $0.id, $0.meaning) }
  }

  /// The time zones of this machine, by name.
  static var timeZones: [Word] {
    let table = SmallTextFile.read("/usr/share/zoneinfo/zone1970.tab") ?? ""
    let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
    return (names + ["UTC"]).sorted().map { Word($0) }
  }

  /// Names of settings with an equals sign, and behind it the words that the setting accepts.
  static func settings(_ typed: String) -> [Word] {
    guard let equals = typed.firstIndex(of: "=") else {
      return Configuration.table.map { Word($0.key + "=", $0.meaning) }
    }
    let key = typed[..<equals]
    guard let setting = Configuration.table.first(where: { $0.key == key }) else { return [] }
    var words = listed(setting.accepts)
    if key == "screen.theme" || setting.accepts.contains("clientele themes") { words = themes.map(\.text) }
    if words.isEmpty, !setting.standard.contains(" ") { words = [setting.standard] }
    return words.map { Word("\(key)=\($0)", $0 == setting.standard ? "standard" : "") }
  }

  /// The filter with the word at its end made whole: a field, or one of the words that the field before it knows.
  static func filter(_ typed: String) -> [Word] {
    let isOfName: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let last = String(typed.reversed().prefix(while: isOfName).reversed())
    let head = String(typed.dropLast(last.count))
    let parts = head.split { $0 == " " || $0 == "(" }
    if let sign = parts.last, ["=", "!="].contains(sign), let name = parts.dropLast().last,
      let field = FilterField.named(String(name))
    {
      return field.vocabulary.map { Word(head + ($0.contains(" ") ? "\"\($0)\"" : $0)) }
    }
    return FilterField.all.map { Word(head + $0.id, $0.meaning) }
      + (head.isEmpty ? [] : ["and", "or", "not"].map { Word(head + $0) })
  }

  /// Column ids of what is printed, behind those that are there already.
  static func columns(_ typed: String, _ panel: String?, _ command: String) -> [Word] {
    let head = typed.lastIndex(of: ",").map { String(typed[...$0]) } ?? ""
    return table(panel, command)?.columns.map { Word(head + $0.id, $0.title) } ?? []
  }

  /// Column ids, each upwards and downwards.
  static func sortKeys(_ typed: String, _ panel: String?, _ command: String) -> [Word] {
    columns("", panel, command).flatMap { [$0, Word($0.text + ":desc", $0.help)] }
  }

  /// A table as it would be printed, of a shop that has one order with everything that a column may show.
  private static func table(_ panel: String?, _ command: String) -> DataTable? {
    let order = """
      order_id,customer_id,name,email,phone,region,ordered_at,sku,product,category,quantity,unit_price,discount
      1,C1,Ann Example,ann@shop.example,+15550100,North,2024-01-01,A,Tea,Drinks,1,10.00,1.00

      """
    let ledger = (try? readLedger([.bytes(name: "order", Array(order.utf8))], options: ReadOptions())) ?? .empty
    let findings = Findings(ledger, Question(ledger: ledger))
    switch command {
    case "print": return panel.flatMap { PanelRegistry.panel($0) }?.sheet(findings).table
    case "list": return CustomersSheet.everybody(findings).table
    default: return nil
    }
  }

  /// The choices in the name of a value: `auto|always|never`; none where it is no list of words.
  static func choices(_ valueName: String) -> [Word] {
    let parts = valueName.split(separator: "|")
    guard parts.count > 1, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }) else {
      return []
    }
    return parts.map { Word(String($0)) }
  }

  /// The single words of a sentence that lists what is accepted: `mean, median, p80, or net and purchases such as 500,4`.
  static func listed(_ accepts: String) -> [String] {
    var items: [String] = []
    for part in accepts.split(separator: ",") {
      var words = part.split(separator: " ").map(String.init)
      if words.first == "or" { words.removeFirst() }
      if words.count == 3, words[1] == "or" { words.remove(at: 1) } else if words.count != 1 { continue }
      items += words
    }
    return items.filter { $0.first?.isLetter == true && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
  }
}

/// A text file of the machine's.
enum SmallTextFile {
  /// Its text; `nil` where it cannot be read or has more than a megabyte.
  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return count < bytes.count ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
