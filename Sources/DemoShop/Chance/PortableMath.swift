/// Logarithm and exponential from basic operations only.
///
/// The C library's versions may differ in the last bit between machines, and one bit is enough to move a purchase to
/// another day. Addition, multiplication, division and square root are exact by IEEE 754 everywhere, so these are too.
enum PortableMath {
  private static let ln2 = 0.693_147_180_559_945_3

  /// Natural logarithm of a finite positive number, to about 1e-15 relative error.
  ///
  /// `x` is split into `m · 2^e` with `m` near 1; `ln m = 2·artanh((m − 1)/(m + 1))`.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var sum = 0.0
    var odd = 21.0
    while odd >= 1 {
      sum = sum * square + 1 / odd
      odd -= 2
    }
    return exponent * ln2 + 2 * s * sum
  }

  /// Exponential for arguments between about −700 and 700, to about 1e-15 relative error.
  static func exp(_ x: Double) -> Double {
    let whole = (x / ln2).rounded()
    let rest = x - whole * ln2
    var sum = 1.0
    var n = 17.0
    while n >= 1 {
      sum = 1 + sum * rest / n
      n -= 1
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }
}
