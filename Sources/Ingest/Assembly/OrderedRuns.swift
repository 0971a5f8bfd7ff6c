/// The runs of a partition in the order in which they are written, each with where its lines are.
///
/// Looking the runs up one by one, in memory that was filled in the file's order, costs a cache miss each. Most customers'
/// runs are in time order in the file already, so that one sequential scan puts nearly all of them into their place;
/// the others are fetched one by one.
struct OrderedRuns {
  struct Element: BitwiseCopyable {
    var run: Run
    /// Its first line, counted through all threads, and how many there are.
    var firstLine: UInt32
    var lineCount: UInt32
    /// Its position among the partition's runs.
    var position: UInt32
  }

  private let elements: UnsafeMutablePointer<Element>
  private let count: Int
  private let rows: PartitionRows

  init(_ arrangement: PartitionArrangement) {
    rows = arrangement.rows
    let order = arrangement.order
    count = order.count
    elements = .allocate(capacity: max(1, count))
    let isShifted = !arrangement.loose.isEmpty
    if isShifted {
      for place in 0..<count { elements[place].position = .max }
    } else {
      scatter(arrangement.start)
    }
    for place in 0..<count where !order[place].isLoose && Int(elements[place].position) != order[place].position {
      let position = order[place].position
      let lines = rows.lines(ofRun: position)
      elements[place] = Element(
        run: rows.run(position).pointee, firstLine: UInt32(truncatingIfNeeded: lines.lowerBound),
        lineCount: UInt32(truncatingIfNeeded: lines.count), position: UInt32(truncatingIfNeeded: position))
    }
  }

  func deallocate() { elements.deallocate() }

  @inline(__always)
  subscript(place: Int) -> UnsafeMutablePointer<Element> { elements + place }

  /// Asks for the lines of a run that is written soon.
  @inline(__always)
  func prefetchLines(_ place: Int) {
    guard place < count else { return }
    let element = elements + place
    guard element.pointee.position != .max else { return }
    rows.prefetchLine(Int(element.pointee.firstLine))
  }

  /// Puts the runs, in the file's order, customer by customer.
  private func scatter(_ start: [Int]) {
    var next = start
    next.withUnsafeMutableBufferPointer { next in
      for thread in 0..<rows.threads {
        let runs = rows.runs(ofThread: thread)
        guard !runs.isEmpty else { continue }
        var lines = rows.lines(ofRun: runs.lowerBound)
        for position in runs {
          let run = rows.run(position).pointee
          let following = position &+ 1 < runs.upperBound ? rows.lines(ofRun: position &+ 1) : lines
          let place = next[Int(run.customer)]
          next[Int(run.customer)] = place &+ 1
          elements[place] = Element(
            run: run, firstLine: UInt32(truncatingIfNeeded: lines.lowerBound),
            lineCount: UInt32(truncatingIfNeeded: lines.count), position: UInt32(truncatingIfNeeded: position))
          lines = following
        }
      }
    }
  }
}
