/// A style string of a theme file: `[bold|dim|italic|underline|reverse]… [colour] [on colour]`.
///
/// A colour is a name of the palette, an ANSI name (`default black red … white bright-black …`), `0`–`255` or
/// `#rrggbb`. What is left out is inherited.
struct StyleSpec: Hashable, Sendable {
  /// The colour of the letters; nil is inherited.
  var foreground: ColorSpec?
  /// The colour behind them; nil is inherited.
  var background: ColorSpec?
  /// Attributes set.
  var attributes: Attributes = []

  /// Whether it says nothing at all.
  var isEmpty: Bool { foreground == nil && background == nil && attributes.isEmpty }

  /// Reads a style string.
  ///
  /// - Parameter palette: the names that a colour may have besides those of ANSI.
  /// - Throws: the reason, naming the word that is not understood.
  init(_ text: String, palette: [String: ColorSpec]) throws(StyleSpecError) {
    var expectsBackground = false
    for word in text.split(whereSeparator: \.isWhitespace) {
      if word == "on" {
        guard !expectsBackground, background == nil else { throw StyleSpecError(style: text, word: "on", nearest: nil) }
        expectsBackground = true
      } else if expectsBackground {
        background = try Self.color(word, in: text, palette: palette)
        expectsBackground = false
      } else if let named = Attributes.named.first(where: { $0.name == word }) {
        attributes.insert(named.attribute)
      } else if foreground == nil, background == nil {
        foreground = try Self.color(word, in: text, palette: palette)
      } else {
        throw StyleSpecError(style: text, word: String(word), nearest: nil)
      }
    }
    if expectsBackground { throw StyleSpecError(style: text, word: "on", nearest: nil) }
  }

  private static func color(
    _ word: Substring, in text: String, palette: [String: ColorSpec]
  ) throws(StyleSpecError) -> ColorSpec {
    if let known = palette[String(word)] ?? ColorSpec(plain: word) { return known }
    let names = palette.keys.sorted() + ColorSpec.ansiNames + Attributes.named.map(\.name)
    throw StyleSpecError(style: text, word: String(word), nearest: NearestName.of(String(word), among: names))
  }
}

/// Why a style string is not understood.
struct StyleSpecError: Error, Hashable, CustomStringConvertible {
  var style: String
  var word: String
  var nearest: String?

  var description: String {
    "\"\(word)\" in \"\(style)\" is no colour or attribute" + (nearest.map { "; nearest: \"\($0)\"" } ?? "")
  }
}

/// A colour of a theme with what terminals of each depth show for it.
struct ColorSpec: Hashable, Sendable {
  /// On a terminal with direct colour.
  var full: Color
  /// Among 256.
  var indexed: Color
  /// Among the sixteen of ANSI.
  var ansi: Color

  init(full: Color, indexed: Color, ansi: Color) {
    self.full = full
    self.indexed = indexed
    self.ansi = ansi
  }

  /// A colour without fall-backs of its own: the nearest of each depth.
  init(_ color: Color) {
    switch color {
    case .standard:
      self.init(full: color, indexed: color, ansi: color)
    case .indexed(let number):
      self.init(
        full: color, indexed: color,
        ansi: number < 16 ? color : .indexed(RGB(indexed: number).nearestANSI))
    case .rgb(let red, let green, let blue):
      let rgb = RGB(red, green, blue)
      self.init(full: color, indexed: .indexed(rgb.nearestIndexed), ansi: .indexed(rgb.nearestANSI))
    }
  }

  /// Reads an ANSI name, a number or `#rrggbb`; nil for anything else.
  init?(plain word: Substring) {
    if word == "default" {
      self.init(.standard)
    } else if let number = Self.ansiNames.dropFirst().firstIndex(of: String(word)) {
      self.init(.indexed(UInt8(number - 1)))
    } else if let number = UInt8(word), word.first != "+" {
      self.init(.indexed(number))
    } else if let rgb = RGB(hex: word) {
      self.init(rgb.color)
    } else {
      return nil
    }
  }

  /// The colour at a depth; the terminal's own where there is none.
  func color(at depth: ColorDepth) -> Color {
    switch depth {
    case .mono: .standard
    case .ansi16: ansi
    case .indexed256: indexed
    case .truecolor: full
    }
  }

  /// Its red, green and blue where they are known: not for the terminal's own colours and the sixteen that users
  /// redefine.
  var rgb: RGB? {
    switch full {
    case .rgb(let red, let green, let blue): RGB(red, green, blue)
    case .indexed(let number) where number >= 16: RGB(indexed: number)
    default: nil
    }
  }

  /// `default`, then the sixteen names in the order of their numbers.
  static let ansiNames: [String] =
    ["default"]
    + ["", "bright-"].flatMap { prefix in
      ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].map { prefix + $0 }
    }
}
