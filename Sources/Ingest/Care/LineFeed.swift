import Glibc

/// The physical lines of a text, with a look at the lines ahead.
///
/// A line ends with a line feed, carriage return and line feed, or a carriage return alone, whichever comes first; what
/// that means for rows is decided by who reads them. NUL bytes become blanks. Keeps the lines that were looked at and
/// not yet left, so memory is bounded by how far ahead one looks and by ``rowLimit``.
final class LineFeed {
  /// What ends a line.
  enum End {
    /// A line feed, with or without a carriage return before it.
    case feed
    /// A carriage return alone.
    case carriage
    /// The end of the text.
    case none
  }

  /// One physical line.
  struct Line {
    /// Where it begins in the text.
    var offset: Int
    /// Its bytes without the line end; of an oversized line the first ones.
    var count: Int
    /// Where the next line begins in the text.
    var next: Int
    var end: End
    /// Its number, from 1.
    var number: Int
    /// Whether it is longer than ``LineFeed/rowLimit``: only its beginning is kept, and nothing can be seen beyond it.
    var isOversized = false
  }

  /// Bytes that a row may have.
  static let rowLimit = 2 << 20
  private static let step = 1 << 18
  private let source: SourceBytes
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where the buffer begins in the text.
  private var base: Int
  private var filled = 0
  private var isAtEnd = false
  private var lines: [Line] = []
  private var first = 0
  /// Where the next line that was not yet seen begins, and its number.
  private var scan: Int
  private var number: Int
  /// The first line feed at or after `scan` in the buffer, where it is known.
  private var nextFeed: Int?

  /// The lines of a text from an offset on, which is the beginning of line `number`.
  init(_ source: SourceBytes, from offset: Int = 0, number: Int = 1) {
    self.source = source
    base = offset
    scan = offset
    self.number = number
    capacity = LineFeed.step
    buffer = .allocate(capacity: capacity + SourceBytes.slack)
  }

  deinit { buffer.deallocate() }

  /// The line `ahead` lines after the current one; `nil` past the end and past an oversized line.
  func peek(_ ahead: Int) -> Line? {
    while first + ahead >= lines.count {
      if lines.count > first, lines[lines.count - 1].isOversized { return nil }
      guard scanLine() else { return nil }
    }
    return lines[first + ahead]
  }

  /// Leaves lines; the next one becomes the current one.
  func advance(_ count: Int = 1) {
    guard count > 0, first + count <= lines.count else { return }
    let last = lines[first + count - 1]
    first += count
    if first == lines.count {
      lines.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 4_096 {
      lines.removeFirst(first)
      first = 0
    }
    if last.isOversized {
      base = last.next
      scan = last.next
      filled = 0
      isAtEnd = false
      nextFeed = nil
    }
  }

  /// The bytes of a line, or from a line's beginning on; valid until the next `peek`.
  func pointer(_ line: Line) -> UnsafePointer<UInt8> { UnsafePointer(buffer + (line.offset - base)) }

  private func scanLine() -> Bool {
    while true {
      let end = base + filled
      if scan < end {
        let from = buffer + (scan - base)
        let size = end - scan
        if nextFeed.map({ $0 < scan }) ?? true {
          nextFeed = memchr(from, 10, size).map { base + (buffer.distance(to: $0.assumingMemoryBound(to: UInt8.self))) }
        }
        let limit = nextFeed.map { $0 - scan } ?? size
        if let found = memchr(from, 13, limit) {
          let at = from.distance(to: found.assumingMemoryBound(to: UInt8.self))
          // `\r\r\n` is one line end that went through a careless conversion twice.
          var after = at + 1
          while after < size, from[after] == 13, nextFeed != nil, after < limit { after += 1 }
          if scan + after == nextFeed {
            return add(count: at, next: scan + after + 1, .feed)
          }
          // A carriage return as the last byte that is there may have its line feed yet to come.
          if at + 1 < size || isAtEnd { return add(count: at, next: scan + at + 1, .carriage) }
        } else if let nextFeed {
          return add(count: nextFeed - scan, next: nextFeed + 1, .feed)
        }
        if isAtEnd { return add(count: size, next: end, .none) }
        if size > LineFeed.rowLimit { return addOversized() }
      } else if isAtEnd {
        return false
      }
      refill()
    }
  }

  private func add(count: Int, next: Int, _ end: End) -> Bool {
    lines.append(Line(offset: scan, count: count, next: next, end: end, number: number))
    number += 1
    scan = next
    return true
  }

  /// Skips to the end of a line that is too long to be kept.
  private func addOversized() -> Bool {
    var at = base + filled
    var end = End.none
    let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: LineFeed.step + SourceBytes.slack)
    defer { chunk.deallocate() }
    while true {
      let window = source.window(at: at, limit: LineFeed.step, in: chunk)
      guard window.count > 0 else { break }
      guard let start = window.baseAddress else { break }
      let feed = memchr(start, 10, window.count).map { start.distance(to: $0.assumingMemoryBound(to: UInt8.self)) }
      let back = memchr(start, 13, feed ?? window.count).map {
        start.distance(to: $0.assumingMemoryBound(to: UInt8.self))
      }
      if let place = back ?? feed {
        at += place + 1
        end = .feed
        if back != nil {
          if source.window(at: at, limit: 1, in: chunk).first == 10 { at += 1 } else { end = .carriage }
        }
        break
      }
      at += window.count
    }
    lines.append(Line(offset: scan, count: 1 << 10, next: at, end: end, number: number, isOversized: true))
    number += 1
    return true
  }

  private func refill() {
    // Lines that were left make room.
    let keep = first < lines.count ? lines[first].offset : scan
    if keep > base {
      let left = base + filled - keep
      if left > 0 { memmove(buffer, buffer + (keep - base), left) }
      base = keep
      filled = max(0, left)
    }
    if capacity - filled < LineFeed.step {
      let larger = max(capacity * 2, filled + LineFeed.step)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + SourceBytes.slack)
      moved.update(from: buffer, count: filled)
      buffer.deallocate()
      buffer = moved
      capacity = larger
    }
    let window = source.window(at: base + filled, limit: LineFeed.step, in: buffer + filled)
    guard let start = window.baseAddress, window.count > 0 else {
      isAtEnd = true
      return
    }
    let target = buffer + filled
    if UnsafePointer(target) != start { target.update(from: start, count: window.count) }
    if memchr(target, 0, window.count) != nil {
      for at in 0..<window.count where target[at] == 0 { target[at] = 32 }
    }
    filled += window.count
    if base + filled >= source.count { isAtEnd = true }
  }
}
