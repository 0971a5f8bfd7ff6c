/// A stream of chance: xoshiro256**, seeded through SplitMix64.
///
/// Every person, and every side file, draws from a stream of its own, so that one more draw in one place moves
/// nothing elsewhere. Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2018).
struct Chance: Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// The stream with this number under this seed.
  init(seed: UInt64, stream: UInt64) {
    var state = seed &* 0xD134_2543_DE82_EF95 &+ stream &* 0x9E37_79B9_7F4A_7C15
    func split() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    s0 = split()
    s1 = split()
    s2 = split()
    s3 = split()
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in [0, 1), with 53 bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number between the two bounds.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A whole number in the range, both ends included.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A whole number in 0 ..< count.
  mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(max(1, count))).high) }

  /// True with this probability.
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  /// An element of a collection that is not empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Exponential with mean 1.
  mutating func exponential() -> Double { -PortableMath.log(1 - unit()) }

  /// Standard normal by the polar method, which needs no sine.
  mutating func normal() -> Double {
    while true {
      let x = 2 * unit() - 1
      let y = 2 * unit() - 1
      let s = x * x + y * y
      if s > 0, s < 1 { return x * (-2 * PortableMath.log(s) / s).squareRoot() }
    }
  }

  /// Gamma with this shape and scale 1. Source: Marsaglia and Tsang (2000).
  mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 {
      let boost = PortableMath.exp(PortableMath.log(1 - unit()) / shape)
      return gamma(shape + 1) * boost
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if PortableMath.log(1 - unit()) < 0.5 * x * x + d - d * v + d * PortableMath.log(v) { return d * v }
    }
  }

  /// Beta(a, b) as a ratio of two gammas.
  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(a)
    let y = gamma(b)
    return x / (x + y)
  }

  /// The number of failures before the first success.
  mutating func failures(beforeSuccessOf probability: Double, atMost limit: Int) -> Int {
    var count = 0
    while count < limit, !happens(probability) { count += 1 }
    return count
  }

  /// An index drawn by cumulative weights, within a slice of them.
  mutating func index(cumulative: [Double], in range: Range<Int>) -> Int {
    let floor = range.lowerBound == 0 ? 0 : cumulative[range.lowerBound - 1]
    let target = floor + unit() * (cumulative[range.upperBound - 1] - floor)
    var low = range.lowerBound
    var high = range.upperBound - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
