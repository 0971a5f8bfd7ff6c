import Ledger
import Testing

@testable import Analytics

@Suite("Cohorts, intervals and observed value agree with plain counting, on random shops")
struct CohortReferenceTests {
  static let seeds = Array(300..<340)

  func shop(_ seed: Int) -> (Ledger, PlainShop, Question, [LedgerEntry]) {
    let entries = randomShop(seed: seed, hasCost: seed % 3 == 0)
    let ledger = Ledger(entries: entries)
    let shift = seed % 4 == 1 ? -100 : seed % 4 == 2 ? 45 : 0
    let asOf = (ledger.lastDay ?? Day(rawValue: 0)).adding(days: shift)
    return (ledger, PlainShop(entries, asOf: asOf), Question(asOf: asOf), entries)
  }

  func age(_ first: Day, _ day: Day, _ months: Int) -> Int {
    var age = 0
    while first.adding(months: (age + 1) * months) <= day { age += 1 }
    return age
  }

  @Test("Cohorts by month and quarter, ages by month and quarter", arguments: seeds)
  func cohorts(_ seed: Int) throws {
    var (ledger, plain, question, _) = shop(seed)
    for (by, unit) in [("month", 1), ("month", 3), ("quarter", 1), ("quarter", 3)] {
      _ = try question.settings.set("cohorts.by", by)
      _ = try question.settings.set("cohorts.unit", unit == 1 ? "month" : "quarter")
      let cohorts = Cohorts(ledger, question)
      let buyers = plain.buyers(after: nil)
      let groups = Dictionary(grouping: buyers) { person -> String in
        let first = person.sortedDays[0].fields
        let year = Digits.padded(first.year, 4)
        return by == "month" ? year + "-" + Digits.padded(first.month, 2) : year + "-Q\((first.month + 2) / 3)"
      }
      #expect(cohorts.cohorts.map(\.id) == groups.keys.sorted())
      for (index, cohort) in cohorts.cohorts.enumerated() {
        let members = groups[cohort.id] ?? []
        #expect(ledger.keys(cohorts.members(of: index).map { Int($0) }) == members.map(\.key))
        let total = members.reduce(0) { $0 + $1.net(after: nil) }
        #expect(cohorts.totalNet(of: index) == total)
        let oldest = members.map { age($0.sortedDays[0], question.asOf, unit) }.max() ?? 0
        #expect(cohorts.ages(of: index) == oldest + 1)
        var sum: Int64 = 0
        for step in 0...oldest {
          let cell = cohorts.cell(index, age: step)
          let isOver = members.allSatisfy {
            $0.sortedDays[0].adding(months: (step + 1) * unit).adding(days: -1) <= question.asOf
          }
          let active = members.filter { person in
            person.sortedDays.contains { age(person.sortedDays[0], $0, unit) == step }
          }
          var net: Int64 = 0
          for person in members {
            for amount in person.amounts {
              let first = person.sortedDays[0]
              if age(first, max(first, amount.day), unit) == step { net += amount.net }
            }
          }
          sum += net
          #expect(cell.isMature == isOver)
          #expect(cell.active == (isOver ? active.count : nil))
          #expect(cell.net == (isOver ? net : nil))
          #expect(cell.retention == (isOver ? Double(active.count) / Double(members.count) : nil))
          let cumulative = (Double(sum) / Double(members.count)).rounded()
          #expect(cell.cumulativePerCustomer == (isOver ? Int64(cumulative) : nil))
          #expect(ledger.keys(cohorts.active(in: index, age: step).map { Int($0) }) == active.map(\.key))
        }
      }
    }
  }

  @Test("What holds for every shop", arguments: seeds)
  func properties(_ seed: Int) throws {
    var (ledger, plain, question, entries) = shop(seed)
    let buyers = plain.buyers(after: nil)
    let net = buyers.reduce(0) { $0 + $1.net(after: nil) }
    var chance = Chance(seed: seed)
    let shuffled = Ledger(entries: entries.shuffled(using: &chance))
    for by in CohortKey.allCases {
      _ = try question.settings.set("cohorts.by", by.rawValue)
      let cohorts = Cohorts(ledger, question)
      #expect(cohorts.cohorts.reduce(0) { $0 + $1.customers } == buyers.count)
      #expect(cohorts.cohorts.indices.reduce(0) { $0 + cohorts.totalNet(of: $1) } == net)
      #expect(cohorts.cohorts.allSatisfy { $0.customers > 0 })
      #expect(
        cohorts.cohorts.indices.flatMap { cohorts.members(of: $0) }.sorted().map { ledger.customers.key[Int($0)] }
          == buyers.map(\.key))
      for index in cohorts.cohorts.indices {
        let cells = (0..<cohorts.ages(of: index)).map { cohorts.cell(index, age: $0) }
        if let first = cells.first, first.isMature { #expect(first.retention == 1, "the first purchase is in it") }
        for (one, next) in zip(cells, cells.dropFirst()) {
          #expect(one.isMature || !next.isMature, "ages become mature in order")
          if let before = one.cumulativePerCustomer, let after = next.cumulativePerCustomer, (next.net ?? 0) >= 0 {
            #expect(after >= before)
          }
        }
        for cell in cells { #expect((cell.retention ?? 0) <= 1) }
      }
      let other = Cohorts(shuffled, question)
      #expect(cohorts.cohorts == other.cohorts)
      let cells = (0..<cohorts.count).map { cohorts.cell(at: $0) }
      #expect(cells == (0..<other.count).map { other.cell(at: $0) })
      #expect(
        cells
          == cohorts.cohorts.indices.flatMap { index in
            (0..<cohorts.ages(of: index)).map { cohorts.cell(index, age: $0) }
          })
    }
  }

