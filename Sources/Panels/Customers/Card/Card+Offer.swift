import Analytics
import Canvas
import Ledger

extension CardFields {
  /// Days after a contact in which nobody is contacted again (DEFINITIONS B.12).
  static let coolDown = 30

  /// What to offer to somebody who wants to be left alone.
  static let silence = [Card.Line("Offer nothing by mail or message: a note says so.", role: .bad)]

  /// What to offer and what not, each with its why; from the rules of the definitions alone.
  var offer: [Card.Line] {
    if record.consent == .no {
      return [Card.Line("Offer nothing by mail or message: the file of customers says no.", role: .bad)]
    }
    guard let stage = record.stage, let rhythm = record.rhythm else {
      return [Card.Line("Nothing to go by: there is no purchase.", role: .textMuted)]
    }
    let habit = record.habit
    return [coolingDown, stageLine(stage, rhythm, habit), habitLine(habit), replenishmentLine].compactMap { $0 }
  }

  private var coolingDown: Card.Line? {
    guard let members = ledger.sides.campaignMembers else { return nil }
    let contacted = memberships.first { !members.isControl[$0] && members.contactedDay[$0] != Sides.noDay }
    guard let row = contacted else { return nil }
    let day = Day(rawValue: members.contactedDay[row])
    guard asOf - day < CardFields.coolDown else { return nil }
    return Card.Line(
      "Wait until \(Wording.date(day.adding(days: CardFields.coolDown))): contacted on \(Wording.date(day)) by "
        + "\(CampaignsSheet.name(ledger.sides, row)), and \(CardFields.coolDown) days pass between two contacts.",
      role: .warn)
  }

  private func stageLine(_ stage: Stage, _ rhythm: Rhythm, _ habit: DiscountHabits.Verdict) -> Card.Line {
    let rule = findings.question.settings.churn
    let silence = "the last purchase was \(rhythm.daysSince == 0 ? "today" : Wording.days(rhythm.daysSince) + " ago")"
    if let chance = rhythm.pReturn, chance < rule.lowReturn, stage != .churned {
      return Card.Line(
        "Mass events only: the chance of a return within \(rule.horizon) days is \(Wording.percent(chance)).")
    }
    if stage == .silent || stage == .sleeping, habit == .fullPrice {
      return Card.Line("\(stage.title): contact, but without a discount; \(silence).")
    }
    return Card.Line("\(stage.title): \(stage.action); \(silence).")
  }

  private func habitLine(_ habit: DiscountHabits.Verdict) -> Card.Line? {
    switch habit {
    case .fullPrice:
      let share = Wording.percent(record.fullPriceShare ?? 0)
      return Card.Line("No discount: \(share) of what was bought was at full price.")
    case .priceOnly:
      let share = Wording.percent(Double(record.discountedPurchases.count) / Double(max(1, record.purchases)))
      return Card.Line(
        "Price only: \(share) of purchases with a discount, \(Wording.percent(record.discountShare ?? 0)) off list "
          + "value, among the most of this shop, and worth no more than the middle customer.", role: .warn)
    case .mixed, .unknown: return nil
    }
  }

  private var replenishmentLine: Card.Line? {
    guard let next = record.replenishment else { return nil }
    let days = next.due - asOf
    let when = days > 0 ? "is due in \(Wording.days(days))" : days == 0 ? "is due today" : "was due \(distance(days))"
    let every = ValueFormat.decimal(next.interval, 0)
    return Card.Line(
      "\(next.goods.name) \(when): bought on \(Wording.days(next.goods.days.count)), usually every \(every) days.",
      role: .accent)
  }
}

extension Card {
  /// Notes that a card shows; the others are counted.
  static let notesShown = 6

  /// Notes as lines: what is open by its due day, then without one, then what is done.
  static func lines(_ notes: [CardNote], today: Day) -> [Line] {
    guard !notes.isEmpty else { return [Line("No notes. N writes one.", role: .textMuted, isHint: true)] }
    let place = { (note: CardNote) -> (Int, Int32, Int32) in
      let written = note.written.map { -$0.rawValue } ?? 0
      if note.isDone { return (2, written, 0) }
      guard let due = note.due else { return (1, written, 0) }
      return (0, due.rawValue, written)
    }
    let sorted = notes.enumerated().sorted { left, right in
      let (a, b) = (place(left.element), place(right.element))
      return a == b ? left.offset < right.offset : a < b
    }
    let lines = sorted.prefix(notesShown).map { line($0.element, today: today) }
    let more = notes.count - lines.count
    return more > 0 ? lines + [Line("… and \(Wording.count(more, "more", "more")).", role: .textMuted)] : lines
  }

  private static func line(_ note: CardNote, today: Day) -> Line {
    var parts: [String] = []
    var role = Role.text
    if note.isDone {
      parts.append("✓ done")
      role = .textMuted
    } else if let due = note.due {
      let days = due - today
      role = days < 0 ? .bad : days == 0 ? .warn : .text
      let distance = days == 0 ? "today" : days > 0 ? "in \(Wording.days(days))" : "\(Wording.days(-days)) late"
      parts.append((days <= 0 ? "! " : "") + "due \(Wording.date(due)), \(distance)")
    }
    if !note.kind.isEmpty { parts.append(note.kind) }
    if !note.text.isEmpty { parts.append(note.text) }
    if note.due == nil || note.isDone, let written = note.written { parts.append(Wording.date(written)) }
    return Line(parts.joined(separator: " · "), role: role)
  }
}
