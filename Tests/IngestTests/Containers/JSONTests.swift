import Ledger
import Testing

@testable import Ingest

@Suite("JSON Lines and arrays of objects")
struct JSONTests {
  private func table(_ text: String) throws -> TextTable { try tables(Array(text.utf8), "orders.json")[0] }

  @Test("Columns are the keys in the order in which they appear; numbers stay as they are written, but for exponents")
  func flat() throws {
    let found = try table(
      """
      {"id": 12345678901234567890, "total": 1.50, "paid": true, "note": null}

      {"total": 2e3, "id": "b", "customer": {"email": "a@example.org", "address": {"city": "Köln"}}}
      {"note": "line\\nend \\u00e9, \\"x\\"", "id": -0}
      """)
    #expect(
      found.text == """
        id,total,paid,note,customer.email,customer.address.city
        12345678901234567890,1.50,true,,,
        b,2000,,,a@example.org,Köln
        -0,,,"line end é, ""x\""",,

        """)
    #expect((0..<3).map { found.lines[$0] } == [1, 3, 4])
    #expect(found.isClean && found.encoding == "UTF-8" && found.containers == ["JSON Lines"])
  }

  @Test("A list of lines gives a row per line with the order's fields repeated; other lists are joined")
  func lines() throws {
    let found = try table(
      """
      {"id": 1, "line_items": [{"sku": "a", "n": 2, "tags": ["x", "y"]}, {"sku": "b"}], "total": 9, "tags": ["p", "q"]}
      {"id": 2, "line_items": [], "taxes": [{"rate": 0.05, "name": "t"}, {"rate": 0.1}]}
      {"id": 3, "line_items": [{"n": 5}]}
      """)
    #expect(
      found.text == """
        id,line_items.sku,line_items.n,line_items.tags,total,tags,taxes.rate,taxes.name
        1,a,2,x; y,9,p; q,,
        1,b,,,9,p; q,,
        2,,,,,,0.05; 0.1,t
        3,,5,,,,,

        """)
    #expect((0..<4).map { found.lines[$0] } == [1, 1, 2, 3])
  }

  @Test("An array of objects, over any lines")
  func array() throws {
    let found = try table("\u{FEFF} \n[ {\"a\": 1,\n \"b\": [1, 2]},\n{\"a\": 2, \"a\": 3} ,{}]\n")
    #expect(found.text == "a,b\n1,1; 2\n3,\n,\n" && found.containers == ["JSON"])
    #expect((0..<3).map { found.lines[$0] } == [2, 4, 4])
    #expect(refusal(Array("[{\"a\": 1}, {\"a\"".utf8))?.kind == .damaged)
    #expect(refusal(Array("[{\"a\": 1}\n, {\"a\" 2}]".utf8))?.line == 2)
    #expect(refusal(Array("[{\"a\": 1}, 5]".utf8))?.kind == .damaged)
    #expect(refusal(Array("[]".utf8))?.kind == .notATable)
  }

  @Test("A broken line is set aside with its reason, and reading goes on at the next")
  func broken() throws {
    let deep = String(repeating: "{\"a\":", count: 70)
    let found = try table(
      "{\"a\": 1}\n{\"a\": 2\n{\"a\": 3}\nnonsense\n{\"a\": 4} {\"a\": 5}\n\(deep)\n[1]\n{\"a\": 6}")
    #expect(found.text == "a\n1\n3\n4\n5\n6\n")
    #expect(found.audit.counts == [.broken: 4])
    #expect(found.audit.examples[.broken]?.map(\.line) == [2, 4, 6, 7])
    #expect(found.audit.examples[.broken]?.allSatisfy { !$0.reason.isEmpty && !$0.text.isEmpty } == true)
    #expect((0..<5).map { found.lines[$0] } == [1, 3, 5, 5, 8])
  }

  @Test("A text of which no line is an object is refused, with a way to make one")
  func none() {
    let pretty = refusal(Array("{\n \"orders\": [\n {\"a\": 1}\n ]\n}\n".utf8), "orders.json")
    #expect(pretty?.kind == .notATable && pretty?.wayOut.contains("jq -c") == true && pretty?.line == 1)
    let wrapped = refusal(Array("{\"orders\": [{\"a\": 1}, {\"a\": 2}]}\n".utf8))
    #expect(wrapped?.wayOut.contains("jq -c") == true)
    #expect(refusal(Array("{}\n{}\n".utf8))?.kind == .notATable)
  }

  @Test("Keys that are data, lines without an end and repeated fields do not take all memory")
  func hostile() throws {
    let wide = (0..<17).map { row in
      "{" + (0..<1_000).map { "\"k\(row * 1_000 + $0)\": 1" }.joined(separator: ",") + "}"
    }.joined(separator: "\n")
    #expect(refusal(Array(wide.utf8))?.what.contains("16,384") == true)
    let items = Array(repeating: "{\"s\":1}", count: 30_000).joined(separator: ",")
    let blown = "{\"note\": \"\(String(repeating: "x", count: 10_000))\", \"items\": [\(items)]}\n{\"note\": \"y\"}\n"
    let found = try table(blown)
    #expect(found.audit.counts == [.broken: 1] && found.text == "note,items.s\ny,\n")
    let long = "{\"a\": \"" + String(repeating: "x", count: 100 << 20) + "\"}\n{\"a\": 1}\n"
    #expect(try table(long).text == "a\n1\n")
  }
}
