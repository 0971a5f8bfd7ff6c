import Analytics

/// The cells in which an RFM map is drawn: recency downwards, frequency and money sidewards.
struct RFMPlane: Sendable {
  /// A cell of the plane.
  struct Cell: Sendable {
    /// People in it.
    var people = 0
    /// Their net in the window.
    var net: Int64 = 0
    /// The segment of most of them, by its place in the map.
    var segment = 0
    /// Whether it holds people of other segments too.
    var isMixed = false
  }

  /// What the columns are, in words.
  let across: String
  /// Names of the columns.
  let columns: [String]
  /// Recency scores of the rows, the best first.
  let rows: [Int]
  /// The cells, row by row.
  let cells: [[Cell]]

  init(_ rfm: RFM) {
    let map = rfm.map
    let scale = map.scale
    let scores = Array(scale.scores)
    let plane = map.plane
    switch plane {
    case .eight:
      across = "frequency and money"
      columns = ["F+M high", "M high", "F high", "both low"]
    case .f:
      across = "frequency"
      columns = scores.map { "F\($0)" }
    case .fm, .mixed:
      across = "(frequency + money) ÷ 2"
      columns = scores.map { "FM\($0)" }
    }
    func column(_ f: Int, _ m: Int) -> Int {
      switch plane {
      case .eight: f == 1 && m == 1 ? 0 : m == 1 ? 1 : f == 1 ? 2 : 3
      case .f: f - scores[0]
      case .fm, .mixed: scale.fm(f, m) - scores[0]
      }
    }
    rows = scores.reversed()
    let width = columns.count
    cells = rows.map { r in
      var people = [[Int]](repeating: [Int](repeating: 0, count: map.segments.count), count: width)
      var codes = people
      var nets = [Int64](repeating: 0, count: width)
      for f in scores {
        for m in scores {
          let place = column(f, m)
          let segment = Int(map.segmentOf[scale.code(r, f, m)])
          people[place][segment] += rfm.scores.customers(r, f, m, scale)
          codes[place][segment] += 1
          nets[place] += rfm.scores.net(r, f, m, scale)
        }
      }
      return (0..<width).map { place in
        // Who is most wins; in an empty cell the segment with most codes, the first of equals.
        let total = people[place].reduce(0, +)
        let weights = total > 0 ? people[place] : codes[place]
        let most = weights.max() ?? 0
        return Cell(
          people: total, net: nets[place], segment: weights.firstIndex(of: most) ?? 0,
          isMixed: people[place].count { $0 > 0 } > 1)
      }
    }
  }
}
