/// Red, green and blue, and what a terminal with fewer colours shows instead.
struct RGB: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#rrggbb`.
  init?(hex: Substring) {
    guard hex.utf8.count == 7, hex.first == "#", let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
    self.init(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }

  /// What xterm shows for a colour number, the first sixteen by its defaults.
  init(indexed: UInt8) {
    switch indexed {
    case 0..<16: self = Self.ansi[Int(indexed)]
    case 16..<232:
      let cube = Int(indexed) - 16
      self.init(Self.levels[cube / 36], Self.levels[cube / 6 % 6], Self.levels[cube % 6])
    default:
      let grey = UInt8(8 + 10 * (Int(indexed) - 232))
      self.init(grey, grey, grey)
    }
  }

  /// The number of the nearest colour of the 6×6×6 cube or the grey ramp, whichever is closer.
  var nearestIndexed: UInt8 {
    func step(_ value: UInt8) -> Int {
      Self.levels.indices.min { abs(Int(Self.levels[$0]) - Int(value)) < abs(Int(Self.levels[$1]) - Int(value)) } ?? 0
    }
    let cube = UInt8(16 + 36 * step(red) + 6 * step(green) + step(blue))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let grey = UInt8(232 + min(23, max(0, (mean - 8 + 5) / 10)))
    return distance(to: RGB(indexed: cube)) <= distance(to: RGB(indexed: grey)) ? cube : grey
  }

  /// The number of the nearest ANSI colour.
  var nearestANSI: UInt8 {
    UInt8((0..<16).min { distance(to: Self.ansi[$0]) < distance(to: Self.ansi[$1]) } ?? 7)
  }

  /// A distance that follows the eye somewhat better than the plain one (the "redmean" approximation).
  func distance(to other: RGB) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let (dr, dg, db) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return (((512 + mean) * dr * dr) >> 8) + 4 * dg * dg + (((767 - mean) * db * db) >> 8)
  }

  /// A colour on the way to another; 0 is this one, 1 the other.
  func mixed(with other: RGB, _ fraction: Double) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(max(0, min(255, (Double(a) + (Double(b) - Double(a)) * fraction).rounded())))
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Relative luminance of WCAG 2.
  var luminance: Double {
    func linear(_ value: UInt8) -> Double { Self.curve[Int(value)] }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  var color: Color { .rgb(red, green, blue) }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The defaults of xterm.
  private static let ansi: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
    RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]

  /// The linear light of each byte.
  private static let curve: [Double] = (0..<256).map { step in
    let value = Double(step) / 255
    if value <= 0.04045 { return value / 12.92 }
    // ((value + 0.055) / 1.055) ^ 2.4, as x² · x^0.4 with x^0.4 = (x²)^(1/5) by Newton: no maths library needed.
    let x = (value + 0.055) / 1.055
    let square = x * x
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }
}
