/// Styles for every meaning, resolved for a terminal's colours.
public struct Theme: Sendable {
  /// The name by which it was chosen.
  public let name: String
  /// Whether it is meant for a light background.
  public let isLight: Bool
  /// The colours that it was resolved for.
  public let depth: ColorDepth
  /// The signs that it asks for: `auto`, `braille`, `block` or `ascii`.
  public let glyphPreference: String
  /// Keys of its file that mean nothing, each with the nearest that does.
  public let warnings: [String]

  let styles: [Style]
  let patches: [StylePatch]
  let seriesStyles: [Style]
  let sequentialRamp: [Style]
  let divergingRamp: [Style]

  /// The style of a role, complete: what the theme leaves out comes from its text.
  public subscript(_ role: Role) -> Style { styles[role.ordinal] }

  /// A style with only that changed which the theme says for a role.
  ///
  /// A role that reverses takes the text's colours with it: reversed word by word, a row of many colours is a patchwork.
  public func overlay(_ role: Role, on style: Style) -> Style {
    let patch = patches[role.ordinal]
    guard patch.attributes.contains(.reverse) else { return patch.applied(to: style) }
    let text = styles[Role.text.ordinal]
    var plain = Style(foreground: text.foreground, background: text.background, attributes: style.attributes)
    plain.attributes.remove(.dim)
    return patch.applied(to: plain)
  }

  /// The style of a series in a chart; wraps round, and is told apart by attributes where there is no colour.
  public func series(_ index: Int) -> Style {
    let count = seriesStyles.count
    return seriesStyles[((index % count) + count) % count]
  }

  /// A cell of a heat map: the background from low (0) to high (1), letters readable on it.
  ///
  /// Outside 0…1 (and NaN) the nearest end. Without colours the text's style: the signs carry the meaning.
  public func sequential(_ fraction: Double) -> Style {
    Self.pick(sequentialRamp, fraction)
  }

  /// A cell below (−1), at (0) or above (1) expectation, like `sequential`.
  public func diverging(_ fraction: Double) -> Style {
    Self.pick(divergingRamp, (fraction + 1) / 2)
  }

  private static func pick(_ ramp: [Style], _ fraction: Double) -> Style {
    let clamped = fraction > 0 ? min(1, fraction) : 0
    return ramp[min(ramp.count - 1, Int(clamped * Double(ramp.count)))]
  }

  /// No colours and few attributes, for text output and tests.
  public static let plain = Theme(builtIn: "plain")

  /// Loads a theme by name.
  ///
  /// - Parameters:
  ///   - name: of a file in one of the directories or of an embedded theme; with a slash, a path.
  ///   - depth: the colours of the terminal.
  ///   - directories: folders with the user's themes, which go before embedded ones of the same name.
  public static func load(
    named name: String, depth: ColorDepth, directories: [String] = []
  ) throws(ThemeError) -> Theme {
    let file = try ThemeShelf(directories: directories).file(named: name)
    return try Theme(resolving: file, depth: depth)
  }

  /// Every theme there is, embedded ones first; one whose file is not valid says so in its description.
  public static func names(directories: [String] = []) -> [ThemeSummary] {
    let shelf = ThemeShelf(directories: directories)
    return shelf.entries().map { entry in
      do throws(ThemeError) {
        let file = try shelf.file(named: entry.name)
        return ThemeSummary(
          name: entry.name, isLight: file.mode == "light", origin: entry.origin, description: file.description)
      } catch {
        return ThemeSummary(name: entry.name, isLight: false, origin: entry.origin, description: error.description)
      }
    }
  }

  /// A theme as a file in which nothing is left to inherit or to fall back: a start for one's own.
  public static func resolvedFile(named name: String, directories: [String] = []) throws(ThemeError) -> String {
    try ThemeShelf(directories: directories).file(named: name).resolvedText()
  }
}

/// What a theme says for a role, colours resolved: nil and empty parts leave those of the cell.
struct StylePatch: Hashable, Sendable {
  var foreground: Color?
  var background: Color?
  var attributes: Attributes

  func applied(to style: Style) -> Style {
    Style(
      foreground: foreground ?? style.foreground, background: background ?? style.background,
      attributes: style.attributes.union(attributes))
  }
}
