import Glibc
import Ledger
import Testing

@testable import Ingest

@Suite("What a file leaves open is a question whose answers can be tried, remembered and taken back")
struct OpenQuestionTests {
  private static let dates =
    "order_id,ordered_at,email,total\n1,03/04/2024,a@x.example,5.00\n2,05/06/2024,b@x.example,7.00\n"
  private static let currencies =
    "order_id,ordered_at,email,total,currency\n1,2024-01-05,a@x.example,5.00,USD\n2,2024-01-06,b@x.example,7.00,EUR\n"
    + "3,2024-01-07,b@x.example,8.00,EUR\n"
  private static let columns =
    "order_id,bought,email,total,remark\n1,2024-01-05,a@x.example,5.00,gift\n2,2024-01-06,b@x.example,7.00,\n"

  @Test("Dates that fit both ways are asked with the first rows, the column and both answers")
  func dateOrder() throws {
    let question = try #require(failure(Self.dates)?.question)
    #expect(question.answers.map(\.value) == ["dmy", "mdy"])
    #expect(question.answers.map(\.flag) == ["--date-order dmy", "--date-order mdy"])
    #expect(question.header == ["order_id", "ordered_at", "email", "total"] && question.column == 1)
    #expect(question.rows.first == ["1", "03/04/2024", "a@x.example", "5.00"])
    #expect(question.file == "file0.csv" && question.fingerprint.utf8.count == 16)
  }

  @Test("Currencies are asked by their rows, the most frequent first")
  func currency() throws {
    let question = try #require(failure(Self.currencies)?.question)
    #expect(question.answers.map(\.title) == ["EUR, in 2 rows", "USD, in 1 row"])
    #expect(question.answers.map(\.flag) == ["--currency EUR", "--currency USD"])
  }

  @Test("A missing column is asked among those whose cells fit, and no others")
  func missingColumn() throws {
    let question = try #require(failure(Self.columns)?.question)
    #expect(question.answers.map(\.value) == ["bought"])
    #expect(question.answers.map(\.flag) == ["--map ordered_at=bought"])
    // No column of dates: nothing is proposed.
    #expect(failure("order_id,remark,email,total\n1,gift,a@x.example,5.00\n")?.question == nil)
  }

  @Test("A trial says what an answer would give: days, orders, people, net; or why not")
  func trials() throws {
    let sources = [Source.bytes(name: "file0.csv", Array(Self.dates.utf8))]
    let question = try #require(failure(Self.dates)?.question)
    let trials = question.answers.map {
      AnswerTrial($0, to: question, sources: sources, options: ReadOptions())
    }
    #expect(trials[0].days == (try #require(Day("2024-04-03")))...(try #require(Day("2024-06-05"))))
    #expect(trials[1].days == (try #require(Day("2024-03-04")))...(try #require(Day("2024-05-06"))))
    #expect(trials.allSatisfy { $0.orders == 2 && $0.customers == 2 && $0.net == 1200 && $0.problem.isEmpty })
    var none = question
    none.answers = [.init("total", key: "map.ordered_at", value: "total")]
    let wrong = AnswerTrial(none.answers[0], to: none, sources: sources, options: ReadOptions())
    #expect(!wrong.problem.isEmpty && wrong.days == nil)
  }

  @Test("An answer reads as its flag does, for files with that header alone, and below what is said for all")
  func sameAsFlag() throws {
    let print = try #require(failure(Self.dates)?.question?.fingerprint)
    let answered = try read(Self.dates) { $0.answers = [print: ["import.date_order": "mdy"]] }
    let flagged = try read(Self.dates) { $0.dateOrder = .mdy }
    #expect(answered.orders.day == flagged.orders.day && answered.report.net == flagged.report.net)
    #expect(answered.report.files[0].answers.map(\.key) == ["import.date_order"])
    let overruled = try read(Self.dates) {
      $0.answers = [print: ["import.date_order": "mdy"]]
      $0.dateOrder = .dmy
    }
    #expect(overruled.lastDay == Day("2024-06-05") && overruled.report.files[0].answers.isEmpty)
    let other = Self.dates.replacing("email", with: "phone").replacing("@x.example", with: "5550100")
    #expect(failure(other) { $0.answers = [print: ["import.date_order": "mdy"]] }?.question != nil)
    let currency = try #require(failure(Self.currencies)?.question?.fingerprint)
    let euros = try read(Self.currencies) { $0.answers = [currency: ["import.currency": "EUR"]] }
    #expect(euros.currency.code == "EUR" && euros.report.net == 1500)
    let mapped = try #require(failure(Self.columns)?.question?.fingerprint)
    #expect(try read(Self.columns) { $0.answers = [mapped: ["map.ordered_at": "bought"]] }.orders.count == 2)
  }

  @Test("The file of answers keeps the last answer of a header; auto takes it back; strange lines change nothing")
  func answerFile() throws {
    var template = Array("/tmp/clientele-answers.XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = AnswerFile(path: folder + "/answers.csv")
    defer {
      unlink(file.path)
      rmdir(folder)
    }
    #expect(try file.answers().isEmpty)
    func give(_ key: String, _ value: String?) throws {
      try file.remember(.init(fingerprint: "f", key: key, value: value, file: "a, \"b\".csv"), at: 0)
    }
    try give("import.date_order", "dmy")
    try give("import.date_order", "mdy")
    try give("map.email", "E-Mail, \"privat\"")
    try give("no.such", "1")
    #expect(
      try file.answers() == ["f": ["import.date_order": "mdy", "map.email": "E-Mail, \"privat\"", "no.such": "1"]])
    try give("import.date_order", nil)
    #expect(try file.answers()["f"]?["import.date_order"] == nil)
    var options = ReadOptions()
    options.answerFile = file.path
    let used = try options.withRememberedAnswers().answersUsed("f")
    #expect(used.map(\.key) == ["map.email"])
  }

  @Test("A flag with blanks or quotes is one word of a shell")
  func flags() {
    #expect(OpenQuestion.Answer("", key: "map.email", value: "E-Mail").flag == "--map email=E-Mail")
    #expect(OpenQuestion.Answer("", key: "map.email", value: "E Mail").flag == "--map 'email=E Mail'")
    #expect(OpenQuestion.Answer("", key: "map.email", value: "it's").flag == "--map 'email=it'\\''s'")
    #expect(OpenQuestion.Answer("", key: "import.price", value: "line").flag == "--set import.price=line")
  }
}
