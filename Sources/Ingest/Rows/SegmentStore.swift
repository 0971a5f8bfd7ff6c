import CScan
import Glibc

/// A growing column of fixed-width records in segments, so that growth copies nothing and half-full memory stays small.
///
/// Segments are mapped straight from the system and given back to it at once by `deallocate`: that is what lets the
/// ledger grow in the memory that the records of the previous partition leave.
struct SegmentStore<Element: BitwiseCopyable> {
  private var next: UnsafeMutablePointer<Element>?
  private var room = 0
  /// Number of records.
  private(set) var count = 0
  private var segments: [UnsafeMutablePointer<Element>] = []

  static var shift: Int { 12 }
  static var length: Int { 1 << shift }
  private static var bytes: Int { length * MemoryLayout<Element>.stride }

  @inline(__always)
  mutating func append(_ element: Element) {
    if room == 0 { extend() }
    guard let place = next else { return }
    place.initialize(to: element)
    next = place + 1
    room &-= 1
    count &+= 1
  }

  @inline(never)
  private mutating func extend() {
    // The first segment of a store may stay nearly empty; later ones are filled, and one system call for all their pages
    // is cheaper than a page fault for each.
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | (segments.isEmpty ? 0 : MAP_POPULATE)
    let mapped = mmap(nil, Self.bytes, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { fatalError("out of memory") }
    let segment = mapped.bindMemory(to: Element.self, capacity: Self.length)
    segments.append(segment)
    next = segment
    room = Self.length
  }

  /// Asks for the memory that the next record goes to.
  @inline(__always)
  func prefetchEnd() { if let next { clientele_prefetch(next) } }

  /// The last record, to be changed in place.
  @inline(__always)
  var last: UnsafeMutablePointer<Element>? { count > 0 ? next.map { $0 - 1 } : nil }

  mutating func deallocate() {
    for segment in segments { munmap(segment, Self.bytes) }
    self = SegmentStore()
  }

  /// The segments, for loops that look at many records.
  var view: View { View(segments: segments) }

  subscript(position: Int) -> Element {
    get { segments[position >> Self.shift][position & (Self.length - 1)] }
    set { segments[position >> Self.shift][position & (Self.length - 1)] = newValue }
  }

  /// The records by position, without reference counting.
  struct View {
    private let table: UnsafeMutablePointer<UnsafeMutablePointer<Element>>

    init(segments: [UnsafeMutablePointer<Element>]) {
      table = .allocate(capacity: max(1, segments.count))
      for (position, segment) in segments.enumerated() { (table + position).initialize(to: segment) }
    }

    func deallocate() { table.deallocate() }

    @inline(__always)
    subscript(position: Int) -> UnsafeMutablePointer<Element> {
      table[position >> SegmentStore.shift] + (position & (SegmentStore.length &- 1))
    }
  }
}
