import Canvas

/// A card arranged for a width: where every field, line and picture of the document stands.
///
/// Coordinates are those of the document: line 0 is the headline. Pure, and made anew when the window changes.
public struct CardLayout: Sendable {
  /// Lines of the whole document.
  public let height: Int
  /// Columns that it was arranged for.
  public let width: Int
  /// Per field of ``Card/fields``, in that order, its name and its line.
  public let fields: [(id: String, rect: Rect)]
  /// What is drawn.
  let items: [Item]
  let card: Card
  /// Per field the band that it stands in: left and right stay within it.
  private let bands: [Int]

  /// One thing in its place.
  struct Item: Sendable {
    enum Content: Sendable {
      case headline
      case text(String, Role)
      /// A field by its index, with the columns of label and figure that it shares with its neighbours.
      case field(Int, label: Int, figure: Int)
      case picture(Sheet.Figure)
    }
    let rect: Rect
    let content: Content
  }

  /// Where the focus goes.
  public enum Direction: Sendable, CaseIterable {
    /// To the line above, below, or to the column beside.
    case up, down, left, right
  }

  /// The field next to one in a direction.
  ///
  /// - Parameter from: The field that has the focus; `nil` where the table below the card has it.
  /// - Returns: The field; the same one at the other three edges; `nil` where the card is left downwards.
  public func next(from: Int?, _ direction: Direction) -> Int? {
    guard let from, fields.indices.contains(from) else {
      guard direction == .up else { return nil }
      return fields.indices.max { left, right in
        let (a, b) = (fields[left].rect, fields[right].rect)
        return a.y == b.y ? a.x > b.x : a.y < b.y
      }
    }
    let here = fields[from].rect
    switch direction {
    case .up, .down:
      let isDown = direction == .down
      let nearest = fields.indices.filter { index in
        let rect = fields[index].rect
        return (isDown ? rect.y > here.y : rect.y < here.y) && rect.x < here.maxX && rect.maxX > here.x
      }.min { left, right in
        let (a, b) = (fields[left].rect, fields[right].rect)
        if a.y != b.y { return isDown ? a.y < b.y : a.y > b.y }
        return abs(a.x - here.x) < abs(b.x - here.x)
      }
      return nearest ?? (isDown ? nil : from)
    case .left, .right:
      let beside = fields.indices.filter { index in
        let rect = fields[index].rect
        return bands[index] == bands[from] && (direction == .left ? rect.maxX <= here.x : rect.x >= here.maxX)
      }
      return beside.min { left, right in
        let (a, b) = (fields[left].rect, fields[right].rect)
        if a.x != b.x { return direction == .left ? a.x > b.x : a.x < b.x }
        return abs(a.y - here.y) < abs(b.y - here.y)
      } ?? from
    }
  }

  /// The first line to draw so that a field is in sight, moving as little as possible.
  ///
  /// - Parameters:
  ///   - top: The first line that is drawn now.
  ///   - visible: How many lines are.
  public func top(showing focus: Int?, from top: Int, visible: Int) -> Int {
    let furthest = max(0, height - visible)
    guard let focus, fields.indices.contains(focus) else { return min(max(0, top), furthest) }
    let y = fields[focus].rect.y
    // The heading above the first field comes with it; the first fields bring the headline.
    let above = items.contains { $0.rect.y == y - 1 && $0.rect.x == fields[focus].rect.x } ? y - 1 : y
    let first = above <= 4 ? 0 : above
    if first < top { return min(first, furthest) }
    if y >= top + visible { return min(y - visible + 1, furthest) }
    return min(max(0, top), furthest)
  }

  /// Lines of the screen for the card where a table of `rows` rows stands below it in `total` lines: the whole card
  /// where five rows (or all) still find room, else what is left of them.
  public func lines(in total: Int, rows: Int) -> Int {
    let table = min(rows, 5) + 2
    if height + 1 + table <= total { return height }
    return max(min(height, total - table - 1), min(height, total * 3 / 5))
  }

  init(_ card: Card, width: Int, height limit: Int, hints: Bool) {
    var arranged = Arrangement(card, width: width, hints: hints)
    // A document that has to be scrolled leaves the last two columns to the scroll bar.
    if arranged.height > limit, width >= 24 { arranged = Arrangement(card, width: width - 2, hints: hints) }
    self.card = card
    self.width = width
    height = arranged.height
    items = arranged.items
    var places = card.fields.map { (id: $0.id, rect: Rect(x: 0, y: 0, width: 0, height: 0)) }
    var bands = places.map { _ in 0 }
    for (item, band) in zip(arranged.items, arranged.bandOfItem) {
      if case .field(let index, _, _) = item.content {
        places[index].rect = item.rect
        bands[index] = band
      }
    }
    fields = places
    self.bands = bands
  }
}

extension Card {
  /// Arranges the card for a width: three columns, two, or one below the other.
  ///
  /// - Parameters:
  ///   - height: Lines that are there; where they do not suffice, room is left for a scroll bar.
  ///   - hints: Whether lines that name keys are shown.
  /// Complexity: O(fields + letters of the lines).
  public func layout(width: Int, height: Int, hints: Bool = true) -> CardLayout {
    CardLayout(self, width: max(1, width), height: height, hints: hints)
  }
}

