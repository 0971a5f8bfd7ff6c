/// A group of customers that has a name: a filter, and what it is for.
public struct Segment: Hashable, Sendable {
  /// Where a segment comes from.
  public enum Origin: Hashable, Sendable {
    /// It comes with the program.
    case shipped
    /// A person wrote it into the file at this path.
    case file(String)

    /// The origin in a few words: `built in`, or the path.
    public var words: String {
      switch self {
      case .shipped: "built in"
      case .file(let path): path
      }
    }
  }

  /// The name by which filters and the command line call it: the file's name without `.segment`.
  public let name: String
  /// The head that a person reads.
  public let title: String
  /// What it is for, in sentences on one line; may be empty.
  public let description: String
  /// The filter as it was written, comments and line breaks included.
  public let filter: String
  /// Where it comes from.
  public let origin: Origin
  /// The line of the file, from 1, in which ``filter`` begins: added to a place in the filter it leads into the file.
  public let filterLine: Int

  /// A segment; without a title it is called by its name.
  public init(
    name: String, title: String = "", description: String = "", filter: String, origin: Origin = .shipped,
    filterLine: Int = 1
  ) {
    self.name = name
    self.title = title.isEmpty ? name : title
    self.description = description
    self.filter = filter
    self.origin = origin
    self.filterLine = filterLine
  }

  /// Most bytes of a name, so that the file's name fits every file system.
  public static let longestName = 100

  /// What is wrong with a name, as the rest of a sentence; `nil` where nothing is.
  ///
  /// A name is made of letters and digits of any script, `-` and `_`, and does not begin with `-`: it stands in filters
  /// and on the command line without quotes, and can lead to no other folder.
  public static func problem(withName name: String) -> String? {
    if name.isEmpty { return "is empty" }
    if name.utf8.count > longestName { return "is longer than \(longestName) bytes" }
    if name.hasPrefix("-") { return "begins with -" }
    for scalar in name.unicodeScalars where !isAllowed(scalar) {
      let isShown = scalar.properties.generalCategory != .control && scalar.value != 0x20
      return "has " + (isShown && scalar.value < 0x7F ? "“\(scalar)”" : "U+" + code(scalar)) + " in it"
    }
    return nil
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": return true
      default: return false
      }
    }
    return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
