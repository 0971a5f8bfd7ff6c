import Testing

@testable import Analytics

@Suite("Kaplan–Meier")
struct KaplanMeierTests {
  @Test("By hand: 6-MP patients of Freireich et al. 1963")
  func freireich() {
    // Remission in weeks, + censored: 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+
    let curve = KaplanMeier(
      events: [6, 6, 6, 7, 10, 13, 16, 22, 23], censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
    let published = [(5, 1.0), (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]
    for (week, survival) in published { #expect(abs(curve.survival(at: week) - survival) < 0.0006, "week \(week)") }
    #expect(curve.survival(at: 1_000) == curve.survival(at: 23))
    #expect(curve.survival(at: -1) == 1)
  }

  @Test("Still at risk is observed longer, not as long")
  func atRisk() {
    let curve = KaplanMeier(events: [1, 2, 2], censored: [2, 5])
    #expect((-1...6).map { curve.atRisk(after: $0) } == [5, 5, 4, 1, 1, 1, 0, 0])
  }

  @Test("The chance of an end is one minus the ratio of survivals")
  func probability() {
    let curve = KaplanMeier(events: [10, 20, 30, 40], censored: [50])
    #expect(curve.survival(at: 10) == 0.8)
    #expect(abs((curve.eventProbability(after: 10, within: 20) ?? 0) - 0.5) < 1e-12)
    #expect(curve.eventProbability(after: 45, within: 90) == nil, "nobody was watched for 135 days")
    #expect(curve.eventProbability(after: 45, within: 5) == 0, "somebody was watched for 50")
    #expect(curve.eventProbability(after: 45, within: 6) == nil)
    #expect(curve.observedProbability(after: 45, within: 90) == 0 && curve.followUp == 50)
  }

  @Test("It is never 1 by construction, and nothing where nobody was seen for longer")
  func bounds() {
    let curve = KaplanMeier(events: [10, 20, 30], censored: [])
    #expect(curve.survival(at: 30) == 0)
    #expect(curve.eventProbability(after: 15, within: 90) == 2.0 / 3)
    #expect(curve.eventProbability(after: 30, within: 90) == nil)
    #expect(KaplanMeier(events: [], censored: []).eventProbability(after: 0, within: 90) == nil)
  }

  @Test("Agrees with the product over the raw observations", arguments: 0..<40)
  func bruteForce(_ seed: Int) {
    var chance = Chance(seed: seed)
    let events = (0..<Int.random(in: 0...80, using: &chance)).map { _ in Int.random(in: 0...60, using: &chance) }
    let censored = (0..<Int.random(in: 0...80, using: &chance)).map { _ in Int.random(in: 0...90, using: &chance) }
    let curve = KaplanMeier(events: events, censored: censored)
    for day in 0...100 {
      #expect(abs(curve.survival(at: day) - plainSurvival(events, censored, day)) < 1e-9)
      #expect(curve.atRisk(after: day) == (events + censored).filter { $0 > day }.count)
    }
  }
}

/// S(t) as the textbook writes it, one product term per event day.
func plainSurvival(_ events: [Int], _ censored: [Int], _ day: Int) -> Double {
  var survival = 1.0
  for time in Set(events) where time <= day {
    let ended = Double(events.filter { $0 == time }.count)
    let atRisk = Double((events + censored).filter { $0 >= time }.count)
    survival *= 1 - ended / atRisk
  }
  return survival
}