/// The items of a card in their places, band by band.
private struct Arrangement {
  var items: [CardLayout.Item] = []
  var bandOfItem: [Int] = []
  var height = 0

  private typealias Column = (weight: Int, sections: [Card.SectionID])

  /// Which sections stand beside each other, from the width on which the columns need.
  private static let forms: [(width: Int, bands: [[Column]])] = [
    (
      116,
      [
        [(1, [.worth, .bought]), (1, [.rhythm, .notes, .favourites]), (1, [.who, .behaviour])], [(1, [.timeline])],
        [(4, [.offer]), (3, [.value]), (3, [.segments])],
      ]
    ),
    (
      70,
      [
        [(1, [.worth]), (1, [.rhythm, .notes, .offer])], [(1, [.timeline])],
        [(1, [.bought, .behaviour]), (1, [.who, .favourites])], [(1, [.value]), (1, [.segments])],
      ]
    ),
    (
      0,
      [[(1, [.worth, .rhythm, .offer, .notes, .bought, .favourites, .who, .behaviour, .value, .segments, .timeline])]]
    ),
  ]
  /// Columns between two columns.
  private static let gap = 4

  init(_ card: Card, width: Int, hints: Bool) {
    add(.headline, Rect(x: 0, y: 0, width: width, height: 1), band: 0)
    var y = 1
    if let warning = card.warning {
      for line in DisplayWidth.wrap("! " + warning, width) {
        add(.text(line, .bad), Rect(x: 0, y: y, width: width, height: 1), band: 0)
        y += 1
      }
    }
    var starts: [Card.SectionID: Int] = [:]
    var count = 0
    for section in card.sections {
      starts[section.id] = count
      count += section.fields.count
    }
    let form = Arrangement.forms.first { width >= $0.width }?.bands ?? []
    for (band, columns) in form.enumerated() {
      let filled = columns.map { column -> (weight: Int, sections: [Card.Section]) in
        let sections = column.sections.compactMap { id in card.sections.first { $0.id == id } }
        return (column.weight, sections.filter { Arrangement.isShown($0, hints: hints) })
      }.filter { !$0.sections.isEmpty }
      guard !filled.isEmpty else { continue }
      y += 1
      var bottom = y
      var left = 0
      let total = filled.reduce(0) { $0 + $1.weight }
      let room = width - Arrangement.gap * (filled.count - 1)
      for (position, column) in filled.enumerated() {
        let isLast = position == filled.count - 1
        let columns = isLast ? width - left : room * column.weight / total
        let end = add(
          column.sections, Rect(x: left, y: y, width: max(1, columns), height: 1), band: band, starts, hints: hints)
        bottom = max(bottom, end)
        left += columns + Arrangement.gap
      }
      y = bottom
    }
    height = y
  }

  private static func isShown(_ section: Card.Section, hints: Bool) -> Bool {
    !section.fields.isEmpty || section.picture != nil || section.lines.contains { hints || !$0.isHint }
  }

  /// Sections below each other; the first free line after them. Labels and figures of a section share their columns.
  private mutating func add(
    _ sections: [Card.Section], _ line: Rect, band: Int, _ starts: [Card.SectionID: Int], hints: Bool
  ) -> Int {
    var y = line.y
    for (position, section) in sections.enumerated() {
      if position > 0 { y += 1 }
      if !section.title.isEmpty {
        add(.text(section.title, .header), Rect(x: line.x, y: y, width: line.width, height: 1), band: band)
        y += 1
      }
      // Words need more room than figures do.
      let most =
        section.fields.allSatisfy(\.isFigure) ? line.width / 2 : max(line.width * 2 / 5, min(16, line.width / 2))
      let labels = min(section.fields.map { DisplayWidth.of($0.label) }.max() ?? 0, most)
      let widest = section.fields.filter(\.isFigure).map { DisplayWidth.of($0.value) }.max() ?? 0
      let figures = min(widest, max(0, line.width - labels - 2))
      for offset in section.fields.indices {
        add(
          .field((starts[section.id] ?? 0) + offset, label: labels, figure: figures),
          Rect(x: line.x, y: y, width: line.width, height: 1), band: band)
        y += 1
      }
      if let picture = section.picture {
        add(.picture(picture), Rect(x: line.x, y: y, width: line.width, height: picture.ideal), band: band)
        y += picture.ideal
      }
      for sentence in section.lines where hints || !sentence.isHint {
        for text in DisplayWidth.wrap(sentence.text, line.width) {
          add(.text(text, sentence.role), Rect(x: line.x, y: y, width: line.width, height: 1), band: band)
          y += 1
        }
      }
    }
    return y
  }

  private mutating func add(_ content: CardLayout.Item.Content, _ rect: Rect, band: Int) {
    items.append(.init(rect: rect, content: content))
    bandOfItem.append(band)
  }
}
