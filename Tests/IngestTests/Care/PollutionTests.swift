import Dispatch
import Glibc
import Ledger
import Synchronization
import Testing

@testable import Ingest

@Suite("Broken files are read right, or say where they are broken")
struct PollutionTests {
  enum Verdict: String { case right, named, refused, wrong }

  struct File {
    var bytes: [UInt8]
    var shop: PollutedShop
    var lines: [ClosedRange<Int>]
  }

  /// A file with one to three pollutions.
  static func file(_ seed: UInt64) -> File {
    var random = SeededGenerator(seed: seed)
    var shop = PollutedShop(&random)
    var wanted = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
      Pollution.allCases.randomElement(using: &random)
    }
    // Every way comes often enough whatever chance does.
    wanted[0] = Pollution.allCases[Int(seed) % Pollution.allCases.count]
    wanted = wanted.enumerated().filter { wanted.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    // A file is cut off where everything else is done.
    if let last = wanted.firstIndex(of: .cutOff) { wanted.append(wanted.remove(at: last)) }
    for pollution in wanted where pollution.isStyle {
      if pollution.apply(to: &shop, &random) { shop.kinds.append(pollution.rawValue) }
    }
    shop.write()
    for pollution in wanted where !pollution.isStyle {
      if pollution.apply(to: &shop, &random) { shop.kinds.append(pollution.rawValue) }
    }
    let (bytes, lines) = shop.text()
    return File(bytes: bytes, shop: shop, lines: lines)
  }

  /// Reads a file and compares with what is true; the sentence says what went wrong.
  static func verdict(_ file: File) -> (Verdict, String) {
    do {
      let bytes = try SourceBytes.open(.bytes(name: "shop.csv", file.bytes), isCancelled: nil)
      var reader = try TableReader(TextTable(label: "shop.csv", bytes: bytes))
      return try judge(&reader, file)
    } catch {
      let isHelpful = error.kind == .notATable && !error.wayOut.isEmpty && error.what.contains("header")
      return (isHelpful && file.shop.kinds.contains("noHeader") ? .refused : .wrong, error.description)
    }
  }

  private static func judge(_ reader: inout TableReader, _ file: File) throws(IngestError) -> (Verdict, String) {
    let shop = file.shop
    let names = reader.header.map { Field.normalised($0) }
    var places: [PollutedShop.Column: Int] = [:]
    for (column, name) in zip(shop.columns, shop.header) {
      // The header that was taken may be the translated one.
      let all = [name] + (PollutedShop.english[column] ?? []) + (PollutedShop.chinese[column] ?? [])
      places[column] = all.lazy.compactMap { names.firstIndex(of: Field.normalised($0)) }.first ?? -1
    }
    var byOrder: [String: Int] = [:]
    for (number, row) in shop.rows.enumerated() { byOrder[row.cells[.order] ?? ""] = number }
    var seen = Set<Int>()
    var sum = 0
    var record = Record()
    while try reader.next(&record) {
      func cell(_ column: PollutedShop.Column) -> String {
        guard let place = places[column], place >= 0 else { return "" }
        let bytes = record.bytes(of: place)
        guard let first = bytes.first, let last = bytes.last else { return "" }
        return String(decoding: first > 32 && last > 32 ? bytes : bytes.trimmingBlanks, as: UTF8.self)
      }
      guard let number = byOrder[cell(.order)] else {
        // What the row reader cannot take as an amount or a date is listed there.
        if amount(cell(.price), shop) != nil, Int(cell(.quantity)) != nil {
          return (.wrong, "line \(record.line): a row that never was: \(record.texts)")
        }
        continue
      }
      guard seen.insert(number).inserted else { return (.wrong, "row \(number) comes twice") }
      let row = shop.rows[number]
      for column in [PollutedShop.Column.customer, .date, .time, .status, .quantity, .sku]
      where shop.columns.contains(column) {
        guard cell(column) == row.cells[column] else {
          return (.wrong, "line \(record.line): \(column) is “\(cell(column))”, not “\(row.cells[column] ?? "")”")
        }
      }
      // The same text is the same amount; another one has to be read.
      func isSame(_ column: PollutedShop.Column, _ value: Int) -> Bool {
        let text = cell(column)
        return text == row.cells[column] || (text.isEmpty ? 0 : amount(text, shop)) == value
      }
      guard isSame(.price, row.price), isSame(.discount, row.discount) else {
        return (.wrong, "line \(record.line): amounts \(cell(.price)) \(cell(.discount)), not \(row.cells)")
      }
      sum += row.net
    }
    if seen.count == shop.rows.count, sum == shop.total { return (.right, "") }
    let listed = (reader.audit.examples[.broken] ?? []).map(\.line)
    for number in shop.rows.indices where !seen.contains(number) {
      guard listed.contains(where: { file.lines[number].contains($0) }) else {
        return (.wrong, "row \(number) on \(file.lines[number]) is missing and not listed: \(shop.cells(number))")
      }
    }
    return (
      .named,
      (reader.audit.examples[.broken] ?? []).map { "\($0.line): \($0.reason): \($0.text)" }.joined(separator: "\n")
    )
  }

