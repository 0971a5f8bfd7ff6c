import Glibc
import Ledger
import Testing

@testable import Ingest

@Suite("The same shop, however it is packed and written")
struct OpenAnythingTests {
  /// Sixty orders with Chinese names, quoted commas and an amount that does not divide.
  private var text: String {
    var text = "订单编号,客户ID,订单日期,商品名称,数量,单价\n"
    for order in 1...60 {
      let product = order % 3 == 0 ? "\"绿茶，特级, 250 克\"" : order % 3 == 1 ? "红茶" : "白茶"
      text += "2026\(Digits.padded(order, 14)),会员\(order % 11),2026-0\(1 + order % 6)-1\(order % 10) 10:00:00,"
      text += "\(product),\(1 + order % 4),\(order).\(Digits.padded(order * 7 % 100, 2))\n"
    }
    return text
  }

  private func figures(_ sources: [Source], _ adjust: (inout ReadOptions) -> Void = { _ in }) throws -> [String] {
    var options = ReadOptions()
    options.name = "same"
    adjust(&options)
    return try readLedger(sources, options: options).figures.filter { !$0.hasPrefix("file ") }
  }

  private func converted(_ text: String, to encoding: String) -> [UInt8] {
    guard let converter = iconv_open(encoding, "UTF-8") else { return [] }
    defer { iconv_close(converter) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4)
    var (left, room) = (input.count, output.count)
    input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var (source, sink) = (from.baseAddress, to.baseAddress)
        _ = iconv(converter, &source, &left, &sink, &room)
      }
    }
    return output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
  }

  @Test("in every encoding", arguments: ["GB18030", "GBK", "UTF-16LE", "UTF-16"])
  func encodings(_ encoding: String) throws {
    let expected = try figures([.bytes(name: "a.csv", Array(text.utf8))])
    #expect(try figures([.bytes(name: "a.csv", converted(text, to: encoding))]) == expected)
    #expect(try figures([.bytes(name: "a.csv", [0xEF, 0xBB, 0xBF] + Array(text.utf8))]) == expected)
  }

  @Test("packed as gzip and zip, in a folder")
  func packed() throws {
    let bytes = Array(text.utf8)
    let expected = try figures([.bytes(name: "a.csv", bytes)])
    #expect(try figures([.bytes(name: "a.csv.gz", deflated(bytes, isGzip: true))]) == expected)
    var zip = ZipWriter()
    zip.add("导出/订单.csv", text)
    #expect(try figures([.bytes(name: "a.zip", zip.bytes)]) == expected)
    let folder = TestFolder()
    folder.write("订单.csv", text)
    folder.write("README.txt", "not a table")
    #expect(try figures([.file(folder.path)]) == expected)
  }

  @Test("as JSON Lines")
  func json() throws {
    let rows = text.split(separator: "\n").dropFirst().map { line in
      var cells: [String] = []
      var isQuoted = false
      var cell = ""
      for letter in line {
        if letter == "\"" {
          isQuoted.toggle()
        } else if letter == ",", !isQuoted {
          cells.append(cell); cell = ""
        } else {
          cell.append(letter)
        }
      }
      cells.append(cell)
      return "{\"订单编号\":\"\(cells[0])\",\"客户ID\":\"\(cells[1])\",\"订单日期\":\"\(cells[2])\",\"商品名称\":\"\(cells[3])\","
        + "\"数量\":\(cells[4]),\"单价\":\(cells[5])}"
    }
    let expected = try figures([.bytes(name: "a.csv", Array(text.utf8))])
    #expect(try figures([.bytes(name: "a.jsonl", Array(rows.joined(separator: "\n").utf8))]) == expected)
  }

  @Test("polluted, with every row listed: a title, a stray quote, another delimiter, a second header, a note")
  func polluted() throws {
    let expected = try readLedger([.bytes(name: "a.csv", Array(text.utf8))])
    var lines = text.split(separator: "\n").map(String.init)
    let header = lines[0]
    lines[20] = lines[20].replacing("红茶", with: "\"红茶").replacing("白茶", with: "\"白茶")
    lines[31] = lines[31].split(separator: ",").joined(separator: ";")
    lines.insert(header, at: 40)
    let spoiled = "店铺订单导出\n\n" + lines.joined(separator: "\r\n") + "\n以上为全部订单\n"
    let ledger = try readLedger([.bytes(name: "a.csv", Array(spoiled.utf8))])
    #expect(ledger.report.net == expected.report.net && ledger.customers.count == expected.customers.count)
    #expect(ledger.report.counts[.surrounding] == 3 && (ledger.report.repairs.values.reduce(0, +)) >= 1)
    let listed = ledger.report.counts.values.reduce(0, +)
    #expect(listed == ledger.report.rows)
  }

  @Test("files of the shop folder that lie beside the orders are read too, and left alone on demand")
  func beside() throws {
    let folder = TestFolder()
    let orders = folder.write(
      "orders.csv", "order_id,customer_id,ordered_at,sku,quantity,unit_price\n1,a,2024-01-02,S1,2,5.00\n")
    folder.write("products.csv", "sku,product,category,price,cost\nS1,Green tea,Tea,5.00,2.00\n")
    folder.write("other.csv", "order_id,customer_id,ordered_at,total\n9,z,2024-01-02,99.00\n")
    let ledger = try readLedger([.file(orders)])
    #expect(ledger.report.net == 1_000 && ledger.lines.cost[0] == 400 && ledger.products.category[1] == "Tea")
    #expect(ledger.report.remarks.contains { $0.contains("products.csv") })
    var options = ReadOptions()
    options.readsBeside = false
    #expect(try readLedger([.file(orders)], options: options).lines.hasCost == false)
  }

  @Test("a table of orders that names products and prices is no list of products")
  func ordersBeforeProducts() throws {
    let text =
      "order_no,Customer,Date,SKU,Product,Category,Qty,Price\n1,a,2024-01-02,S1,Tea,Hot,2,5.00\n2,b,2024-01-03,S2,Cup,Ware,1,3.00\n"
    var options = ReadOptions()
    options.allowsNoOrders = true
    let ledger = try readLedger([.bytes(name: "a.csv", Array(text.utf8))], options: options)
    #expect(ledger.report.net == 1_300 && ledger.report.sides.isEmpty)
  }

  @Test("amounts in several currencies are converted by dated rates, and refused without them")
  func rates() throws {
    let orders =
      "order_id,customer_id,ordered_at,total,currency\n1,a,2024-01-02,10.00,EUR\n2,b,2024-01-03,10.00,USD\n3,a,2024-01-04,1.00,EUR\n"
    #expect(failure(orders)?.kind == .mixedCurrencies)
    let rates = "date,currency,rate\n2024-01-01,USD,0.90\n2024-01-03,USD,0.95\n"
    let ledger = try readLedger([
      .bytes(name: "orders.csv", Array(orders.utf8)), .bytes(name: "rates.csv", Array(rates.utf8)),
    ])
    #expect(ledger.currency.code == "EUR" && ledger.report.net == 1_000 + 950 + 100)
  }

  @Test("what a person said a file is goes before its header, and is remembered by it")
  func chosen() throws {
    let folder = TestFolder()
    let text =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,S,Cup,2,2024-01-02,3.00,17,UK\n"
    let memory = folder.write("formats.csv", "")
    var options = ReadOptions()
    options.kindFile = memory
    let source = Source.bytes(name: "a.csv", Array(text.utf8))
    let first = try readLedger([source], options: options)
    let file = try #require(first.report.files.first)
    #expect(file.kindID == "online-retail" && !file.isChosen)
    try KindFile(path: memory).remember("generic", for: file.fingerprint, file: "a.csv", at: 0)
    let second = try #require(try readLedger([source], options: options).report.files.first)
    #expect(second.kindID.isEmpty && second.isChosen && second.fingerprint == file.fingerprint)
    try KindFile(path: memory).remember("auto", for: file.fingerprint, file: "a.csv", at: 1)
    #expect(try readLedger([source], options: options).report.files.first?.kindID == "online-retail")
    try KindFile(path: memory).remember("no-such", for: file.fingerprint, file: "a.csv", at: 2)
    #expect(throws: IngestError.self) { _ = try readLedger([source], options: options) }
  }
}
