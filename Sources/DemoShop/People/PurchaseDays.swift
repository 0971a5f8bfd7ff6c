import Ledger

/// The days on which one person buys, in order, each once, as offsets from the first day of the shop.
struct PurchaseDays: Sendable {
  var days: [Int]
  /// The last purchase of a person who has left for good; nil for those who have not.
  var droppedOut: Int?

  init(of person: Person, season: Season, chance: inout Chance) {
    days = []
    droppedOut = nil
    switch person.profile {
    case .oneTime:
      days = [Self.arrival(season, &chance)]
      droppedOut = days.last
    case .occasional: occasional(person, season, &chance)
    case .regular: rhythm(person, from: Self.arrival(season, &chance), leaving: 0.03, shape: 9, &chance)
    case .vip: rhythm(person, from: Self.arrival(season, &chance), leaving: 0.008, shape: 14, &chance)
    case .seasonal: yearly(person, &chance)
    case .priceOnly: bargains(season, &chance)
    case .lapsed, .lapsedBigSpender: lapsed(person, &chance)
    case .slipping: slipping(person, &chance)
    case .declining: declining(person, &chance)
    }
  }

  private static func arrival(_ season: Season, _ chance: inout Chance) -> Int {
    chance.index(cumulative: season.arrivals, in: 0..<season.arrivals.count)
  }

  /// MBG/NBD on the seasonal clock.
  private mutating func occasional(_ person: Person, _ season: Season, _ chance: inout Chance) {
    var day = Self.arrival(season, &chance)
    var clock = season.clock[day]
    while true {
      days.append(day)
      if chance.happens(person.dropout) {
        droppedOut = day
        return
      }
      clock += chance.exponential() / max(person.rate, 1e-9)
      guard let next = season.day(at: clock) else { return }
      // Two purchases on one day are one (DEFINITIONS B.0), so the second moves to the day after.
      day = max(next, day + 1)
      guard day < ShopCalendar.span else { return }
    }
  }

  /// Gamma-distributed gaps around the person's rhythm.
  private mutating func rhythm(
    _ person: Person, from start: Int, leaving: Double, shape: Double, _ chance: inout Chance
  ) {
    var day = start
    while day < ShopCalendar.span {
      days.append(day)
      if chance.happens(leaving) {
        droppedOut = day
        return
      }
      day += max(2, Int((person.rhythm * chance.gamma(shape) / shape).rounded()))
    }
  }

  /// Once a year: before Christmas in Europe, before the Spring Festival in China.
  private mutating func yearly(_ person: Person, _ chance: inout Chance) {
    let skipped = chance.index(cumulative: [0.55, 0.85, 1], in: 0..<3)
    let habit = chance.whole(0...18)
    for year in skipped..<3 {
      let feast =
        Place.all[person.place].country == .china
        ? [ShopCalendar.offset(2024, 2, 10), ShopCalendar.offset(2025, 1, 29), ShopCalendar.offset(2026, 2, 17)][year]
        : ShopCalendar.offset(2023 + year, 12, 24)
      days.append(feast - 8 - habit - chance.whole(0...4))
    }
  }

  /// Two to six purchases, months apart; the discount that goes with each is given at the till.
  private mutating func bargains(_ season: Season, _ chance: inout Chance) {
    var day = chance.whole(0...(ShopCalendar.span - 260))
    let wanted = chance.whole(2...6)
    while days.count < wanted, day < ShopCalendar.span {
      days.append(day)
      day += 20 + Int((100 * chance.gamma(2) / 2).rounded())
    }
    if days.count < 2 { days.append(days[0] + chance.whole(40...120)) }
  }

  /// Regular until seven to fourteen months before the end.
  private mutating func lapsed(_ person: Person, _ chance: inout Chance) {
    let stop = ShopCalendar.last - chance.whole(215...420)
    let wanted = person.profile == .lapsedBigSpender ? chance.whole(9...14) : chance.whole(5...12)
    backward(from: stop, count: wanted, rhythm: person.rhythm, &chance)
    droppedOut = stop
  }

  /// Regular, and overdue by 1.9 to 2.7 intervals.
  private mutating func slipping(_ person: Person, _ chance: inout Chance) {
    let silence = Int((person.rhythm * chance.between(1.9, 2.7)).rounded())
    backward(from: ShopCalendar.last - silence, count: chance.whole(8...14), rhythm: person.rhythm, &chance)
    droppedOut = days.last
  }

  private mutating func backward(from last: Int, count: Int, rhythm: Double, _ chance: inout Chance) {
    var day = last
    while days.count < count, day >= 0 {
      days.append(day)
      day -= max(2, Int((rhythm * chance.between(0.85, 1.15)).rounded()))
    }
    days.reverse()
  }

  /// Every gap 1.4 times the one before, from a turning point in the last autumn on.
  private mutating func declining(_ person: Person, _ chance: inout Chance) {
    let turn = ShopCalendar.offset(2025, 9, 1) + chance.whole(0...45)
    var day = chance.whole(200...650)
    var gap = person.rhythm
    while day < ShopCalendar.span {
      days.append(day)
      if day >= turn { gap *= 1.4 }
      day += max(2, Int((gap * chance.between(0.85, 1.15)).rounded()))
    }
  }
}
