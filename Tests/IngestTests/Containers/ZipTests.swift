import Glibc
import Testing

@testable import Ingest

@Suite("Zip files and gzip")
struct ZipTests {
  private let good = "order_id,customer_id,date,total\n1,a,2020-01-01,5.00\n"

  @Test("Every member that is a table becomes one; folders, pictures and what systems add are passed over")
  func members() throws {
    var workbook = WorkbookWriter()
    workbook.sheets = [("Orders", "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>")]
    var zip = ZipWriter()
    zip.add("exports/", "", isPacked: false)
    zip.add("exports/one.csv", good)
    zip.add("exports/two.tsv", "a\tb\n1\t2\n", isPacked: false)
    zip.add("__MACOSX/exports/._one.csv", "rubbish")
    zip.add(".hidden.csv", good)
    zip.add("README.txt", "about")
    zip.add(Array("cover.png".utf8), [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])
    zip.add("invoice.pdf", "%PDF-1.4")
    zip.add("invoice", "%PDF-1.4")
    zip.add("Thumbs.db", "\u{0}\u{1}")
    zip.add("empty.csv", "")
    zip.add(Array("three.csv.gz".utf8), deflated(Array(good.utf8), isGzip: true), isPacked: false)
    zip.add(Array("book.xlsx".utf8), workbook.bytes, isPacked: false)
    let found = try tables(zip.bytes, "orders.zip")
    #expect(
      found.map(\.label) == [
        "orders.zip › exports/one.csv", "orders.zip › exports/two.tsv", "orders.zip › three.csv.gz",
        "orders.zip › book.xlsx › Orders",
      ])
    #expect(found[0].text == good && found[1].text == "a\tb\n1\t2\n" && found[2].text == good && found[3].text == "x\n")
    #expect(found.map(\.containers) == [["zip"], ["zip"], ["zip", "gzip"], ["zip", "xlsx"]])
    #expect(found[0].encoding.isEmpty && found[3].encoding == "UTF-8")
  }

  @Test("Names of members in GBK are readable")
  func names() throws {
    var zip = ZipWriter()
    zip.add([0xB6, 0xA9, 0xB5, 0xA5, 0xB1, 0xA8, 0xB1, 0xED] + Array(".csv".utf8), Array(good.utf8))
    zip.add("订单.csv", good)
    zip.add([0x42, 0x81] + Array("cher.csv".utf8), Array(good.utf8))
    #expect(try tables(zip.bytes, "z").map(\.label) == ["z › 订单报表.csv", "z › 订单.csv", "z › Bücher.csv"])
  }

  @Test("Archives that cannot be read say why")
  func refused() {
    var encrypted = ZipWriter()
    encrypted.add(Array("a.csv".utf8), Array(good.utf8), flags: 1)
    #expect(refusal(encrypted.bytes)?.what.contains("encrypted") == true)
    var strange = ZipWriter()
    strange.add(Array("a.csv".utf8), Array(good.utf8), isPacked: false, method: 97)
    #expect(refusal(strange.bytes)?.kind == .unreadable)
    var pictures = ZipWriter()
    pictures.add("a.pdf", "%PDF-1.4")
    #expect(refusal(pictures.bytes)?.what.contains("holds no order files") == true)
    var page = ZipWriter()
    page.add("orders.csv", "<!doctype html><html>")
    #expect(refusal(page.bytes, "a.zip")?.file == "a.zip › orders.csv")
    #expect(refusal(ZipWriter().bytes)?.what.contains("holds no order files") == true)
    var document = ZipWriter()
    document.add("word/document.xml", "<w/>")
    #expect(refusal(document.bytes)?.what.contains("Word") == true)
    var many = ZipWriter()
    for number in 0...10_000 { many.add("\(number).csv", "a", isPacked: false) }
    #expect(refusal(many.bytes)?.what.contains("10,001") == true)
  }

  @Test("A zip file in a zip file is opened, one deeper is not")
  func nested() throws {
    var inner = ZipWriter()
    inner.add("a.csv", good)
    var middle = ZipWriter()
    middle.add(Array("inner.zip".utf8), inner.bytes)
    #expect(try tables(middle.bytes, "m.zip").map(\.label) == ["m.zip › inner.zip › a.csv"])
    var outer = ZipWriter()
    outer.add(Array("middle.zip".utf8), middle.bytes)
    #expect(refusal(outer.bytes)?.kind == .unreadable)
    let thrice = deflated(deflated(deflated(Array(good.utf8), isGzip: true), isGzip: true), isGzip: true)
    #expect(refusal(thrice)?.kind == .unreadable)
  }

  @Test("Cut at any tenth byte, or with any byte changed, an archive is refused or read, never fatal")
  func damaged() throws {
    var zip = ZipWriter()
    zip.add("one.csv", good)
    zip.add("two.csv", good, isPacked: false)
    let whole = zip.bytes
    for count in stride(from: 4, to: whole.count, by: 10) {
      #expect(refusal(Array(whole.prefix(count)))?.kind == .damaged, "cut at \(count)")
    }
    var passed = 0
    for place in 4..<whole.count {
      var bytes = whole
      bytes[place] ^= 0x55
      guard let found = try? tables(bytes) else { continue }
      // Names and times may change, what the members hold may not.
      for table in found { #expect(table.text == good) }
      passed += 1
    }
    #expect(passed < whole.count / 2)
    let packed = deflated(Array(good.utf8), isGzip: true)
    for count in stride(from: 3, to: packed.count, by: 10) {
      #expect(refusal(Array(packed.prefix(count)))?.kind == .damaged)
    }
  }

  @Test("A wrong checksum is found")
  func checksum() {
    var zip = ZipWriter()
    zip.add(Array("a.csv".utf8), Array(good.utf8), isPacked: false)
    var bytes = zip.bytes
    bytes[30 + 5 + 10] ^= 1
    let error = refusal(bytes, "a.zip")
    #expect(error?.kind == .damaged && error?.file == "a.zip › a.csv" && error?.what.contains("checksum") == true)
  }

  @Test("What unpacks to hundreds of times its size is refused, in a zip file and in gzip, alone and together")
  func bombs() {
    let zeros = [UInt8](repeating: 48, count: 1 << 20)
    var zip = ZipWriter()
    zip.add(Array("a.csv".utf8), zeros, repeated: 300)
    #expect(zip.bytes.count < 1 << 20)
    let error = refusal(zip.bytes)
    #expect(error?.kind == .unreadable && error?.what.contains("200 times") == true)
    #expect(refusal(deflated(zeros, isGzip: true, repeated: 300))?.what.contains("200 times") == true)
    // Members below the limit that are above it together.
    var many = ZipWriter()
    for number in 0..<3 { many.add(Array("\(number).csv".utf8), zeros, repeated: 100) }
    #expect(refusal(many.bytes)?.what.contains("200 times") == true)
  }

  @Test("A text that packs well, and is not large, is no bomb")
  func noBomb() throws {
    let rows = [UInt8](repeating: 48, count: 20 << 20)
    #expect(try tables(deflated(rows, isGzip: true))[0].bytes.count == rows.count)
  }

  @Test("Numbers of JSON with an exponent are plain numbers")
  func exponents() {
    func plain(_ text: String) -> String? {
      Array(text.utf8).withUnsafeBufferPointer { Decimals.plain($0).map { String(decoding: $0, as: UTF8.self) } }
    }
    #expect(
      plain("1E+2") == "100" && plain("12.5e-1") == "1.25" && plain("-2.5e1") == "-25" && plain("5e-3") == "0.005")
    #expect(plain("12.50") == nil && plain("1e900") == nil)
  }
}
