import Analytics
import Glibc
import Ledger
import Panels
import Synchronization
import Workbook

/// Where the owner's own writing lies, and under which name of the shop.
public struct WorkbookPlace: Sendable, Hashable {
  /// The database of notes, promises and sizes of segments; `nil` keeps none.
  public var path: String?
  /// The folder of the user's segments; `nil` for the shipped ones alone.
  public var segments: String?
  /// What the shop is called in it: notes of one shop are not shown with another.
  public var shop: String

  /// A place.
  public init(path: String?, segments: String?, shop: String) {
    self.path = path
    self.segments = segments
    self.shop = shop
  }

  /// Nowhere: the shipped segments, and nothing is kept.
  public static let nowhere = WorkbookPlace(path: nil, segments: nil, shop: "")
}

/// Reads and writes the workbook, one thing after the other; opened when it is needed first.
public final class WorkbookDesk: Sendable {
  /// Where it lies.
  public let place: WorkbookPlace
  private let book = Mutex<Workbook?>(nil)

  /// A desk for a workbook that may not exist yet.
  public init(_ place: WorkbookPlace) { self.place = place }

  private func open() throws(WorkbookError) -> Workbook? {
    guard let path = place.path else { return nil }
    return try book.withLock { book throws(WorkbookError) -> Workbook in
      if let book { return book }
      let slash = path.lastIndex(of: "/") ?? path.startIndex
      makeFolder(String(path[..<slash]))
      let fresh = try Workbook(path: path)
      book = fresh
      return fresh
    }
  }

  /// Makes a folder for its owner alone, with those above it; what fails is said when the file is opened.
  private func makeFolder(_ path: String) {
    var part = ""
    for name in path.split(separator: "/") {
      part += "/" + name
      mkdir(part, 0o700)
    }
  }

  /// Everything that was written about this shop. A workbook that does not exist is not made for it.
  public func page() throws(WorkbookError) -> WorkbookPage {
    var page = try written()
    page.today = Clock.today()
    return page
  }

  private func written() throws(WorkbookError) -> WorkbookPage {
    let shelf = SegmentShelf(folder: place.segments)
    guard let path = place.path, access(path, F_OK) == 0, let book = try open() else {
      return WorkbookPage(notes: [], segments: shelf.all, errors: shelf.errors)
    }
    return try book.page(shop: place.shop, shelf: shelf)
  }

  /// Writes what the owner writes.
  ///
  /// - Returns: A sentence that says so.
  func write(_ writing: Writing, now: Int64) throws(WorkbookError) -> String {
    switch writing {
    case .note(let draft):
      try add(draft, now: now)
      switch draft.kind {
      case .promise: return "Promised for \(draft.due?.description ?? "some day"): \(draft.text)"
      case .note: return "Noted."
      case .doNotContact: return "Noted: do not contact."
      }
    case .done(let note, let isDone):
      try setDone(isDone, note: note, now: now)
      return isDone ? "Done." : "Open again."
    case .segment(let segment, let overwriting):
      try save(segment, overwriting: overwriting)
      return "Saved as \(segment.name), asked of all customers: segment(\(segment.name)) in any filter."
    case .sizes(let findings):
      try record(findings, now: now)
      return ""
    }
  }

  /// Whether there is a segment file of this name already.
  func has(_ segment: Segment) -> Bool {
    SegmentShelf(folder: place.segments).segment(named: segment.name).map { $0.origin != .shipped } ?? false
  }

  /// What names become where they are hidden: the same on every run of this person's program.
  public func mask() throws(WorkbookError) -> Mask {
    guard let path = place.path, let slash = path.lastIndex(of: "/") else { throw noPlace }
    makeFolder(String(path[..<slash]))
    return try MaskSalt(path: path[..<slash] + "/mask.salt").mask
  }

  /// Writes a note about a customer.
  func add(_ draft: NoteDraft, now: Int64) throws(WorkbookError) {
    guard let book = try open() else { throw noPlace }
    try book.add(
      draft.kind, draft.text, due: draft.due, to: draft.customer, shop: place.shop, at: now)
  }

  /// Says that a promise was kept, or that it was not after all.
  func setDone(_ isDone: Bool, note: Int64, now: Int64) throws(WorkbookError) {
    guard let book = try open() else { throw noPlace }
    try book.setDone(isDone, note: note, shop: place.shop, at: now)
  }

  /// Saves a segment as a file of the user's.
  func save(_ segment: Segment, overwriting: Bool) throws(WorkbookError) {
    guard place.segments != nil else { throw noPlace }
    var shelf = SegmentShelf(folder: place.segments)
    try shelf.save(segment, overwriting: overwriting)
  }

  /// Notes how large the segments are now.
  func record(_ findings: Findings, now: Int64) throws(WorkbookError) {
    guard let book = try open() else { return }
    for size in findings(SegmentSizes.self).all where size.problem == nil {
      try book.record(
        size.segment, shop: place.shop, asOf: findings.question.asOf, takenAt: now, members: size.members,
        keys: findings.ledger.customers.key, net: size.net, currency: findings.ledger.currency)
    }
  }

  private var noPlace: WorkbookError {
    WorkbookError(
      file: "workbook", what: "there is no folder for what you write",
      wayOut: "Set HOME or XDG_CONFIG_HOME, and start again.")
  }
}

/// What a person writes about a customer.
public struct NoteDraft: Hashable, Sendable {
  /// Key of the customer.
  public var customer: String
  /// Note, promise, or the wish to be left alone.
  public var kind: Note.Kind
  /// The words.
  public var text: String
  /// The day by which a promise is due.
  public var due: Day?
}