  /// The amount of a cell as the row reader reads it, in the shop's minor units.
  private static func amount(_ text: String, _ shop: PollutedShop) -> Int? {
    var reader = AmountReader(decimalComma: shop.decimalComma)
    return text.withPiece { reader.number($0.trimmed)?.minor(digits: shop.decimals) }.map { Int($0) }
  }

  /// Writes a file, and gives its line of the index.
  private static func write(_ file: File, _ seed: UInt64, to folder: String) -> String {
    let shop = file.shop
    let name = "\(seed).csv"
    guard let stream = fopen(folder + "/" + name, "w") else { return "" }
    _ = file.bytes.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, stream) }
    fclose(stream)
    func header(_ column: PollutedShop.Column) -> String {
      shop.columns.firstIndex(of: column).map { shop.header[$0] } ?? ""
    }
    let cents = shop.total.magnitude
    let total =
      shop.decimals == 0
      ? "\(shop.total)" : "\(shop.total < 0 ? "-" : "")\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    return [
      name, shop.kinds.joined(separator: " "), total, "\(shop.rows.count)", header(.quantity), header(.price),
      header(.discount), shop.decimalComma ? "1" : "0", shop.isUndecidable ? "1" : "0",
    ].joined(separator: ",")
  }

  @Test("The files are written for other readers", .enabled(if: getenv("CLIENTELE_POLLUTION_OUT") != nil))
  func written() {
    let folder = getenv("CLIENTELE_POLLUTION_OUT").map { String(cString: $0) } ?? ""
    let lines = (0..<UInt64(3_108)).map { PollutionTests.write(PollutionTests.file($0), $0, to: folder) }
    let index =
      "file,kinds,total,rows,quantity,price,discount,comma,undecidable\n" + lines.joined(separator: "\n") + "\n"
    let stream = fopen(folder + "/index.csv", "w")
    #expect(stream != nil)
    if let stream {
      fputs(index, stream)
      fclose(stream)
    }
  }

  @Test("One spoiled file is shown", .enabled(if: getenv("CLIENTELE_POLLUTION_SEED") != nil))
  func one() throws {
    let seed = getenv("CLIENTELE_POLLUTION_SEED").flatMap { UInt64(String(cString: $0)) } ?? 0
    let file = PollutionTests.file(seed)
    print(String(decoding: file.bytes, as: UTF8.self))
    print(file.shop.kinds, PollutionTests.verdict(file))
    let bytes = try SourceBytes.open(.bytes(name: "shop.csv", file.bytes), isCancelled: nil)
    let clean = try Care.cleaned(TextTable(label: "shop.csv", bytes: bytes))
    for (bucket, rows) in clean.audit.examples { for row in rows { print(bucket, row.line, row.reason, row.text) } }
    for row in clean.audit.repaired { print("repaired", row.line, row.reason, row.text) }
    #expect(PollutionTests.verdict(file).0 != .wrong)
  }

  @Test("Thousands of spoiled files: none silently wrong, nine of ten right to the cent")
  func pollution() throws {
    let count = getenv("CLIENTELE_POLLUTION_FILES").flatMap { Int(String(cString: $0)) } ?? 3_108
    var verdicts: [Verdict: Int] = [:]
    var byKind: [String: [Verdict: Int]] = [:]
    var decidable = 0
    var right = 0
    var wrong: [String] = []
    let results = Mutex<[UInt64: (verdict: Verdict, why: String, kinds: [String], isUndecidable: Bool)]>([:])
    DispatchQueue.concurrentPerform(iterations: 8) { part in
      for seed in stride(from: UInt64(part), to: UInt64(count), by: 8) {
        let file = PollutionTests.file(seed)
        let (verdict, why) = PollutionTests.verdict(file)
        results.withLock { $0[seed] = (verdict, why, file.shop.kinds, file.shop.isUndecidable) }
      }
    }
    for (seed, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      verdicts[result.verdict, default: 0] += 1
      if !result.isUndecidable {
        decidable += 1
        if result.verdict == .right { right += 1 }
      }
      for kind in result.kinds { byKind[kind, default: [:]][result.verdict, default: 0] += 1 }
      if result.verdict == .wrong { wrong.append("\(seed) \(result.kinds): \(result.why)") }
      if getenv("CLIENTELE_POLLUTION_SHOW").map({ String(cString: $0) }) == result.verdict.rawValue,
        !result.isUndecidable
      {
        print("\(seed) \(result.kinds): \(result.why)")
      }
    }
    for (kind, counts) in byKind.sorted(by: { $0.key < $1.key }) {
      let parts = [Verdict.right, .named, .refused, .wrong].map { "\($0.rawValue) \(counts[$0] ?? 0)" }
      print(kind.padded(to: 24), parts.joined(separator: "  "))
    }
    print("all:", verdicts.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: "  "))
    print("of \(decidable) with one truth left in them: right \(right)")
    #expect(wrong.isEmpty, "\(wrong.prefix(20).joined(separator: "\n"))")
    #expect(right * 10 >= decidable * 9 && decidable * 10 >= count * 6)
    #expect(Set(byKind.keys) == Set(Pollution.allCases.map(\.rawValue)))
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
