import Ledger
import SharedDataSets
import Testing

@testable import Ingest

@Suite("Side files are linked to the shop's own customers and products")
struct SideReaderTests {
  private func customer(_ key: String, _ ledger: Ledger) throws -> Int {
    try #require((0..<ledger.customers.count).first { ledger.customers.key[$0] == key })
  }

  private func product(_ sku: String, _ ledger: Ledger) throws -> Int {
    try #require((0..<ledger.products.count).first { ledger.products.sku[$0] == sku })
  }

  @Test("Customers are found by account, e-mail in any case, or phone digits; the others are kept by their text")
  func customers() throws {
    let ledger = try SideShop.ledger()
    let (sides, files) = try SideShop.sides(
      [
        (
          .customers,
          """
          customer_id,name,email,phone,region,city,country,channel,since,birthday,accepts_marketing,tags
          c1,Ann Ames,,,North,Aville,UK,web,2025-12-01,1990-05-17,yes,vip
          ,Bob Birch,BOB@Example.org,,South,,UK,,,,no,
          x7,Dora Dale,,555-010-0009,,,,,2026-01-01,,maybe,"a, b"
          ,,,,,,,,,,,
          ,Nobody,,,,,,,,,,
          c1,Ann Ash,,,North,,UK,web,2025-12-02,17 May,yes,

          """
        )
      ], for: ledger)
    let table = try #require(sides.customers)
    let (ann, bob) = (try customer("c1", ledger), try customer("c2", ledger))
    let cid = try customer("cid@example.org", ledger)
    #expect(table.count == 4 && table.customer.codes == [Int32(ann), Int32(bob), -2, Int32(ann)])
    #expect(
      table.row(of: ann) == 3 && table.row(of: bob) == 1
        && table.row(of: cid) == nil)
    #expect(table.customer.strangerText(2) == "x7" && table.customer.stranger(2) == 0 && table.customer[2] == nil)
    #expect(table.name[3] == "Ann Ash" && table.tags[2] == "a, b" && table.region[1] == "South")
    #expect(Day(rawValue: table.since[3]).description == "2025-12-02" && table.since[1] == Sides.noDay)
    #expect(Day(rawValue: table.birthday[0]).description == "1990-05-17" && table.birthday[3] == Sides.noDay)
    #expect(table.consent(of: ann) == .yes && table.consent(of: bob) == .no && table.consent == [1, 2, 0, 1])
    let file = files[0]
    #expect(file.rows == 6 && file.used == 4 && file.counts == [.used: 4, .blank: 1, .broken: 1])
    #expect(file.strangers == (1, 1) && file.examples[.broken]?.first?.line == 6)
    #expect(file.examples[.broken]?.first?.reason == "names nobody")
    #expect(
      file.remarks.contains { $0.contains("accepts_marketing") } && file.remarks.contains { $0.contains("birthday") })
  }

  @Test("An account that only the file of customers knows leads to the person of the orders")
  func accountThroughProfile() throws {
    let ledger = try SideShop.ledger()
    let (sides, _) = try SideShop.sides(
      [
        (.visits, "customer_id,at\nshop-33,2026-03-01 10:00\nshop-99,2026-03-01 10:00\n"),
        (.customers, "customer_id,email\nshop-33,CID@example.org\nshop-99,dan@example.org\n"),
        (.enquiries, "email,sku,at\ndan@example.org,S1,2026-03-02\n"),
      ], for: ledger)
    let visits = try #require(sides.visits)
    #expect(visits.customer[0] == (try customer("cid@example.org", ledger)))
    #expect(visits.customer.strangerText(1) == "shop-99")
    // The same stranger has the same number in every table.
    let enquiries = try #require(sides.enquiries)
    #expect(enquiries.customer.stranger(0) == visits.customer.stranger(1))
    #expect(enquiries.customer.strangerText(0) == "shop-99")
  }

  @Test("Keys of people who were joined lead to them")
  func joined() throws {
    let ledger = try SideShop.ledger()
    let ann = try customer("c1", ledger)
    let table = try SideShop.table(
      "customer_id,email,phone,at\nold-1,,,2026-03-01\n,ANN@work.example,,2026-03-01\n,,555 010 7777,2026-03-01\n",
      .visits)
    let keys = SideLinks.OtherKeys(
      keys: TextColumn(["old-1", "ann@work.example", "5550107777", "beyond"]),
      customers: [Int32(ann), Int32(ann), Int32(ann), 99])
    let (sides, _) = try SideReader.read([table], for: ledger, options: ReadOptions(), otherKeys: keys)
    #expect(sides.visits?.rows(of: ann).count == 3)
  }

  @Test("Visits come customer by customer in time order, strangers and anonymous ones after them")
  func visits() throws {
    let ledger = try SideShop.ledger()
    let (sides, files) = try SideShop.sides(
      [
        (
          .visits,
          """
          customer_id,session_id,at,page,sku,seconds,event
          c2,b,2026-03-02 09:00:00,/cup,S1,12,view
          ,z,2026-03-02 08:00:00,/,,,view
          c1,a,2026-03-03 09:00:05,/plate,S3,8,cart
          v9,q,2026-03-01 09:00:00,/cup,S1,3,favourite
          c1,a,2026-03-03 09:00:00,/,,4,view
          c1,a,2026-03-01 07:00:00,/new,S9,,buy
          c1,a,yesterday,/new,S9,,buy
          c2,b,2026-03-02 09:00:00,/dance,,x,dance

          """
        )
      ], for: ledger)
    let table = try #require(sides.visits)
    let (ann, bob) = (try customer("c1", ledger), try customer("c2", ledger))
    #expect(table.rows(of: ann).map { table.page[$0] } == ["/new", "/", "/plate"])
    #expect(table.rows(of: bob).map { table.page[$0] } == ["/cup", "/dance"])
    #expect(table.rows(of: try customer("cid@example.org", ledger)).isEmpty && table.rows(of: 99).isEmpty)
    let known = table.rows(of: ann)
    #expect(known.map { table.event($0) } == [.buy, .view, .cart] && known.map { table.seconds[$0] } == [-1, 4, 8])
    #expect(table.product[known.upperBound - 1] == (try product("S3", ledger)))
    #expect(table.product.strangerText(known.lowerBound) == "S9")
    #expect(Set(known.map { table.session[$0] }).count == 1)
    #expect(table.session[known.lowerBound] != table.session[table.rows(of: bob).lowerBound])
    #expect(table.customer.strangerText(5) == "v9" && table.customer.codes[6] == -1)
    let file = files[0]
    #expect(file.counts == [.used: 6, .unidentified: 1, .date: 1] && file.rows == 8)
    #expect(file.strangers == (1, 1) && file.unsold == (1, 1))
    #expect(file.days?.lowerBound == Day("2026-03-01") && file.days?.upperBound == Day("2026-03-03"))
    #expect(file.remarks.contains { $0.contains("dance") } && file.remarks.contains { $0.contains("seconds") })
    #expect(file.columns.map(\.field) == ["customer_id", "session_id", "at", "page", "sku", "seconds", "event"])
  }

  @Test("Visits of REES46: universal time, product_id, event_type, user_session")
  func rees46() throws {
    let text = """
      event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
      2026-03-01 20:00:00 UTC,view,S1,1,home.cup,acme,10.00,c1,s-1
      2026-03-01 20:01:00 UTC,remove_from_cart,S1,1,home.cup,acme,10.00,c1,s-1
      2026-03-01 20:02:00 UTC,purchase,S1,1,home.cup,acme,10.00,c1,s-2

      """
    let ledger = try SideShop.ledger()
    let (sides, files) = try SideShop.sides([(.visits, text)], for: ledger)
    let table = try #require(sides.visits)
    #expect(table.event == [0, 4, 3] && table.session == [1, 1, 2] && table.second == [72_000, 72_060, 72_120])
    #expect(files[0].remarks.contains { $0.contains("universal time") })
    let (local, _) = try SideShop.sides([(.visits, text)], for: ledger) { $0.timeZone = Zone(secondsEast: 28_800) }
    #expect(local.visits?.day.first == Day("2026-03-02")?.rawValue && local.visits?.second.first == 14_400)
  }

  @Test("Taobao's UserBehavior has no header and counts seconds; its days are those of Beijing")
  func userBehavior() throws {
    let (sides, files) = try SideShop.sides([
      (.visits, "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,fav,1511561733\n8,2576651,149192,buy,1511572885\n")
    ])
    let table = try #require(sides.visits)
    #expect(files[0].rows == 3 && files[0].used == 3 && table.event == [0, 2, 3])
    // 1511544070 is 2017-11-24 17:21:10 UTC.
    #expect(Day(rawValue: table.day[0]).description == "2017-11-25" && table.second[0] == 4_870)
    #expect(files[0].columns.map(\.field) == ["customer_id", "sku", "", "event", "at"])
  }

  @Test("The public sample of UserBehavior is read row by row", .sharedData("events/taobao_userbehavior_43users.csv"))
  func publicUserBehavior() throws {
    let path = try #require(SharedData.path("events/taobao_userbehavior_43users.csv"))
    let bytes = try SourceBytes.open(.file(path), isCancelled: nil)
    let table = SideTable(table: TextTable(label: path, bytes: bytes), kind: .visits)
    let (sides, files) = try SideReader.read([table], for: .empty, options: ReadOptions())
    let visits = try #require(sides.visits)
    // Counted by the data set's own description: 3,926 pv, 190 cart, 128 fav, 77 buy of 43 users.
    var events: [VisitEvent: Int] = [:]
    for row in 0..<visits.count { events[visits.event(row), default: 0] += 1 }
    #expect(events == [.view: 3_926, .cart: 190, .favourite: 128, .buy: 77])
    #expect(files[0].rows == 4_321 && files[0].strangers == (4_321, 43))
  }

  @Test("Chinese headers and words")
  func chinese() throws {
    let ledger = try SideShop.ledger()
    let (sides, _) = try SideShop.sides(
      [
        (.customers, "客户ID,姓名,邮箱,手机,省份,城市,注册时间,接受营销,标签\nc1,安,,,浙江,杭州,2025年12月1日,是,老客\n"),
        (.visits, "用户ID,访问时间,页面,商品ID,停留时长,行为类型\nc1,2026/3/1 22:02,/a,S1,5,加入购物车\n"),
        (.stock, "商品编码,日期,库存\nS1,2026-03-01,0\nS1,2026-02-01,5\n"),
        (.products, "货号,商品名称,类目,售价,成本价\nS1,杯子,餐具,￥10.00,4.00元\n"),
        (.campaigns, "活动名称,开始时间,天数,费用,优惠码,渠道\n双11,2026-03-01,11,\"1,200.50\",D11,短信\n"),
        (.campaignMembers, "活动,客户ID,是否对照组,触达时间\n双11,c1,否,2026-03-01 10:00\n618,c2,是,\n"),
        (.spend, "月份,渠道,花费\n2026年3月,抖音,100\n2026-02,抖音,50.5\n"),
        (.rates, "日期,币种,汇率\n2026-03-01,美元,7.1\n2026-03-01,USD,7.2\n"),
        (.costs, "日期,货号,成本\n2026-02-01,S1,3.5\n2026-02-01,,900\n"),
      ], for: ledger)
    let ann = try customer("c1", ledger)
    #expect(sides.customers?.city[0] == "杭州" && sides.customers?.consent(of: ann) == .yes)
    #expect(sides.visits?.event(0) == .cart && sides.visits?.seconds == [5])
    let cup = try product("S1", ledger)
    let stock = try #require(sides.stock)
    #expect(stock.rows(of: cup).map { stock.level[$0] } == [5, 0])
    #expect(sides.products?.cost[0] == ExactDecimal(mantissa: 4, decimals: 0))
    #expect(sides.campaigns?.cost[0] == 120_050 && sides.campaigns?.days == [11])
    let members = try #require(sides.campaignMembers)
    #expect(
      members.campaign[0] == 0 && members.campaign.strangerText(1) == "618" && members.isControl == [false, true])
    #expect(members.contactedSecond == [36_000, -1] && members.contactedDay[1] == Sides.noDay)
    let march = try #require(Day("2026-03-01"))
    #expect(sides.spend?.month == [march.rawValue, march.adding(months: -1).rawValue])
    #expect(sides.spend?.amount.total == 15_050)
    #expect(sides.rates?.currency[1] == "USD" && sides.rates?.rate[1] == ExactDecimal(mantissa: 72, decimals: 1))
    #expect(sides.costs?.unitCost(of: cup, on: march.rawValue) == ExactDecimal(mantissa: 35, decimals: 1))
    #expect(sides.costs?.count == 2)
  }

  @Test(
    "A missing column is named with the nearest header and the --map that helps",
    arguments: [
      (SideKind.visits, "customer_id,when_seen\nc1,2026-01-01\n", "visits.at=when_seen"),
      (.visits, "who,at\nc1,2026-01-01\n", "visits.customer_id=who"),
      (.stock, "sku,at,levels\nS1,2026-01-01,3\n", "stock.level=levels"),
      (.rates, "date,currency,ratio\n2026-01-01,USD,7\n", "rates.rate=ratio"),
      (.spend, "months,amount\n2026-01,7\n", "spend.month=months"),
    ])
  func missing(kind: SideKind, text: String, map: String) throws {
    let error = try #require(SideShop.failure(kind, text))
    #expect(error.kind == .missingColumn && error.file == kind.rawValue + ".csv" && error.line == 1)
    #expect(error.wayOut.contains("--map '\(map)'"), "\(error)")
    let parts = map.split(separator: "=")
    let column = try #require(SideColumn(rawValue: String(parts[0].split(separator: ".")[1])))
    let (_, files) = try SideShop.sides([(kind, text)]) { $0.sideMap = [(kind, column, String(parts[1]))] }
    #expect(files[0].used == 1)
    #expect(
      SideShop.failure(kind, text) { $0.sideMap = [(kind, column, "absent")] }?.what.contains("absent") == true)
  }

  @Test("Amounts that cannot be read, or are in another currency, are set aside with their reason")
  func amounts() throws {
    let ledger = try SideShop.ledger { $0.currency = "EUR" }
    let (sides, files) = try SideShop.sides(
      [
        (
          .products,
          "sku,price,cost\nS1,€10.00,4.005\nS2,ten,1\nS3,US$7.00,1\nS4,,\nTotal,17,6\n"
        )
      ], for: ledger)
    #expect(sides.products?.count == 2 && sides.products?.cost[0] == ExactDecimal(mantissa: 4_005, decimals: 3))
    #expect(sides.products?.price[1] == nil)
    #expect(files[0].counts == [.used: 2, .amount: 1, .currency: 1, .total: 1])
    #expect(files[0].examples[.currency]?.first?.reason.contains("USD") == true)
    // The sign alone may be that of several currencies.
    let yen = try SideShop.ledger { $0.currency = "JPY" }
    #expect(try SideShop.sides([(.products, "sku,price\nS1,¥10\n")], for: yen).files[0].used == 1)
  }

  @Test("Day and month are decided from the whole file, and asked for where both fit")
  func dayAndMonth() throws {
    let late = "sku,at,level\nS1,1/2/2026,5\nS1,3/2/2026,4\nS1,25/2/2026,0\n"
    #expect(try SideShop.sides([(.stock, late)]).sides.stock?.day.first == Day("2026-02-01")?.rawValue)
    let error = try #require(SideShop.failure(.stock, "sku,at,level\nS1,1/2/2026,5\n"))
    #expect(error.kind == .ambiguousDates && error.wayOut.contains("--date-order"))
    let told = try SideShop.sides([(.stock, "sku,at,level\nS1,1/2/2026,5\n")]) { $0.dateOrder = .dmy }
    #expect(told.sides.stock?.day == [Day("2026-02-01")?.rawValue ?? 0])
    let comma = try SideShop.sides([(.products, "sku;cost\nS1;4,5\nS2;1.234,50\n")])
    #expect(comma.sides.products?.cost[0] == ExactDecimal(mantissa: 45, decimals: 1))
    #expect(comma.sides.products?.cost[1] == ExactDecimal(mantissa: 12_345, decimals: 1))
  }

  @Test("Several files of a kind become one table; a file that is read twice leaves no rows of the first time")
  func severalFiles() throws {
    let (sides, files) = try SideShop.sides([
      (.stock, "sku,at,level\nS1,2026-01-01,5\nS2,2026-01-01,6\n"),
      // Day first is seen in the last row alone: the file is read again.
      (.stock, "sku,at,level\nS1,1/2/2026,4\nS1,25/2/2026,0\n"),
    ])
    #expect(sides.stock?.count == 4 && files.map(\.rows) == [2, 2] && files.map(\.used) == [2, 2])
    #expect(files[1].days?.lowerBound == Day("2026-02-01"))
  }

  @Test("Every row of random side files is in exactly one bucket, and links stay inside the ledger")
  func everyRow() throws {
    var generator = SeededGenerator(seed: 77)
    let ledger = try SideShop.ledger()
    let words = [
      "c1", "S1", "2026-01-02", "2026-01-02 10:00:00", "", "-", "x@y.z", "12.50", "-3", "yes", "合计", "€5", "1511544070",
    ]
    for kind in SideKind.allCases {
      for _ in 0..<20 {
        let columns = kind.needs.map(\.column) + kind.mayHave.map(\.column)
        var text = columns.map(\.rawValue).joined(separator: ",") + "\n"
        let rows = Int.random(in: 0...30, using: &generator)
        for _ in 0..<rows {
          text +=
            (0..<columns.count).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: ",") + "\n"
        }
        let (sides, files) = try SideShop.sides([(kind, text)], for: ledger)
        #expect(files[0].rows == rows, "\(text)")
        #expect(files[0].counts.values.reduce(0, +) == rows, "\(text)")
        #expect(sides.has(kind), "\(text)")
        for code in sides.visits?.customer.codes ?? [] { #expect(code < Int32(ledger.customers.count)) }
        for code in sides.visits?.product.codes ?? [] { #expect(code < Int32(ledger.products.count)) }
      }
    }
  }
}
