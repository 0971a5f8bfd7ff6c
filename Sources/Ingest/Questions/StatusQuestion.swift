import Ledger

/// The questions about status words that nobody knows.
public enum StatusQuestion {
  /// Which of several words, or of answers that were given, is to be decided.
  ///
  /// - Parameters:
  ///   - words: The words, see ``ImportReport/unknownStatuses``.
  ///   - given: What was answered about the files; choosing one takes it back.
  ///   - detail: What stands beside a word: its orders and their amount.
  public static func choice(
    _ words: [ImportReport.UnknownStatus], given: [GivenAnswer], _ report: ImportReport,
    detail: (ImportReport.UnknownStatus) -> String
  ) -> OpenQuestion {
    var question = OpenQuestion(
      words.count == 1
        ? "Nobody knows this status word; until it is decided its orders count."
        : "Nobody knows these status words; until it is decided their orders count.",
      answers: words.map {
        .init(
          "“\($0.word)”", key: ReadOptions.statusPrefix + $0.word, value: StatusMeaning.cancelled.rawValue,
          detail: detail($0))
      }
        + given.map {
          .init(
            "take back: \($0.key.split(separator: ".").last.map(String.init) ?? $0.key) = \($0.value ?? "auto")",
            key: $0.key, value: $0.value ?? "auto", detail: "was answered before")
        })
    question.isChoice = true
    question.file = words.first.map { file(of: $0, report)?.path ?? "" } ?? ""
    return question
  }

  /// What one word means.
  public static func meaning(
    of word: ImportReport.UnknownStatus, _ report: ImportReport, detail: String
  ) -> OpenQuestion {
    let key = ReadOptions.statusPrefix + word.word
    var question = OpenQuestion(
      "What does the status word “\(word.word)” mean? \(detail)",
      answers: [
        .init("the order counts", key: key, value: StatusMeaning.counts.rawValue),
        .init("not paid yet", key: key, value: StatusMeaning.unpaid.rawValue),
        .init("cancelled", key: key, value: StatusMeaning.cancelled.rawValue),
        .init("refunded", key: key, value: StatusMeaning.refunded.rawValue),
      ])
    if let file = file(of: word, report) {
      question.file = file.path
      question.fingerprint = file.fingerprint
    }
    return question
  }

  private static func file(of word: ImportReport.UnknownStatus, _ report: ImportReport) -> ImportReport.File? {
    report.files.indices.contains(word.file) ? report.files[word.file] : nil
  }
}