  @Test("Observed value by day", arguments: seeds)
  func value(_ seed: Int) throws {
    var (ledger, plain, question, _) = shop(seed)
    for days in [[30, 90, 180, 365], [1], [10, 400]] {
      _ = try question.settings.set("ltv.days", days.map(String.init).joined(separator: ","))
      let value = ObservedValue(ledger, question)
      let hasCost = ledger.lines.hasCost
      #expect(value.measure == (hasCost ? .margin : .net))
      let buyers = plain.buyers(after: nil)
      guard !buyers.isEmpty else {
        #expect(value.rows.isEmpty)
        continue
      }
      #expect(value.rows.count == value.cohorts.count + 1)
      for row in value.rows {
        let members = buyers.filter { person in
          guard let cohort = row.cohort else { return true }
          return String(person.sortedDays[0].description.prefix(7)) == value.cohorts[cohort].id
        }
        #expect(row.customers == members.count)
        #expect(ledger.keys(value.members(of: row.cohort).map { Int($0) }) == members.map(\.key))
        let curve = value.curve(of: row.cohort)
        for (index, day) in days.enumerated() {
          let observed = members.filter { question.asOf - $0.sortedDays[0] >= day }
          var sum: Int64 = 0
          for person in observed {
            for amount in person.amounts where amount.day <= person.sortedDays[0].adding(days: day) {
              sum += hasCost ? amount.margin : amount.net
            }
          }
          #expect(row.observed[index] == observed.count)
          let mean = observed.isEmpty ? nil : Double(sum) / Double(observed.count)
          #expect(row.byDay[index] == mean.map { Int64($0.rounded()) })
          if day <= ObservedValue.curveDays {
            #expect(curve.people[day] == observed.count)
            #expect(abs((curve.mean[day] ?? -1) - (mean ?? -1)) < 1e-6)
          }
        }
        let total = members.reduce(0) { $0 + (hasCost ? $1.margin(after: nil) : $1.net(after: nil)) }
        #expect(row.toDate == Int64((Double(total) / Double(members.count)).rounded()))
        if !hasCost {
          let first = members.reduce(0) { $0 + ($1.days[$1.sortedDays[0]] ?? 0) }
          #expect(row.first == Int64((Double(first) / Double(members.count)).rounded()))
        }
      }
    }
  }

  @Test("Time between purchases", arguments: seeds)
  func intervals(_ seed: Int) throws {
    var (ledger, plain, question, _) = shop(seed)
    for bounds in [[7, 14, 30, 60, 90, 120, 180, 365], [45], [1, 5_00]] {
      _ = try question.settings.set("intervals.bounds", bounds.map(String.init).joined(separator: ","))
      let intervals = PurchaseIntervals(ledger, question)
      let buyers = plain.buyers(after: nil)
      for step in intervals.steps {
        let reached = buyers.filter { $0.days.count >= step.number }
        let again = reached.filter { $0.days.count > step.number }
        let gaps = again.map { $0.gaps[step.number - 1] }
        #expect(step.reached == reached.count && step.cameAgain == again.count)
        #expect(step.median == PlainShop.median(gaps.map(Double.init)))
        let enough = gaps.sorted().first { gap in 5 * gaps.filter { $0 <= gap }.count >= 4 * gaps.count }
        #expect(step.p80 == enough)
        let waiting = reached.filter { $0.days.count == step.number }
        let running = waiting.map { question.asOf - $0.sortedDays[step.number - 1] }
        #expect(ledger.keys(intervals.notAgain(step: step.number).map { Int($0) }) == waiting.map(\.key))
        var cumulative = 0
        for (index, bucket) in step.buckets.enumerated() {
          let people = again.filter {
            let gap = $0.gaps[step.number - 1]
            return gap >= bucket.from && gap <= bucket.to ?? Int.max
          }
          cumulative += people.count
          #expect(bucket.people == people.count)
          #expect(
            ledger.keys(intervals.customers(step: step.number, bucket: index).map { Int($0) }) == people.map(\.key))
          #expect(bucket.ofReached == (reached.isEmpty ? nil : Double(cumulative) / Double(reached.count)))
          #expect(bucket.cumulativeShare == (again.isEmpty ? nil : Double(cumulative) / Double(again.count)))
          let end = bucket.to ?? bucket.from
          if (gaps + running).contains(where: { $0 >= end }) {
            let survival = plainSurvival(gaps, running, bucket.to ?? 10_000)
            #expect(abs((bucket.kaplanMeier ?? -1) - (1 - survival)) < 1e-9)
          } else {
            #expect(bucket.kaplanMeier == nil)
          }
        }
        #expect(cumulative == again.count)
      }
    }
  }
}
