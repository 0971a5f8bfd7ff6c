import CNcurses
import Canvas
import Glibc

/// How many colours may be used: the least of what the terminal has and what the environment allows.
struct ColorSupport {
  var choice: TerminalOptions.ColorChoice
  /// `NO_COLOR`, where set.
  var noColor: String?
  /// `COLORTERM`, where set.
  var colorTerm: String?

  /// Whether the terminal says of itself that it shows red, green and blue.
  var claimsDirectColor: Bool { colorTerm == "truecolor" || colorTerm == "24bit" }

  /// Whether attributes are all there is, whatever the terminal has.
  var isOff: Bool { choice == .never || (choice == .auto && noColor?.isEmpty == false) }

  /// The depth for a terminal of so many colours.
  func depth(colors: Int) -> ColorDepth {
    if isOff || colors < 8 { return .mono }
    if colors > 256 { return .truecolor }
    return colors == 256 ? .indexed256 : .ansi16
  }
}

/// The numbers that ncurses knows pairs of colours by, given out as they are needed.
struct ColorPairs {
  /// Colours that the terminal has.
  let colors: Int
  /// Pairs that may be in use at once.
  let limit: Int
  private var numbers: [Pair: Int32] = [:]
  private var last: (pair: Pair, number: Int32) = (Pair(foreground: .standard, background: .standard), 0)

  private struct Pair: Hashable {
    var foreground: Color
    var background: Color
  }

  init(colors: Int, limit: Int) {
    self.colors = colors
    // Far more than a screen can show at once, and within the range of a signed short.
    self.limit = max(1, min(limit, 32_000))
  }

  /// The pair's number, or nil where all are taken: then every pair on the screen has to be given out anew.
  mutating func number(foreground: Color, background: Color) -> Int32? {
    let pair = Pair(foreground: foreground, background: background)
    if pair == last.pair { return last.number }
    if pair.foreground == .standard, pair.background == .standard { return 0 }
    if let known = numbers[pair] {
      last = (pair, known)
      return known
    }
    guard numbers.count + 1 < limit else { return nil }
    let number = Int32(numbers.count + 1)
    guard init_extended_pair(number, code(foreground), code(background)) == OK else { return 0 }
    numbers[pair] = number
    last = (pair, number)
    return number
  }

  /// Gives all numbers back.
  mutating func reset() {
    numbers = [:]
    last = (Pair(foreground: .standard, background: .standard), 0)
  }

  /// The number that ncurses knows a colour by, −1 for the terminal's own.
  private func code(_ color: Color) -> Int32 {
    switch color {
    case .standard: return -1
    case .indexed(let number):
      // Eight colours: the bright ones become their plain sisters.
      if colors < 16 { return Int32(number % 8) }
      if colors <= 256 { return colors < 256 ? Int32(number % 16) : Int32(number) }
      // With direct colour only the first eight numbers are names.
      return number < 8 ? Int32(number) : direct(color)
    case .rgb:
      return colors > 256 ? direct(color) : -1
    }
  }

  /// Red, green and blue as one number; the seven darkest blues would be names and make way.
  private func direct(_ color: Color) -> Int32 {
    color.components.map { $0 == 0 ? 0 : max(8, Int32($0)) } ?? -1
  }
}
