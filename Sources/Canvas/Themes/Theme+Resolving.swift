extension Theme {
  /// Resolves a file for a terminal's colours.
  init(resolving file: ThemeFile, depth: ColorDepth) throws(ThemeError) {
    let palette = try file.resolvedPalette()
    var specs: [StyleSpec] = []
    for role in Role.allCases { specs.append(try file.spec(of: role, palette: palette)) }
    let series = try file.colors(of: .series, palette: palette)
    let patches = zip(Role.allCases, specs).map { StylePatch($1, role: $0, depth: depth) }
    let text = patches[Role.text.ordinal].applied(to: .standard)

    name = file.name
    isLight = file.mode == "light"
    self.depth = depth
    glyphPreference = file.glyphs ?? "auto"
    warnings = file.warnings
    self.patches = patches
    styles = patches.map { patch in
      // Attributes are a role's own: a bold text does not make everything bold.
      var style = patch.applied(to: text)
      style.attributes = patch.attributes
      return style
    }
    seriesStyles = Self.seriesStyles(series, text: text, depth: depth)
    let inks = [specs[0].foreground, specs[0].background].compactMap { $0?.rgb }
    let ramp = Ramp(text: text, inks: inks, depth: depth)
    sequentialRamp = ramp.styles(try file.colors(of: .sequential, palette: palette))
    divergingRamp = ramp.styles(try file.colors(of: .diverging, palette: palette))
  }

  private static func seriesStyles(_ colors: [ColorSpec], text: Style, depth: ColorDepth) -> [Style] {
    if depth == .mono {
      let order: [Attributes] = [[], .bold, .dim, .underline, [.bold, .underline]]
      return order.map { Style(attributes: $0) }
    }
    return colors.map { Style(foreground: $0.color(at: depth), background: text.background) }
  }

  /// The plain theme, which no file describes.
  init(builtIn name: String) {
    self.name = name
    isLight = false
    depth = .mono
    glyphPreference = "auto"
    warnings = []
    patches = Role.allCases.map { role in
      switch role {
      case .cursor, .match: StylePatch(attributes: .reverse)
      case .cursorBlur, .reference: StylePatch(attributes: .underline)
      case .textStrong, .title, .key, .crumbActive, .header, .headerSort, .total: StylePatch(attributes: .bold)
      default: StylePatch(attributes: [])
      }
    }
    styles = patches.map { $0.applied(to: .standard) }
    seriesStyles = [.standard]
    sequentialRamp = [.standard]
    divergingRamp = [.standard]
  }
}

extension StylePatch {
  /// What a style string says at a depth.
  ///
  /// Without colours, a role that had a background of its own is reversed, or it could not be seen.
  init(_ spec: StyleSpec, role: Role, depth: ColorDepth) {
    var attributes = spec.attributes
    guard depth != .mono else {
      if role != .text, spec.background != nil { attributes.insert(.reverse) }
      self.init(foreground: nil, background: nil, attributes: attributes)
      return
    }
    self.init(
      foreground: spec.foreground?.color(at: depth), background: spec.background?.color(at: depth),
      attributes: attributes)
  }
}

/// Backgrounds between given colours, with letters that can be read on each.
private struct Ramp {
  var text: Style
  /// The theme's own ink and paper, preferred to black and white.
  var inks: [RGB]
  var depth: ColorDepth

  func styles(_ stops: [ColorSpec]) -> [Style] {
    if depth == .mono { return [text] }
    let known = stops.compactMap(\.rgb)
    // Colours that the user defines have no values in between, and among 256 those in between change their hue: there
    // the stops with their own fall-backs are all there is.
    guard depth == .truecolor, known.count == stops.count else { return stops.map(cell) }
    let steps = 32
    return (0..<steps).map { step in
      let place = Double(step) / Double(steps - 1) * Double(known.count - 1)
      let index = min(known.count - 2, Int(place))
      return cell(ColorSpec(known[index].mixed(with: known[index + 1], place - Double(index)).color))
    }
  }

  private func cell(_ background: ColorSpec) -> Style {
    let color = background.color(at: depth)
    guard color != .standard else { return Style(foreground: text.foreground, background: text.background) }
    return Style(foreground: letters(on: color), background: color)
  }

  private func letters(on color: Color) -> Color {
    let paper: RGB
    switch color {
    case .standard: return text.foreground
    case .rgb(let red, let green, let blue): paper = RGB(red, green, blue)
    case .indexed(let number): paper = RGB(indexed: number)
    }
    let dark = RGB(0, 0, 0)
    let light = RGB(255, 255, 255)
    if depth == .ansi16 || inks.isEmpty {
      return .indexed(paper.contrast(with: dark) >= paper.contrast(with: light) ? 0 : 15)
    }
    let own = inks.max { paper.contrast(with: $0) < paper.contrast(with: $1) } ?? light
    let best =
      paper.contrast(with: own) >= 4.5 || inks.isEmpty
      ? own
      : [dark, light].max {
        paper.contrast(with: $0) < paper.contrast(with: $1)
      } ?? own
    return ColorSpec(best.color).color(at: depth)
  }
}
