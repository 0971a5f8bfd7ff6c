extension ThemeFile {
  /// Lists of colours in a theme file.
  enum Ramp: String, CaseIterable {
    case series
    case sequential
    case diverging
  }

  /// The palette with the fall-backs of each colour; an empty colour is the terminal's own.
  func resolvedPalette() throws(ThemeError) -> [String: ColorSpec] {
    var result: [String: ColorSpec] = [:]
    for (key, words) in palette {
      var specs: [ColorSpec] = []
      for word in words {
        guard let spec = word.isEmpty ? ColorSpec(.standard) : ColorSpec(plain: word[...]) else {
          throw ThemeError.invalid(source: name, reason: "\"\(word)\" in [palette] is no colour")
        }
        specs.append(spec)
      }
      guard let first = specs.first else { continue }
      result[key] = ColorSpec(
        full: first.full, indexed: specs.count > 1 ? specs[1].indexed : first.indexed,
        ansi: specs.count > 2 ? specs[2].ansi : specs.count > 1 ? specs[1].ansi : first.ansi)
    }
    return result
  }

  /// The style string that holds for a role: its own, or the first along its fall-backs that says something.
  func styleText(of role: Role) -> String {
    var current: Role? = role
    while let candidate = current {
      if let text = roles[candidate], !text.isEmpty { return text }
      switch candidate {
      case .cursor, .match: return "reverse"
      case .textStrong: return "bold"
      case .forecast:
        let series = colorTexts(of: .series)
        return series[series.count > 1 ? 1 : 0]
      default: current = candidate.fallback
      }
      // The root gives its colours to every role anyway.
      if current == .text { return role == .text ? roles[.text] ?? "" : "" }
    }
    return ""
  }

  func spec(of role: Role, palette: [String: ColorSpec]) throws(ThemeError) -> StyleSpec {
    do throws(StyleSpecError) {
      return try StyleSpec(styleText(of: role), palette: palette)
    } catch {
      throw ThemeError.invalid(source: name, reason: "\(role.rawValue): \(error)")
    }
  }

  /// The colours of a list, as written or as they follow from others.
  func colorTexts(of ramp: Ramp) -> [String] {
    func foreground(_ role: Role, otherwise: String) -> String {
      let words = styleText(of: role).split(separator: " ").prefix { $0 != "on" }
      return words.first { word in !Attributes.named.contains { $0.name == word } }.map(String.init) ?? otherwise
    }
    switch ramp {
    case .series:
      return series ?? [foreground(.accent, otherwise: "default"), "yellow", "green", "magenta", "red", "cyan"]
    case .sequential:
      return sequential
        ?? [foreground(.track, otherwise: "bright-black"), foreground(.accent, otherwise: "blue")]
    case .diverging:
      return diverging
        ?? [
          foreground(.bad, otherwise: "red"), foreground(.textMuted, otherwise: "default"),
          foreground(.good, otherwise: "green"),
        ]
    }
  }

  func colors(of ramp: Ramp, palette: [String: ColorSpec]) throws(ThemeError) -> [ColorSpec] {
    var result: [ColorSpec] = []
    for text in colorTexts(of: ramp) {
      guard let spec = palette[text] ?? ColorSpec(plain: text[...]) else {
        throw ThemeError.invalid(source: name, reason: "\(ramp.rawValue): \"\(text)\" is no colour")
      }
      result.append(spec)
    }
    return result
  }

  /// The file written out with every key.
  func resolvedText() throws(ThemeError) -> String {
    _ = try Theme(resolving: self, depth: .truecolor)
    func quoted(_ text: String) -> String {
      "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
    func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }
    func key(_ text: String) -> String {
      text.utf8.allSatisfy {
        $0 == 0x2D || $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
          || (0x61...0x7A).contains($0)
      } && !text.isEmpty ? text : quoted(text)
    }
    var lines = [
      "name = \(quoted(name))", "description = \(quoted(description))", "mode = \(quoted(mode ?? "dark"))",
      "glyphs = \(quoted(glyphs ?? "auto"))", "", "[palette]",
    ]
    for (name, words) in palette.sorted(by: { $0.key < $1.key }) {
      lines.append("\(key(name)) = " + (words.count == 1 ? quoted(words[0]) : list(words)))
    }
    for section in Role.Section.allCases {
      lines += ["", "[\(section.rawValue)]"]
      for role in Role.allCases where role.section == section {
        lines.append("\(key(role.rawValue)) = \(quoted(styleText(of: role)))")
      }
      if section == .chart {
        for ramp in Ramp.allCases { lines.append("\(ramp.rawValue) = \(list(colorTexts(of: ramp)))") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
