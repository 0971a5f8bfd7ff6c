import Glibc

/// Takes plain cells out of a sheet's XML before the parser sees it.
///
/// Nearly all of a sheet is `<c r="B7" s="1"><v>12</v></c>`, one after the other. Such an element is whole, has no
/// reference and no sign beyond ASCII in it: what is left without it is XML as well-formed, or not, as before.
struct CellLifter {
  /// A cell that was taken out. Its parts lie in the window; empty ones are not there.
  struct Cell {
    var reference: Slice = UnsafeBufferPointer(start: nil, count: 0)
    var style: Slice = UnsafeBufferPointer(start: nil, count: 0)
    var type: Slice = UnsafeBufferPointer(start: nil, count: 0)
    var value: Slice = UnsafeBufferPointer(start: nil, count: 0)
    /// Whether the value stands in `<is><t>`.
    var isInline = false
  }

  typealias Slice = UnsafeBufferPointer<UInt8>

  /// What stands at the beginning of a text.
  enum Found {
    /// A cell, and the bytes that it takes.
    case cell(Int)
    /// Something else, and the bytes up to what may be the next cell.
    case other(Int)
    /// The beginning of what may be a cell; more bytes will tell.
    case unfinished
  }

  /// Whether cells may be taken out: not where a comment or a section of plain text could hold what looks like one.
  private(set) var isAllowed = true
  private var hasStarted = false

  /// Looks whether the XML that begins in this window allows it: ASCII must mean ASCII.
  mutating func look(_ window: Slice) {
    if !hasStarted {
      hasStarted = true
      isAllowed = Self.isASCIICompatible(window)
    }
    // Instructions stand at the very beginning alone.
    if isAllowed { isAllowed = !Self.hasTag(UInt8(ascii: "!"), window, from: 1) && !Self.hasTag(63, window, from: 2) }
  }

  /// Whether `<` and a sign stand somewhere, the sign at `from` at the earliest.
  private static func hasTag(_ sign: UInt8, _ window: Slice, from: Int) -> Bool {
    guard let start = window.baseAddress else { return false }
    var at = from
    while at < window.count, let found = memchr(start + at, Int32(sign), window.count - at) {
      at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      if window[at - 1] == UInt8(ascii: "<") { return true }
      at += 1
    }
    return false
  }

  /// Finds what stands at `at`.
  func find(_ window: Slice, at: Int, _ cell: inout Cell) -> Found {
    guard window[at] == UInt8(ascii: "<") else { return .other(next(window, at) - at) }
    var place = at
    switch parse(window, &place, &cell) {
    case .yes: return .cell(place - at)
    case .no: return .other(next(window, at + 1) - at)
    case .short: return .unfinished
    }
  }

  private enum Answer {
    case yes, no, short
  }

  /// Where the next `<c` may begin.
  private func next(_ window: Slice, _ from: Int) -> Int {
    guard let start = window.baseAddress else { return window.count }
    var at = from
    while at < window.count, let found = memchr(start + at, Int32(UInt8(ascii: "<")), window.count - at) {
      at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      if at + 2 >= window.count || (window[at + 1] == UInt8(ascii: "c") && window[at + 2] == 32) { return at }
      at += 1
    }
    return window.count
  }

  private func parse(_ window: Slice, _ at: inout Int, _ cell: inout Cell) -> Answer {
    cell = Cell()
    let opening = skip("<c", window, &at)
    guard opening == .yes else { return opening }
    while true {
      guard at < window.count else { return .short }
      if window[at] == UInt8(ascii: ">") { break }
      if window[at] == UInt8(ascii: "/") { return skip("/>", window, &at) }
      let answer = attribute(window, &at, &cell)
      guard answer == .yes else { return answer }
    }
    at += 1
    guard at + 2 < window.count else { return .short }
    let isInline = window[at + 1] == UInt8(ascii: "i")
    let before = skip(isInline ? "<is><t>" : "<v>", window, &at)
    guard before == .yes else { return before }
    let start = at
    while at < window.count, window[at] != UInt8(ascii: "<") {
      guard window[at] >= 32, window[at] < 0x7F, window[at] != UInt8(ascii: "&"), window[at] != UInt8(ascii: ">") else {
        return .no
      }
      at += 1
    }
    guard at < window.count else { return .short }
    cell.value = Slice(rebasing: window[start..<at])
    cell.isInline = isInline
    return skip(isInline ? "</t></is></c>" : "</v></c>", window, &at)
  }

  /// ` name="value"` with a name of one letter, once each.
  private func attribute(_ window: Slice, _ at: inout Int, _ cell: inout Cell) -> Answer {
    guard at + 4 < window.count else { return .short }
    guard window[at] == 32, window[at + 2] == UInt8(ascii: "="), window[at + 3] == 34 else { return .no }
    let name = window[at + 1]
    at += 4
    let start = at
    while at < window.count, window[at] != 34 {
      let byte = window[at]
      guard (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122) else { return .no }
      at += 1
    }
    guard at < window.count else { return .short }
    let value = Slice(rebasing: window[start..<at])
    at += 1
    guard value.count > 0 else { return .no }
    switch name {
    case UInt8(ascii: "r") where cell.reference.isEmpty: cell.reference = value
    case UInt8(ascii: "s") where cell.style.isEmpty: cell.style = value
    case UInt8(ascii: "t") where cell.type.isEmpty: cell.type = value
    default: return .no
    }
    return .yes
  }

  @inline(__always)
  private func skip(_ text: StaticString, _ window: Slice, _ at: inout Int) -> Answer {
    let count = text.utf8CodeUnitCount
    for offset in 0..<count {
      guard at + offset < window.count else { return .short }
      guard window[at + offset] == text.utf8Start[offset] else { return .no }
    }
    at += count
    return .yes
  }

  /// Whether the XML is UTF-8, or says nothing about its encoding.
  private static func isASCIICompatible(_ window: Slice) -> Bool {
    if window.starts(with: [0xFE, 0xFF]) || window.starts(with: [0xFF, 0xFE]) || window.prefix(64).contains(0) {
      return false
    }
    guard window.starts(with: Array("<?xml".utf8)) || window.starts(with: [0xEF, 0xBB, 0xBF]) else { return true }
    let declaration = String(decoding: window.prefix(while: { $0 != UInt8(ascii: ">") }).prefix(200), as: UTF8.self)
    guard let place = declaration.split(separator: "encoding").dropFirst().first else { return true }
    return place.lowercased().contains("utf-8")
  }
}
