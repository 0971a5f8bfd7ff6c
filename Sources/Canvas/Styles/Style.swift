/// A colour as the terminal is told it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// A colour of the terminal's palette: 0–15 the ANSI names, 16–231 the cube, 232–255 the greys.
  case indexed(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)

  /// Red, green and blue as 0xRRGGBB, those of the palette by xterm's defaults; nil for the terminal's own colours.
  public var components: UInt32? {
    let rgb: RGB
    switch self {
    case .standard: return nil
    case .indexed(let number): rgb = RGB(indexed: number)
    case .rgb(let red, let green, let blue): rgb = RGB(red, green, blue)
    }
    return UInt32(rgb.red) << 16 | UInt32(rgb.green) << 8 | UInt32(rgb.blue)
  }
}

/// How letters are drawn besides their colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit per attribute.
  public let rawValue: UInt8

  /// Makes attributes from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier letters.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter letters.
  public static let dim = Attributes(rawValue: 2)
  /// Slanted letters.
  public static let italic = Attributes(rawValue: 4)
  /// A line below.
  public static let underline = Attributes(rawValue: 8)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 16)

  /// Every attribute with its name in a style string, in the order in which it is written there.
  static let named: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
  ]
}

/// A resolved style: exactly what the terminal gets.
public struct Style: Hashable, Sendable {
  /// The colour of the letters.
  public var foreground: Color
  /// The colour behind them.
  public var background: Color
  /// Bold, dim, italic, underline, reverse.
  public var attributes: Attributes

  /// Makes a style; without arguments the terminal's own.
  public init(foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours without any attribute.
  public static let standard = Style()

  /// The same style with further attributes.
  public func adding(_ more: Attributes) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes.union(more))
  }

  /// The same letters on another background.
  public func on(_ background: Color) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes)
  }
}

/// How many colours the terminal can show.
public enum ColorDepth: String, Sendable, CaseIterable {
  /// Attributes only.
  case mono
  /// The sixteen ANSI colours.
  case ansi16
  /// The 256 colours of xterm.
  case indexed256
  /// Red, green and blue as they are.
  case truecolor
}

/// A run of text in one style; without a style the surroundings decide.
public struct Span: Sendable, Hashable {
  /// The text.
  public var text: String
  /// Its style, or nil for that of its place.
  public var style: Style?

  /// Makes a run of text.
  public init(_ text: String, _ style: Style? = nil) {
    self.text = text
    self.style = style
  }

  /// Makes a run of text, with both parts named.
  public init(text: String, style: Style? = nil) {
    self.init(text, style)
  }
}
