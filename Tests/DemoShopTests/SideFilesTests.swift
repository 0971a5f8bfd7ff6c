import DemoShop
import Ledger
import Testing

@Suite("The side files agree with the orders")
struct SideFilesTests {
  private let truth = Default.shop.truth

  @Test(
    "columns of the plain shop folder",
    arguments: [
      (
        "customers.csv",
        "customer_id,name,email,phone,region,city,country,channel,since,birthday,accepts_marketing,tags"
      ),
      ("products.csv", "sku,product,category,price,cost"),
      ("visits.csv", "customer_id,session_id,at,page,sku,seconds,event"),
      ("enquiries.csv", "customer_id,sku,at,kind,note"),
      ("stock.csv", "sku,at,level"),
      ("campaigns.csv", "campaign,starts,days,cost,code,channel"),
      ("campaign_members.csv", "campaign,customer_id,control,contacted_at"),
      ("spend.csv", "month,channel,amount"),
    ])
  func columns(name: String, header: String) {
    let table = Default.file(name)
    #expect(table.columns.joined(separator: ",") == header)
    #expect(!table.rows.isEmpty)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  @Test("every account of the orders is in the customer file, since its first order")
  func customers() {
    let table = Default.file("customers.csv")
    let since = Dictionary(uniqueKeysWithValues: zip(table.column("customer_id"), table.column("since")))
    var first: [String: String] = [:]
    for order in Default.table.orders where !order.account.isEmpty && first[order.account] == nil {
      first[order.account] = String(order.orderedAt.prefix(10))
    }
    #expect(since == first)
  }

  @Test("campaign members: a fifth held out, the counts as told, effect where there is one and none where not")
  func campaigns() {
    let members = Default.file("campaign_members.csv")
    let campaigns = Default.file("campaigns.csv")
    #expect(campaigns.column("campaign") == truth.campaigns.map(\.name))
    for campaign in truth.campaigns {
      var people = [0, 0]
      var buyers = [0, 0]
      for row in members.rows where row[0] == campaign.name {
        let group = row[2] == "1" ? 1 : 0
        people[group] += 1
        #expect(row[3].isEmpty == (group == 1))
        let bought = (Default.purchases[row[1]] ?? []).contains {
          $0.day > campaign.starts && $0.day - campaign.starts <= campaign.days
        }
        if bought { buyers[group] += 1 }
      }
      #expect(people == [campaign.contacted, campaign.heldOut])
      #expect(buyers == [campaign.contactedBuyers, campaign.heldOutBuyers])
      let holdOut = Double(people[1]) / Double(people[0] + people[1])
      #expect((0.16...0.24).contains(holdOut))
    }
    func effect(_ index: Int) -> Double {
      let campaign = truth.campaigns[index]
      return Double(campaign.contactedBuyers) / Double(campaign.contacted)
        - Double(campaign.heldOutBuyers) / Double(campaign.heldOut)
    }
    #expect(effect(0) > 0.10)
    #expect(abs(effect(1)) < 0.06)
    #expect(truth.campaigns[1].extraPurchase == 0)
    let last = truth.campaigns[3]
    #expect(last.starts.adding(days: last.days) > truth.lastDay)
  }

  @Test("nothing is sold while it is out of stock, and the stock file shows 0 then")
  func stockOuts() {
    let stock = Default.file("stock.csv")
    for out in truth.stockOuts {
      let end = out.restocked ?? truth.lastDay.adding(days: 1)
      let sold = Default.table.orders.contains { order in
        order.day >= out.from && order.day < end && order.lines.contains { $0.sku == out.sku }
      }
      #expect(!sold, "\(out.sku)")
      let levels = stock.rows.filter { $0[0] == out.sku }
      let within = levels.filter { $0[1].prefix(10) >= out.from.description && $0[1].prefix(10) < end.description }
      #expect(!within.isEmpty)
      #expect(within.allSatisfy { $0[2] == "0" })
      if let back = out.restocked {
        #expect(levels.contains { $0[1].hasPrefix(back.description) && $0[2] != "0" })
      }
    }
    #expect(stock.column("level").allSatisfy { (Int($0) ?? -1) >= 0 })
  }

  @Test("restock enquiries fall into a span without stock; some who asked have bought since, others wait")
  func enquiries() {
    let table = Default.file("enquiries.csv")
    var waiting = 0
    var satisfied = 0
    for row in table.rows where row[3] == "restock" {
      let day = Day(String(row[2].prefix(10))) ?? truth.firstDay
      let out = truth.stockOuts.first {
        $0.sku == row[1] && $0.from <= day && day < ($0.restocked ?? truth.lastDay.adding(days: 1))
      }
      #expect(out != nil, "\(row)")
      let bought = (Default.purchases[row[0]] ?? []).contains { $0.day > day && $0.kept.contains(row[1]) }
      if bought { satisfied += 1 } else { waiting += 1 }
    }
    #expect(waiting > 30)
    #expect(satisfied > 5)
    #expect(zip(table.column("at"), table.column("at").dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("repeat viewers look three times on two days within the last week, and do not buy")
  func repeatViewers() {
    let visits = Default.file("visits.csv")
    #expect(truth.repeatViewers.count > 15)
    var views: [String: [String]] = [:]
    for row in visits.rows where row[6] == "view" && row[2].prefix(10) > "2026-06-23" {
      views[row[0] + row[4], default: []].append(String(row[2].prefix(10)))
    }
    for viewer in truth.repeatViewers {
      let days = views[viewer.customer + viewer.sku] ?? []
      #expect(days.count >= 3 && Set(days).count >= 2)
      let bought = (Default.purchases[viewer.customer] ?? []).contains {
        truth.lastDay - $0.day <= 30 && $0.kept.contains(viewer.sku)
      }
      #expect(!bought)
    }
  }

  @Test("visits stand in time order of their sessions, and a session belongs to one person")
  func visits() {
    let table = Default.file("visits.csv")
    var owner: [String: String] = [:]
    var events: Set<String> = []
    for row in table.rows {
      #expect(owner[row[1], default: row[0]] == row[0])
      owner[row[1]] = row[0]
      events.insert(row[6])
    }
    #expect(events == ["view", "cart", "favourite", "buy"])
    #expect(owner.count > 5_000)
  }

  @Test("spend names every month, and costs a new customer a believable sum")
  func spend() {
    let table = Default.file("spend.csv")
    #expect(Set(table.column("month")).count == 36)
    #expect(Set(table.column("channel")) == ["search", "social", "marketplace", "referral"])
    let spend = table.column("amount").reduce(0) { $0 + OrderTable.cents($1) }
    #expect((600...2_000).contains(spend / truth.people.count))
  }

  @Test("the README tells the totals")
  func readMe() {
    let text = String(decoding: Default.files["README.txt"] ?? [], as: UTF8.self)
    let net = Digits.grouped(truth.totals.net / 100) + "." + Digits.padded(truth.totals.net % 100, 2)
    #expect(text.contains(net))
    #expect(text.contains("--customers 4000 --seed 1 --locale en"))
    for campaign in truth.campaigns { #expect(text.contains(campaign.name)) }
  }
}
