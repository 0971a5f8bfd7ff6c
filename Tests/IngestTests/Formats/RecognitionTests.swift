import Testing

@testable import Ingest

@Suite("Kinds of files are told by their headers")
struct RecognitionTests {
  private func best(_ header: String, _ name: String = "") -> Formats.Recognition? {
    Formats.recognise(header: FileKind.list(header), sample: [], name: name).first
  }

  @Test("Ids are unique, and every column of a kind is one of its headers")
  func registry() {
    #expect(Set(Formats.all.map(\.id)).count == Formats.all.count)
    for kind in Formats.all {
      #expect(kind.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(kind.id)")
      #expect(!kind.title.isEmpty && !kind.platform.isEmpty)
      #expect(kind.looks != nil || !kind.signature.isEmpty)
      #expect(kind.role != .part || kind.needs != nil)
      for needed in kind.needs?.kinds ?? [] { #expect(Formats.kind(needed) != nil) }
    }
  }

  @Test("The full header of each kind is recognised as that kind", arguments: Formats.all.map(\.id))
  func own(_ id: String) throws {
    let kind = try #require(Formats.kind(id))
    guard kind.looks == nil, kind.id != "olist-others" else { return }
    let recognised = Formats.recognise(header: kind.headers, sample: [])
    #expect(recognised.first?.kind.id == id, "\(recognised.prefix(3).map { ($0.kind.id, $0.confidence) })")
    #expect(recognised.first?.confidence ?? 0 > 0.9)
  }

  @Test("Order of columns, case, blanks and full-width brackets do not matter")
  func written() {
    let shuffled = "LINEITEM PRICE, financial status ,Email,Lineitem　quantity,Name,Created at"
    #expect(best(shuffled)?.kind.id == "shopify-orders")
    #expect(best("商品总价（元）,订单号,店铺优惠折扣（元）,商品数量（件）")?.kind.id == "pinduoduo-orders")
  }

  @Test("A signature that is not whole is no recognition, and says what is missing")
  func incomplete() throws {
    let near = try #require(best("Name,Email,Financial Status,Lineitem price,Total"))
    #expect(near.confidence < Formats.certain)
    #expect(near.kind.id == "shopify-orders" && near.missing == ["Lineitem quantity"])
    #expect(best("some,thing,else") == nil)
  }

  @Test("Files without a header are told by their rows")
  func headerless() {
    let row = ["1", "2268318", "2520377", "pv", "1511544070"]
    #expect(Formats.recognise(header: row, sample: [row]).first?.kind.id == "taobao-behaviour")
    let log = ["00004", "0001", "19970101", "2", "29.33"]
    #expect(Formats.recognise(header: log, sample: [log]).first?.kind.id == "cdnow")
    let other = ["1", "2268318", "2520377", "clicked", "1511544070"]
    #expect(Formats.recognise(header: other, sample: [row]).first?.kind.id != "taobao-behaviour")
  }

  @Test("Files of the plain shop folder, and a name that decides")
  func plain() {
    #expect(best("customer_id,name,email,since")?.kind.role == .side(.customers))
    #expect(best("sku,product,category,price,cost")?.kind.role == .side(.products))
    #expect(best("customer_id,session_id,at,page,sku,seconds,event")?.kind.role == .side(.visits))
    #expect(best("customer_id,sku,at,kind,note")?.kind.role == .side(.enquiries))
    #expect(best("sku,at,level")?.kind.role == .side(.stock))
    #expect(best("campaign,starts,days,cost,code,channel")?.kind.role == .side(.campaigns))
    #expect(best("campaign,customer_id,control,contacted_at")?.kind.role == .side(.campaignMembers))
    #expect(best("month,channel,amount")?.kind.role == .side(.spend))
    #expect(best("date,currency,rate")?.kind.role == .side(.rates))
    #expect(best("sku,date,cost")?.kind.role == .side(.costs))
    #expect(best("sku,cost", "costs")?.confidence == 1)
    #expect(best("customer_id,ordered_at,total")?.kind.id == "plain-orders")
    #expect(best("order_id,sku,quantity,unit_price")?.kind.id == "plain-lines")
    #expect(Formats.tableName("/data/shop.db › campaign_members") == "campaign_members")
    #expect(Formats.tableName("/data/spend.csv.gz") == "spend")
  }

  @Test("A fingerprint is the same for the same headers, and another for others")
  func fingerprint() {
    let one = Formats.fingerprint(["Order ID", "Total"])
    #expect(one == Formats.fingerprint([" total", "order_id"]) && one.count == 16)
    #expect(one != Formats.fingerprint(["OrderIDTotal"]) && one != Formats.fingerprint(["Order ID", "Totals"]))
  }

  @Test("A kind's columns decide what the reader takes")
  func layout() throws {
    let text = "订单 ID,客户 ID,订单日期,产品 ID,数量,销售额,利润,价格\n1,a,03/04/2024,X,2,9.00,1.00,77\n"
    let bytes = Array(text.utf8)
    var kind = try #require(Formats.kind("superstore"))
    kind.dateOrder = .dmy
    kind.currency = "CNY"
    let head = try bytes.withUnsafeBufferPointer { try FileHead($0, isWhole: true, file: "x") }
    let layout = try FileLayout(head, options: ReadOptions(), file: "x", kind: kind)
    #expect(layout.amount == .line && layout.columns[layout.totalColumn] == "销售额")
    #expect(!layout.fields.contains(.unitPrice) && layout.dateOrder == .dmy && layout.currency == "CNY")
    // Without the kind the price of one piece comes first.
    #expect(try FileLayout(head, options: ReadOptions(), file: "x").amount == .unitPrice)
    let conventions = try Conventions([head], [layout], options: ReadOptions(), files: ["x"])
    #expect(conventions.files[0].dateOrder == .dmy && conventions.currency.code == "CNY")
  }

  @Test("Status words of the platforms")
  func status() {
    let words: [(String, StatusWords.Meaning)] = [
      ("买家已付款，等待卖家发货", .valid), ("买家已付款,等待卖家发货", .valid), ("交易关闭", .cancelled), ("等待买家付款", .unpaid),
      ("未发货，退款成功", .refunded), ("Partially_Refunded", .valid), ("wc-on-hold", .unpaid), ("voided", .cancelled),
      ("Shipped - Delivered to Buyer", .valid), ("requires_payment_method", .unpaid), ("unavailable", .cancelled),
      ("Refunded", .refunded), ("", .nothing), ("strange", .unknown),
    ]
    for (word, meaning) in words { #expect(StatusWords.meaning(word) == meaning, "\(word)") }
  }
}
