import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing

@testable import Dashboard

@Suite("Choosing what a file is")
struct KindChoiceTests {
  private static let csv =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,S,Cup,2,2024-01-02,3.00,17,UK\n"

  private func session(remembering path: String?) -> Session {
    var options = ReadOptions()
    options.kindFile = path
    let session = Session(
      DashboardState(
        sourceName: "a.csv", isDemo: false, size: Size(width: 140, height: 45), themes: [.plain], glyphs: .unicode),
      input: .init(sources: { [.bytes(name: "a.csv", Array(Self.csv.utf8))] }, paths: [], options: options))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    session.apply(.show(.panel("files")))
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  private func kind(_ session: Session) -> String? { session.state.findings?.ledger.report.files.first?.kindID }

  @Test("c opens the kinds, typing narrows them, Enter remembers the choice and reads again")
  func choose() throws {
    var template = Array("/tmp/clientele-kinds.XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/formats.csv"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let session = session(remembering: path)
    #expect(kind(session) == "online-retail")
    session.type("c")
    #expect(KindChoices.entries(matching: "", in: session.state).count > 30)
    session.type("g e n e r i c")
    #expect(KindChoices.entries(matching: "generic", in: session.state).count == 1)
    session.type("Enter")
    session.waitUntilIdle()
    #expect(kind(session) == "" && session.state.findings?.ledger.report.files.first?.isChosen == true)
    #expect(session.state.message?.text.contains("from now on") == true)
    // From the columns of the file, back to what its header says.
    session.type("Enter")
    session.waitUntilIdle()
    session.type("c Enter")
    session.waitUntilIdle()
    #expect(kind(session) == "online-retail")
  }

  @Test("without a file to remember in, and on other panels, it says why not")
  func obstacles() {
    let session = session(remembering: nil)
    #expect(KindChoices.obstacle(session.state)?.contains("--kinds") == true)
    session.apply(.show(.panel("deciles")))
    session.waitUntilIdle()
    #expect(KindChoices.obstacle(session.state)?.contains("files panel") == true)
  }
}
