import Ledger

extension DemoShop {
  /// What the folder holds: the columns of every file, and the planted truth in numbers.
  var readMe: String {
    """
    The demo shop of clientele
    ==========================
    Tea, coffee and kitchen ware, \(truth.firstDay) to \(truth.lastDay), generated. No person, order or figure is real.
    Made with: --customers \(max(1, options.customers)) --seed \(options.seed) --locale \(options.locale.rawValue)

    Files (UTF-8, comma, one header line; amounts in \(currency) with two decimals)
    orders.csv            one row per order line. discount: off the line; order_discount and shipping: of the order, on
                          its first line; refund: money given back for the line; tax: on top; cost: of one piece;
                          status: paid, cancelled, refunded (in full), unpaid.
                          quantity × unit_price − discount − share of order_discount − refund = net
    customers.csv         one row per account
    products.csv          price and cost of one piece
    visits.csv            pages seen in the last twelve months; event: view, cart, favourite, buy
    enquiries.csv         questions by product; kind: restock, other
    stock.csv             levels, weekly and whenever something ran out or came back
    campaigns.csv         cost: of the whole campaign; days: in which a purchase counts
    campaign_members.csv  the audience; control 1: held out, not contacted
    spend.csv             acquisition spend by month and channel

    The order file adds up to
    \(totalsText)

    People
    at least 1, 2, 3, 4, 5 purchases: \(truth.funnel.map { Digits.grouped($0) }.joined(separator: ", "))
    with two accounts (same e-mail or same phone): \(truth.people.count { $0.secondID != nil })
    \(profilesText)
    Occasional buyers follow MBG/NBD: rates Gamma(\(truth.process.r), \(truth.process.alpha) days), \
    dropout Beta(\(truth.process.a), \(truth.process.b)).

    \(plantedText)

    Looking again and again without buying: \(truth.repeatViewers.count) people

    """
  }

  private var plantedText: String {
    var lines = ["Bought together (planted chance; purchases with the first, the second, both; lift)"]
    for pair in truth.pairs {
      let counts = "\(pair.withFirst), \(pair.withSecond), \(pair.withBoth)"
      lines.append("\(pair.first) + \(pair.second)  \(percent(pair.probability)); \(counts); \(decimal(pair.lift))")
    }
    lines += ["", "Bought within \(Planted.sequenceWindow) days after (planted chance; people, of whom bought)"]
    for step in truth.sequences {
      lines.append("\(step.first) then \(step.second)  \(percent(step.probability)); \(step.base), \(step.hits)")
    }
    lines += ["", "Bought again (days that one lasts)"]
    for staple in truth.staples { lines.append("\(staple.sku)  \(Int(staple.days))") }
    lines += ["", "Local favourites (times as likely as elsewhere)"]
    for local in truth.localFavourites { lines.append("\(local.region)  \(local.sku)  \(decimal(local.factor))") }
    lines += ["", "Iced tea begins (month)"]
    for season in truth.icedTeaSeason { lines.append("\(season.region)  \(season.month)") }
    lines += ["", "Campaigns (chance of an extra purchase; contacted, of whom bought; held out, of whom bought)"]
    for campaign in truth.campaigns {
      let counts = "\(campaign.contacted), \(campaign.contactedBuyers); \(campaign.heldOut), \(campaign.heldOutBuyers)"
      lines.append("\(campaign.name), from \(campaign.starts)  \(percent(campaign.extraPurchase)); \(counts)")
    }
    lines += ["", "Out of stock"]
    for out in truth.stockOuts {
      lines.append("\(out.sku)  from \(out.from), " + (out.restocked.map { "back on \($0)" } ?? "still out"))
    }
    return lines.joined(separator: "\n")
  }

  private var totalsText: String {
    let totals = truth.totals
    let rows: [(String, String)] = [
      ("lines", Digits.grouped(totals.lines)), ("orders", Digits.grouped(totals.orders)),
      ("  valid", Digits.grouped(totals.validOrders)), ("  given back in full", Digits.grouped(totals.refundedOrders)),
      ("  cancelled", Digits.grouped(totals.cancelledOrders)), ("  unpaid", Digits.grouped(totals.unpaidOrders)),
      ("  samples at 0", Digits.grouped(totals.zeroValueOrders)),
      ("  without any key", Digits.grouped(totals.unidentifiedOrders)),
      ("gross", money(totals.gross)), ("discounts", money(totals.discounts)), ("refunds", money(totals.refunds)),
      ("net", money(totals.net)), ("  of known people", money(totals.netIdentified)),
      ("  of guests", money(totals.netUnidentified)), ("tax", money(totals.tax)), ("shipping", money(totals.shipping)),
    ]
    return rows.map { name, value in
      let blanks = max(1, 34 - name.count - value.count)
      return name + String(repeating: " ", count: blanks) + value
    }.joined(separator: "\n")
  }

  private var profilesText: String {
    Profile.allCases.map { profile in
      let people = truth.people.filter { $0.profile == profile }
      let net = people.reduce(0) { $0 + $1.net }
      return
        "\(profile): \(people.count) people, \(people.reduce(0) { $0 + $1.purchases }) purchases, \(money(net)) net"
    }.joined(separator: "\n")
  }

  private func money(_ minor: Int) -> String {
    Digits.grouped(minor / 100) + "." + Digits.padded(abs(minor % 100), 2)
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
