import Ledger

extension DemoShop {
  /// The whole shop as a folder of files: orders, customers, products, visits, enquiries, stock, campaigns, campaign
  /// members, spend, and a README that tells the columns and the planted truth.
  ///
  /// Visits, stock and the other side files are made on request: opening the demo shop needs only the orders.
  public var files: [(name: String, contents: [UInt8])] {
    [
      ("orders.csv", ordersCSV()), ("customers.csv", customersCSV()), ("products.csv", productsCSV()),
      ("visits.csv", visitsCSV()), ("enquiries.csv", enquiriesCSV()), ("stock.csv", stockCSV()),
      ("campaigns.csv", campaignsCSV()), ("campaign_members.csv", membersCSV()), ("spend.csv", spendCSV()),
      ("README.txt", Array(readMe.utf8)),
    ]
  }

  /// The first order of every person, as an offset of days; nil for those who never ordered.
  private var firstOrders: [Int?] {
    var first = [Int?](repeating: nil, count: history.people.count)
    for order in history.orders {
      if let person = order.person, first[person] == nil { first[person] = order.day }
    }
    return first
  }

  private func customersCSV() -> [UInt8] {
    var file = CommaSeparated(
      header: "customer_id,name,email,phone,region,city,country,channel,since,birthday,accepts_marketing,tags")
    let first = firstOrders
    func row(_ person: Person, id: String, email: String, phone: String, since: Int?) {
      let place = Place.all[person.place]
      file.field(id)
      file.field(person.name)
      file.field(email)
      file.field(phone)
      file.field(place.region)
      file.field(place.cities[person.city])
      file.field(place.country.name(options.locale))
      file.field(SalesChannel.acquisition[person.channel])
      if let since { file.field(day: since) } else { file.blank() }
      let birth = person.birthYearAndDay
      file.field("\(birth.year)-\(Digits.padded(birth.month, 2))-\(Digits.padded(birth.day, 2))")
      file.field(person.acceptsMarketing ? "yes" : "no")
      file.field(person.profile == .vip ? "vip" : person.profile == .declining ? "office" : "")
      file.endRow()
    }
    for (index, person) in history.people.enumerated() {
      row(person, id: person.id, email: person.email, phone: person.phone, since: first[index])
    }
    var sinceSecond: [Int: Int] = [:]
    for order in history.orders where order.usesSecondAccount {
      if let person = order.person, sinceSecond[person] == nil { sinceSecond[person] = order.day }
    }
    for (index, person) in history.people.enumerated() {
      guard let second = person.second else { continue }
      row(
        person, id: AccountNumber.text(second.number), email: second.email, phone: second.phone,
        since: sinceSecond[index])
    }
    return file.bytes
  }

  private func productsCSV() -> [UInt8] {
    var file = CommaSeparated(header: "sku,product,category,price,cost")
    for (shelf, range) in catalogue.ranges.enumerated() {
      for product in range {
        file.field(catalogue.products[product].sku)
        file.field(catalogue.names[product])
        file.field(catalogue.categories[shelf])
        file.field(money: catalogue.prices[product])
        file.field(money: catalogue.costs[product])
        file.endRow()
      }
    }
    return file.bytes
  }

  private func campaignsCSV() -> [UInt8] {
    var file = CommaSeparated(header: "campaign,starts,days,cost,code,channel")
    for (index, campaign) in Campaign.all.enumerated() {
      let contacted = history.members.count { $0.campaign == index && !$0.isControl }
      file.field(campaign.name)
      file.field(day: campaign.start)
      file.field(campaign.days)
      file.field(money: (contacted * campaign.contactCost + 12_000) * moneyScale)
      file.field(campaign.code)
      file.field(campaign.channel)
      file.endRow()
    }
    return file.bytes
  }

  private func membersCSV() -> [UInt8] {
    var file = CommaSeparated(header: "campaign,customer_id,control,contacted_at")
    for (index, campaign) in Campaign.all.enumerated() {
      for member in history.members where member.campaign == index {
        file.field(campaign.name)
        file.field(history.people[member.person].id)
        file.field(member.isControl ? 1 : 0)
        if member.isControl { file.blank() } else { file.field(instant: campaign.start * 86_400 + 36_000) }
        file.endRow()
      }
    }
    return file.bytes
  }

  private func spendCSV() -> [UInt8] {
    var file = CommaSeparated(header: "month,channel,amount")
    var chance = Chance(seed: options.seed, stream: 5)
    let start = ShopCalendar.firstDay
    let channels = SalesChannel.acquisition.count
    var newcomers = [Int](repeating: 0, count: truth.netByMonth.count * channels)
    for (person, day) in zip(history.people, firstOrders) {
      guard let day else { continue }
      let date = ShopCalendar.day(day).fields
      let month = (date.year - start.fields.year) * 12 + date.month - start.fields.month
      if month * channels + person.channel < newcomers.count { newcomers[month * channels + person.channel] += 1 }
    }
    for month in truth.netByMonth.indices {
      for channel in 0..<channels where SalesChannel.acquisitionCost[channel] > 0 {
        let noise = chance.whole(85...120)
        let amount = newcomers[month * channels + channel] * SalesChannel.acquisitionCost[channel] * noise / 100
        file.field(String(start.adding(months: month).description.prefix(7)))
        file.field(SalesChannel.acquisition[channel])
        file.field(money: amount * moneyScale)
        file.endRow()
      }
    }
    return file.bytes
  }

  /// Seven yuan to the euro.
  var moneyScale: Int { options.locale == .zh ? 7 : 1 }
}
