/// What a file leaves open and only a person knows: asked on the screen, answered by a flag on the command line.
public struct OpenQuestion: Sendable, Hashable {
  /// One way to read the file.
  public struct Answer: Sendable, Hashable {
    /// What a person chooses, in a few words.
    public var title: String
    /// What it sets: a key of ``ReadOptions/settings``, or `map.` with the name of a field.
    public var key: String
    /// The value that is set.
    public var value: String
    /// What stands beside it; empty: what it would give.
    public var detail = ""

    /// A way to read the file.
    public init(_ title: String, key: String, value: String, detail: String = "") {
      self.detail = detail
      self.title = title
      self.key = key
      self.value = value
    }

    /// The same decision for a script.
    public var flag: String {
      switch key {
      case "import.date_order": return "--date-order \(value)"
      case "import.currency": return "--currency \(value)"
      case "import.timezone": return "--timezone \(value)"
      case _ where key.hasPrefix("map."):
        let mapping = "\(key.dropFirst(4))=\(value)"
        let isPlain = mapping.utf8.allSatisfy { $0 > 44 && $0 < 127 && $0 != 96 && $0 != 92 && !($0 >= 59 && $0 <= 60) }
        return "--map "
          + (isPlain
            ? mapping
            : "'"
              + mapping.split(separator: "'", omittingEmptySubsequences: false)
              .joined(separator: "'\\''") + "'")
      default:
        let setting = "\(key)=\(value)"
        let isPlain = setting.utf8.allSatisfy { $0 > 44 && $0 < 127 && $0 != 96 && $0 != 92 && !($0 >= 59 && $0 <= 60) }
        let quoted = setting.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        return "--set " + (isPlain ? setting : "'\(quoted)'")
      }
    }
  }

  /// The question, as one sentence.
  public var sentence: String
  /// The ways to read the file; at least one.
  public var answers: [Answer]
  /// Position of the column that it is about; `nil` where it is about none, or about which one.
  public var column: Int?
  /// The file, as reports name it.
  public var file = ""
  /// What the answer is remembered under: the names of the file's columns.
  public var fingerprint = ""
  /// Names of the columns.
  public var header: [String] = []
  /// Whether its answers lead on to another question, or take an answer back, rather than being ways to read the file.
  public var isChoice = false
  /// The first rows, cut as the header is.
  public var rows: [[String]] = []

  /// Rows that are shown with a question.
  public static let rowsShown = 6

  /// A question without its file.
  public init(_ sentence: String, answers: [Answer], column: Int? = nil) {
    self.sentence = sentence
    self.answers = answers
    self.column = column
  }

  /// The question with the file that it is about.
  func about(_ file: String, header: [String], rows: [[String]]) -> OpenQuestion {
    var question = self
    question.file = file
    question.header = header
    question.rows = rows.prefix(OpenQuestion.rowsShown).map(Array.init)
    question.fingerprint = Formats.fingerprint(header)
    return question
  }
}
