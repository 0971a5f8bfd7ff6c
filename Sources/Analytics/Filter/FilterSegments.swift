/// The segments that a filter may call by name.
public struct FilterSegments: Sendable {
  /// Their names, in the order in which they are offered.
  public let names: [String]
  private let read: @Sendable (String) -> String?

  /// Segments whose texts are read when they are called; `text` gets one of `names`.
  public init(names: [String], text: @escaping @Sendable (_ name: String) -> String?) {
    self.names = names
    read = text
  }

  /// Segments of these texts, by name.
  public init(_ texts: [String: String]) {
    self.init(names: texts.keys.sorted()) { texts[$0] }
  }

  /// No segments.
  public static let none = FilterSegments(names: []) { _ in nil }

  /// The filter of a segment; `nil` where there is none of this name. Upper and lower case are the same.
  public func text(of name: String) -> String? { self.name(name).flatMap(read) }

  /// The name as the segment has it.
  func name(_ written: String) -> String? {
    if names.contains(written) { return written }
    let folded = FilterText.folded(written)
    return names.first { FilterText.folded($0) == folded }
  }
}
