import Glibc
import Testing

@testable import DemoShop

@Suite("Chance is what it says")
struct ChanceTests {
  @Test("the logarithm and the exponential agree with the C library to 1e-14")
  func portableMath() {
    var chance = Chance(seed: 5, stream: 5)
    for _ in 0..<20_000 {
      let x = Glibc.exp(chance.between(-40, 40))
      let y = chance.between(-300, 300)
      #expect(abs(PortableMath.log(x) - Glibc.log(x)) <= 1e-14 * max(1, abs(Glibc.log(x))))
      #expect(abs(PortableMath.exp(y) / Glibc.exp(y) - 1) <= 1e-13)
    }
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.exp(0) == 1)
  }

  private func moments(_ count: Int = 60_000, _ draw: (inout Chance) -> Double) -> (mean: Double, variance: Double) {
    var chance = Chance(seed: 11, stream: 1)
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<count {
      let x = draw(&chance)
      sum += x
      squares += x * x
    }
    let mean = sum / Double(count)
    return (mean, squares / Double(count) - mean * mean)
  }

  @Test("means and variances of the distributions")
  func distributions() {
    let uniform = moments { $0.unit() }
    #expect(abs(uniform.mean - 0.5) < 0.005 && abs(uniform.variance - 1.0 / 12) < 0.002)
    let normal = moments { $0.normal() }
    #expect(abs(normal.mean) < 0.02 && abs(normal.variance - 1) < 0.03)
    let exponential = moments { $0.exponential() }
    #expect(abs(exponential.mean - 1) < 0.02 && abs(exponential.variance - 1) < 0.05)
    let wide = moments { $0.gamma(0.8) }
    #expect(abs(wide.mean - 0.8) < 0.02 && abs(wide.variance - 0.8) < 0.05)
    let narrow = moments { $0.gamma(9) }
    #expect(abs(narrow.mean - 9) < 0.06 && abs(narrow.variance - 9) < 0.3)
    let beta = moments { $0.beta(1, 1.25) }
    #expect(abs(beta.mean - 1 / 2.25) < 0.006)
    #expect(abs(beta.variance - 1.25 / (2.25 * 2.25 * 3.25)) < 0.003)
  }

  @Test("streams do not depend on each other")
  func streams() {
    var one = Chance(seed: 1, stream: 1)
    var two = Chance(seed: 1, stream: 2)
    #expect((0..<8).map { _ in one.next() } != (0..<8).map { _ in two.next() })
  }

  @Test("shares of an amount add up, and no part is off by a cent or more")
  func shares() {
    var chance = Chance(seed: 3, stream: 3)
    for _ in 0..<2_000 {
      let weights = (0..<chance.whole(1...6)).map { _ in chance.whole(0...5_000) }
      let total = weights.reduce(0, +)
      let amount = chance.whole(0...max(1, total))
      let parts = Till.shares(of: amount, by: weights)
      #expect(parts.reduce(0, +) == (total > 0 ? amount : 0))
      for (part, weight) in zip(parts, weights) where total > 0 {
        #expect(abs(part * total - amount * weight) < total)
      }
    }
  }

  @Test("the occasional buyers' first dropout is Beta's mean, as MBG/NBD says")
  func dropout() {
    let catalogue = Catalogue(.en)
    let people = Population(.init(customers: 12_000, seed: 8), catalogue: catalogue).people
    let season = Season()
    var gone = 0
    var all = 0
    for person in people where person.profile == .occasional {
      var chance = Chance(seed: 8, stream: UInt64(person.number) << 8 | 1)
      let days = PurchaseDays(of: person, season: season, chance: &chance)
      all += 1
      if days.days.count == 1, days.droppedOut != nil { gone += 1 }
      #expect(zip(days.days, days.days.dropFirst()).allSatisfy { $0 < $1 })
    }
    let expected = Population.process.a / (Population.process.a + Population.process.b)
    #expect(abs(Double(gone) / Double(all) - expected) < 0.02)
  }
}
