/// Every sign besides letters that the program draws, once in Unicode and once in ASCII.
///
/// Each field is as wide in one set as in the other unless its comment says otherwise, so that a layout does not
/// depend on the set.
public struct Glyphs: Hashable, Sendable {
  /// Corners of a frame.
  public var topLeft, topRight, bottomLeft, bottomRight: String
  /// Lines of a frame and of a chart's axes.
  public var horizontal, vertical: String
  /// The corner of two axes and the ticks on them.
  public var axisCorner, tickLeft, tickBottom: String
  /// A dotted horizontal line: target, average.
  public var referenceLine: String
  /// A scroll bar's moving part and the rail it moves on.
  public var scrollThumb, scrollTrack: String
  /// The sign before the row under the cursor.
  public var cursorMark: String
  /// Rising, falling, unchanged.
  public var up, down, flat: String
  /// A filled dot: marked, live.
  public var dot: String
  /// A hollow dot.
  public var ring: String
  /// What stands for the text cut off.
  public var ellipsis: String
  /// A cell filled from the left in eighths: one eighth to eight.
  public var leftEighths: [String]
  /// A cell filled from below in eighths: one eighth to eight.
  public var lowerEighths: [String]
  /// The unfilled part of a bar.
  public var track: String
  /// A hollow column of a chart, for periods that are not over.
  public var hollow: String
  /// Whether braille patterns may be drawn.
  public var braille: Bool
  /// Upper half, lower half and both: curves where there is no braille.
  public var halves: [String]
  /// Heat from low to high, for cells that colour cannot tell apart.
  public var shades: [String]
  /// One sign per series, for curves that colour cannot tell apart.
  public var seriesMarks: [String]
  /// Done, ticked.
  public var check: String
  /// Between two facts on one line.
  public var middot: String
  /// Between two steps of a path.
  public var crumbSeparator: String
  /// Multiplication and minus.
  public var times, minus: String
  /// Leads to; two columns in ASCII.
  public var arrow: String
  /// At least and at most; two columns in ASCII.
  public var atLeast, atMost: String
  /// A break in a sentence.
  public var emDash: String
  /// More columns lie to the left, to the right.
  public var moreLeft, moreRight: String
  /// What spins while a job runs, one step after the other.
  public var spinner: [String]
  /// What a control character is shown as when it has no picture of its own.
  public var replacement: String
  /// Whether every sign is ASCII.
  public var isASCII: Bool

  /// Unicode signs, with braille.
  public static let unicode = Glyphs(
    topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│",
    axisCorner: "└", tickLeft: "┤", tickBottom: "┬", referenceLine: "┄", scrollThumb: "┃", scrollTrack: "│",
    cursorMark: "▶", up: "▲", down: "▼", flat: "▬", dot: "●", ring: "○", ellipsis: "…",
    leftEighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    lowerEighths: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    track: "·", hollow: "░", braille: true, halves: ["▀", "▄", "█"], shades: [" ", "░", "▒", "▓", "█"],
    seriesMarks: ["█", "▓", "▒", "░", "#", "*", "+", "."], check: "✓", middot: "·", crumbSeparator: "▸",
    times: "×", minus: "−", arrow: "→", atLeast: "≥", atMost: "≤", emDash: "—", moreLeft: "‹", moreRight: "›",
    spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"], replacement: "\u{FFFD}", isASCII: false)

  /// Unicode signs without braille, for fonts that lack it.
  public static let blocks: Glyphs = {
    var glyphs = unicode
    glyphs.braille = false
    glyphs.spinner = ["|", "/", "-", "\\"]
    return glyphs
  }()

  /// ASCII signs.
  public static let ascii = Glyphs(
    topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", horizontal: "-", vertical: "|",
    axisCorner: "+", tickLeft: "+", tickBottom: "+", referenceLine: "-", scrollThumb: "#", scrollTrack: "|",
    cursorMark: ">", up: "^", down: "v", flat: "=", dot: "*", ring: "o", ellipsis: "~",
    leftEighths: [".", "-", "-", "-", "=", "=", "=", "#"],
    lowerEighths: ["_", ".", ".", "-", "-", "=", "=", "#"],
    track: ".", hollow: ":", braille: false, halves: ["'", ".", ":"], shades: [" ", ".", "+", "#", "@"],
    seriesMarks: ["#", "*", "@", "+", "%", "o", "&", "."], check: "x", middot: "-", crumbSeparator: ">",
    times: "x", minus: "-", arrow: "->", atLeast: ">=", atMost: "<=", emDash: "-", moreLeft: "<", moreRight: ">",
    spinner: ["|", "/", "-", "\\"], replacement: "?", isASCII: true)

  /// The sentence with its typographic signs in ASCII when this set is; as it is otherwise.
  ///
  /// Letters of names and currency signs stay: they are somebody's data. The width may change.
  public func plain(_ sentence: String) -> String {
    guard isASCII, !sentence.utf8.allSatisfy({ $0 < 0x80 }) else { return sentence }
    var result = ""
    for scalar in sentence.unicodeScalars {
      if let sign = Self.asciiSigns[scalar] { result += sign } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  private static let asciiSigns: [Unicode.Scalar: String] = [
    "…": "...", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "·": "-", "•": "*", "×": "x", "÷": "/",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "±": "+/-", "‘": "'",
    "’": "'", "“": "\"", "”": "\"", "‹": "<", "›": ">", "«": "<<", "»": ">>", "▸": ">", "▶": ">", "◂": "<",
    "▲": "^", "▼": "v", "△": "^", "▽": "v", "●": "*", "○": "o", "■": "#", "□": "o", "✓": "x", "✗": "-",
    "█": "#", "▉": "=", "▊": "=", "▋": "=", "▌": "-", "▍": "-", "▎": "-", "▏": ".", "░": ":", "▒": "+", "▓": "#",
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┄": "-", "\u{A0}": " ", "\u{202F}": " ",
    "\u{2009}": " ", "⏎": "Enter", "↵": "Enter", "†": "+",
  ]
}
