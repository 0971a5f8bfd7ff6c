/// What a piece of the screen means; a theme gives each meaning its style.
///
/// The raw value is the name in a theme file.
public enum Role: String, CaseIterable, Sendable {
  // [roles]
  case text
  case textMuted = "text.muted"
  case textStrong = "text.strong"
  case border
  case borderFocus = "border.focus"
  case title
  case accent
  case key
  case crumb
  case crumbActive = "crumb.active"
  case cursor
  case cursorBlur = "cursor.blur"
  case mark
  case match
  case prompt
  case header
  case headerSort = "header.sort"
  case total
  case missing
  case status
  case statusBusy = "status.busy"
  // [meaning]
  case good
  case warn
  case bad
  case info
  case up
  case down
  case flat
  // [chart]
  case axis
  case grid
  case reference
  case bar
  case track
  case band
  case forecast

  /// The section of a theme file that a role stands in.
  enum Section: String, CaseIterable {
    case roles
    case meaning
    case chart
  }

  /// Where the role stands in a theme file.
  var section: Section {
    switch self {
    case .good, .warn, .bad, .info, .up, .down, .flat: .meaning
    case .axis, .grid, .reference, .bar, .track, .band, .forecast: .chart
    default: .roles
    }
  }

  /// The role whose style stands in where a theme leaves this one out; nil for the root and for `forecast`, which
  /// takes the second colour of the series.
  ///
  /// Names with a dot fall back along it; the others to the meaning nearest to theirs.
  var fallback: Role? {
    switch self {
    case .text, .forecast: nil
    case .textMuted, .textStrong, .title, .accent, .prompt, .good, .warn, .bad, .info: .text
    case .borderFocus: .border
    case .border, .crumb, .missing, .status, .flat, .axis, .track: .textMuted
    case .key, .mark, .bar: .accent
    case .crumbActive: .crumb
    case .cursor, .match: .text
    case .cursorBlur: .cursor
    case .header, .total: .textStrong
    case .headerSort: .header
    case .statusBusy: .status
    case .up: .good
    case .down: .bad
    case .grid, .reference: .axis
    case .band: .track
    }
  }

  /// Position in `allCases`, without hashing: themes look their styles up by it for every piece of text drawn.
  var ordinal: Int {
    switch self {
    case .text: 0
    case .textMuted: 1
    case .textStrong: 2
    case .border: 3
    case .borderFocus: 4
    case .title: 5
    case .accent: 6
    case .key: 7
    case .crumb: 8
    case .crumbActive: 9
    case .cursor: 10
    case .cursorBlur: 11
    case .mark: 12
    case .match: 13
    case .prompt: 14
    case .header: 15
    case .headerSort: 16
    case .total: 17
    case .missing: 18
    case .status: 19
    case .statusBusy: 20
    case .good: 21
    case .warn: 22
    case .bad: 23
    case .info: 24
    case .up: 25
    case .down: 26
    case .flat: 27
    case .axis: 28
    case .grid: 29
    case .reference: 30
    case .bar: 31
    case .track: 32
    case .band: 33
    case .forecast: 34
    }
  }
}
