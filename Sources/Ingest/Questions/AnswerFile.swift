/// What was answered about files, remembered by the names of their columns, so that the next export with the same header
/// is read alike: CSV with the columns `answered`, `fingerprint`, `key`, `value`, `file`. The last line about a header and
/// a key counts; the value `auto` takes an answer back.
public struct AnswerFile: Sendable {
  /// Path of the file, which need not exist yet.
  public let path: String

  private var table: AppendOnlyTable {
    AppendOnlyTable(
      path: path, columns: ["answered", "fingerprint", "key", "value", "file"], title: "list of answers",
      option: "--answers")
  }

  /// A side file at a path.
  public init(path: String) { self.path = path }

  /// Fingerprint of a header → key → value; empty where there is no file.
  ///
  /// - Throws: `IngestError` naming file and line where a line is broken. Complexity: O(bytes).
  public func answers() throws(IngestError) -> [String: [String: String]] {
    var answers: [String: [String: String]] = [:]
    for (_, cells) in try table.rows(["fingerprint", "key", "value"]) {
      answers[cells[0], default: [:]][cells[1]] = cells[2] == "auto" ? nil : cells[2]
    }
    return answers
  }

  /// Remembers how files with this header are read.
  ///
  /// - Throws: `IngestError` where it cannot be written; the file is as it was then.
  public func remember(_ answer: GivenAnswer, at seconds: Int) throws(IngestError) {
    try table.append([
      AppendOnlyTable.instant(seconds), answer.fingerprint, answer.key, answer.value ?? "auto", answer.file,
    ])
  }
}

/// An answer about the files with one header.
public struct GivenAnswer: Sendable, Hashable {
  /// The names of the columns.
  public var fingerprint: String
  /// What it sets, as ``OpenQuestion/Answer/key``.
  public var key: String
  /// The value; `nil` takes the answer back.
  public var value: String?
  /// The file in which the header was seen.
  public var file: String

  /// An answer.
  public init(fingerprint: String, key: String, value: String?, file: String) {
    self.fingerprint = fingerprint
    self.key = key
    self.value = value
    self.file = file
  }

  /// The answer as a flag for a script.
  public var flag: String { OpenQuestion.Answer("", key: key, value: value ?? "auto").flag }
}

extension ReadOptions {
  /// These options with what is remembered below what was answered in this session.
  func withRememberedAnswers() throws(IngestError) -> ReadOptions {
    guard let answerFile else { return self }
    var options = self
    options.answers = try AnswerFile(path: answerFile).answers().merging(answers) { $0.merging($1) { $1 } }
    return options
  }

  /// These options as they hold for files with this header: what was said for all files goes before what was answered.
  ///
  /// An answer that no longer says anything (a column of another name, a setting of another version) is passed over.
  func answering(_ fingerprint: String) -> ReadOptions {
    var options = self
    for answer in answersUsed(fingerprint) {
      if answer.key.hasPrefix("map."), let field = Field(rawValue: String(answer.key.dropFirst(4))) {
        options.map.append((field, answer.value))
      } else {
        _ = try? options.set(answer.key, answer.value)
      }
    }
    return options
  }

  /// What was answered about files with this header and is not overruled by what was said for all files, by key.
  func answersUsed(_ fingerprint: String) -> [(key: String, value: String)] {
    (answers[fingerprint] ?? [:]).sorted { $0.key < $1.key }.compactMap { key, value in
      if key.hasPrefix("map.") {
        let isSaid = map.contains { "map." + $0.field.rawValue == key }
        return isSaid || Field(rawValue: String(key.dropFirst(4))) == nil ? nil : (key, value)
      }
      if key.hasPrefix(ReadOptions.statusPrefix) {
        return self.value(key) == "auto" && StatusMeaning(rawValue: value) != nil ? (key, value) : nil
      }
      let setting = ReadOptions.settings.first { $0.key == key }
      return setting == nil || self.value(key) != setting?.standard ? nil : (key, value)
    }
  }
}
