import Canvas
import Glibc
import Ingest
import Ledger
import Testing

@testable import Dashboard

@Suite("A question about a file is asked on the screen")
struct AskingTests {
  private static let csv =
    "order_id,ordered_at,email,total\n1,03/04/2024,王@x.example,5.00\n2,05/06/2024,b@x.example,7.00\n"

  private func session(_ text: String = Self.csv, _ size: Size = Size(width: 80, height: 24), file: String? = nil)
    -> Session
  {
    var options = ReadOptions()
    options.answerFile = file
    let session = Session(
      DashboardState(sourceName: "a.csv", isDemo: false, size: size, themes: [.plain], glyphs: .unicode),
      input: .init(sources: { [.bytes(name: "a.csv", Array(text.utf8))] }, paths: [], options: options))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  private func screen(_ session: Session) -> String { session.frame().canvas.text }

  @Test("rows, question, answers with what they would give, and the flag", arguments: [80, 140])
  func drawn(width: Int) {
    let shown = screen(session(Self.csv, Size(width: width, height: 24)))
    #expect(shown.contains("A question about a.csv") && shown.contains("03/04/2024"))
    #expect(shown.contains("In which order do the dates in “ordered_at” stand?"))
    #expect(shown.contains("3 Apr 2024 – 5 Jun 2024") && shown.contains("4 Mar 2024 – 6 May 2024"))
    #expect(shown.contains("net 12.00") && shown.contains("2 orders"))
    #expect(shown.contains("In a script: --date-order dmy") && !shown.contains("Not opened"))
  }

  @Test("at 40×12 the question, the answers and what the chosen one would give remain")
  func small() {
    let shown = screen(session(Self.csv, Size(width: 40, height: 12)))
    #expect(shown.contains("In which order") && shown.contains("Day first") && shown.contains("Month first"))
    #expect(shown.contains("3 Apr 2024"))
  }

  @Test("Down and Enter decide, the figures open, u takes it back and asks again")
  func decide() {
    let session = session()
    #expect(session.state.exitStatus == nil && session.state.failure != nil)
    session.type("Down")
    #expect(screen(session).contains("In a script: --date-order mdy"))
    session.type("Enter")
    session.waitUntilIdle()
    #expect(session.state.asking == nil && session.state.failure == nil)
    #expect(session.state.findings?.ledger.lastDay == Day("2024-05-06"))
    #expect(session.state.message?.text.contains("--date-order mdy") == true)
    session.type("u")
    session.waitUntilIdle()
    #expect(session.state.asking?.question.answers.count == 2)
    // Behind the question lie the figures of before.
    session.type("Escape")
    #expect(session.state.asking == nil && session.state.findings != nil)
  }

  @Test("an answer is remembered for the next start, and for that header alone")
  func remembered() throws {
    var template = Array("/tmp/clientele-asking.XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/answers.csv"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let first = session(file: path)
    first.type("Enter")
    first.waitUntilIdle()
    let again = session(file: path)
    #expect(again.state.asking == nil && again.state.findings?.ledger.lastDay == Day("2024-06-05"))
    #expect(session(Self.csv.replacing("total", with: "amount"), file: path).state.asking != nil)
    again.type("u")
    again.waitUntilIdle()
    #expect(session(file: path).state.asking != nil)
  }

  @Test("what an answer would give is dropped where the question is gone; quitting before an answer is status 2")
  func late() {
    let session = session()
    // A job of another count: its result was asked of a question that is gone.
    var others = Jobs()
    let late = others.begin(.tryAnswers)
    session.apply(.answersTried(job: late, 0, AnswerTrialFixture.none, isLast: true))
    #expect(session.state.asking?.trials[0]?.orders == 2)
    session.type("q")
    #expect(session.state.exitStatus == 2)
  }

  @Test("a click chooses, a double click decides")
  func mouse() throws {
    let session = session()
    let frame = session.frame()
    let place = try #require(
      frame.places.first {
        guard case .answer(1) = $0.target else { return false }
        return true
      })
    session.handle(.mouse(MouseEvent(x: place.rect.x, y: place.rect.y, kind: .press)))
    #expect(session.state.asking?.chosen == 1)
    session.handle(.mouse(MouseEvent(x: place.rect.x, y: place.rect.y, kind: .doubleClick)))
    session.waitUntilIdle()
    #expect(session.state.findings?.ledger.lastDay == Day("2024-05-06"))
  }
}

enum AnswerTrialFixture {
  static let none = AnswerTrial(
    .init("", key: "import.date_order", value: "dmy"), to: OpenQuestion("?", answers: []), sources: [],
    options: ReadOptions())
}
