import Ingest
import Ledger
import Panels

/// A question about a file that is on the screen: which answer is chosen, and what each would give.
public struct Asking: Sendable {
  /// The question.
  public var question: OpenQuestion
  /// Position of the chosen answer.
  public var chosen = 0
  /// What the answers would give, by position; those that are missing are being tried.
  public var trials: [Int: AnswerTrial] = [:]

  /// A question with nothing tried yet.
  public init(_ question: OpenQuestion) { self.question = question }

  /// The chosen answer.
  var answer: OpenQuestion.Answer? {
    question.answers.indices.contains(chosen) ? question.answers[chosen] : nil
  }
}

extension DashboardState {
  /// Shows a question about a file, and finds out what its answers would give.
  mutating func ask(_ question: OpenQuestion) -> [Effect] {
    asking = Asking(question)
    if question.isChoice {
      jobs.drop(.tryAnswers)
      return []
    }
    return [.tryAnswers(job: jobs.begin(.tryAnswers), question)]
  }

  /// What was answered about the files that are shown, the one answered last in this session last.
  var givenAnswers: [GivenAnswer] {
    let files = findings?.ledger.report.files ?? []
    let known = files.flatMap { file in
      file.answers.map { GivenAnswer(fingerprint: file.fingerprint, key: $0.key, value: $0.value, file: file.path) }
    }
    let last = lastAnswer.flatMap { last in known.first { $0.fingerprint == last.fingerprint && $0.key == last.key } }
    return known.filter { $0 != last } + (last.map { [$0] } ?? [])
  }
}

// Status words that nobody knows.
extension DashboardState {
  /// Words in the files' columns of states that nobody knows; hidden ones cannot be decided.
  var strangeStatuses: [ImportReport.UnknownStatus] {
    guard let ledger = findings?.ledger else { return [] }
    return ledger.report.unknownStatuses.filter { $0.word != Mask.hidden }
  }

  /// A word's orders and their amount.
  private func detail(_ word: ImportReport.UnknownStatus) -> String {
    Wording.count(word.orders, "order", "orders") + ", "
      + Wording.wholeMoney(word.amount, findings?.ledger.currency ?? .unnamed)
  }

  /// Asks which word is to be decided; where there is one and nothing to take back, what it means.
  fileprivate mutating func askAboutStatuses() -> [Effect] {
    guard let report = findings?.ledger.report else { return [] }
    let words = strangeStatuses
    if words.count == 1, givenAnswers.isEmpty { return askMeaning(of: words[0]) }
    return ask(StatusQuestion.choice(words, given: givenAnswers, report) { detail($0) })
  }

  fileprivate mutating func askMeaning(of word: ImportReport.UnknownStatus) -> [Effect] {
    guard let report = findings?.ledger.report else { return [] }
    return ask(StatusQuestion.meaning(of: word, report, detail: detail(word) + "."))
  }
}

/// Goes on from a choice: to the question what a word means, or back behind an answer.
private func choose(_ state: inout DashboardState, _ answer: OpenQuestion.Answer) -> [Effect] {
  if let word = state.strangeStatuses.first(where: { ReadOptions.statusPrefix + $0.word == answer.key }) {
    return state.askMeaning(of: word)
  }
  guard var given = state.givenAnswers.first(where: { $0.key == answer.key && $0.value == answer.value }) else {
    return []
  }
  given.value = nil
  return [.answer(job: state.jobs.begin(.answer), given)]
}

/// Moves among the answers to a question, gives one, and takes one back.
func reduceAsking(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .move(let rows), .page(let rows):
    guard let asking = state.asking else { return [] }
    state.asking?.chosen = max(0, min(asking.question.answers.count - 1, asking.chosen + rows))
    return []
  case .jump(let toEnd):
    guard let asking = state.asking else { return [] }
    state.asking?.chosen = toEnd ? asking.question.answers.count - 1 : 0
    return []
  case .pickAnswer(let position):
    guard let asking = state.asking, asking.question.answers.indices.contains(position) else { return [] }
    state.asking?.chosen = position
    return []
  case .leave:
    // Without figures there is nothing behind the question.
    guard state.findings != nil else { return [] }
    state.asking = nil
    state.jobs.drop(.tryAnswers)
    return []
  case .enter:
    guard let asking = state.asking, let answer = asking.answer, !state.jobs.isBusy(.answer) else { return [] }
    let question = asking.question
    if question.isChoice { return choose(&state, answer) }
    return [
      .answer(
        job: state.jobs.begin(.answer),
        GivenAnswer(
          fingerprint: question.fingerprint, key: answer.key, value: answer.value == "auto" ? nil : answer.value,
          file: question.file))
    ]
  case .answersTried(let job, let position, let trial, let isLast):
    guard isLast ? state.take(job) : state.jobs.isCurrent(job) else { return [] }
    state.asking?.trials[position] = trial
    return []
  case .askAbout(let question):
    let effects = state.ask(question)
    let given = state.givenAnswers.last { $0.fingerprint == question.fingerprint }
    state.asking?.chosen = question.answers.firstIndex { $0.key == given?.key && $0.value == given?.value } ?? 0
    return effects
  case .takeBackAnswer:
    if !state.strangeStatuses.isEmpty { return state.askAboutStatuses() }
    guard !state.jobs.isBusy(.answer), var answer = state.givenAnswers.last else { return [] }
    answer.value = nil
    return [.answer(job: state.jobs.begin(.answer), answer)]
  case .answered(let job, let result):
    guard state.take(job) else { return [] }
    switch result {
    case .failure(let error):
      state.message = .init("Not remembered: " + error.description, .bad)
      return []
    case .success(let answer):
      state.jobs.drop(.tryAnswers)
      state.asking = nil
      state.failure = nil
      state.lastAnswer = answer.value == nil ? nil : answer
      state.message =
        answer.value == nil
        ? .init("Taken back. Reading again.", .good)
        : .init(
          "In a script: \(answer.flag). Remembered for files like this; \(Keymap.hint("files.take-back")) takes it back.",
          .good)
      return [.read(job: state.jobs.begin(.read))]
    }
  default: return []
  }
}
