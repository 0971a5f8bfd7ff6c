import Ingest
import Ledger

/// What a person can decide about the reading of a file that is open: the same questions as before a file opens, and the
/// ones that its own evidence has answered.
enum ReadingTopics {
  /// A thing to decide.
  struct Topic {
    let title: String
    let help: String
    let question: OpenQuestion
  }

  /// The topics of a file. Files that were translated from a platform's export have fewer.
  static func topics(of file: ImportReport.File) -> [Topic] {
    let isPlain = file.kindID.isEmpty
    var topics = [
      Topic(
        title: "Dates", help: "day or month first",
        question: OpenQuestion(
          "In which order do day, month and year stand?",
          answers: [
            .init("As the file says", key: "import.date_order", value: "auto"),
            .init("Day first", key: "import.date_order", value: "dmy"),
            .init("Month first", key: "import.date_order", value: "mdy"),
            .init("Year first", key: "import.date_order", value: "ymd"),
          ]))
    ]
    if isPlain {
      topics += [
        Topic(
          title: "Amounts", help: "of one piece, of the line, or of the whole order",
          question: OpenQuestion(
            "What do the amounts of this file stand for?",
            answers: [
              .init("As the totals say", key: "import.price", value: "auto"),
              .init("The price of one piece", key: "import.price", value: "unit"),
              .init("The amount of the line", key: "import.price", value: "line"),
              .init("The amount of the order, repeated on its lines", key: "import.price", value: "order"),
            ])),
        Topic(
          title: "Decimals", help: "whether a comma is the decimal mark",
          question: OpenQuestion(
            "Is a comma the decimal mark of the amounts?",
            answers: [
              .init("As the file says", key: "import.decimal_comma", value: "auto"),
              .init("Yes: 1.459,50", key: "import.decimal_comma", value: "yes"),
              .init("No: 1,459.50", key: "import.decimal_comma", value: "no"),
            ])),
      ]
    }
    topics.append(
      Topic(
        title: "Tax", help: "inside the prices or beside them",
        question: OpenQuestion(
          "Do the prices of this file hold the tax?",
          answers: [
            .init("As the totals say", key: "import.tax", value: "auto"),
            .init("Yes: net is without it", key: "import.tax", value: "inside"),
            .init("No: it stands beside them", key: "import.tax", value: "beside"),
          ])))
    guard isPlain else { return topics }
    for (field, title, sentence) in [
      (Field.customerId, "Customer", "Which column tells the customers apart?"),
      (.orderedAt, "Date", "Which column holds the date of the order?"),
      (.total, "Amount", "Which column holds the amount?"),
      (.orderId, "Order number", "Which column numbers the orders?"),
      (.status, "Status", "Which column says whether an order counts?"),
    ] {
      let columns = file.columns.filter { !$0.column.isEmpty }.prefix(24)
      guard !columns.isEmpty else { continue }
      let answers = columns.map { column in
        OpenQuestion.Answer("“\(column.column)”", key: "map." + field.rawValue, value: column.column)
      }
      topics.append(
        Topic(
          title: title, help: "which column it is",
          question: OpenQuestion(
            sentence,
            answers: [.init("As its name says", key: "map." + field.rawValue, value: "auto")] + answers)))
    }
    return topics
  }

  /// The topics of a file as lines of a palette.
  static func entries(_ file: ImportReport.File) -> [PaletteEntry] {
    topics(of: file).map { topic in
      var question = topic.question
      question.file = file.path
      question.fingerprint = file.fingerprint
      let answered = file.answers.contains { answer in question.answers.contains { $0.key == answer.key } }
      return PaletteEntry(
        title: topic.title, help: topic.help, keys: answered ? ["answered"] : [], obstacle: nil,
        action: .askAbout(question))
    }
  }
}
