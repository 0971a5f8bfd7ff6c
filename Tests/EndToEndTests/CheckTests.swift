import Foundation
import Testing

@Suite("check with conditions")
struct CheckConditionProgramTests {
  @Test("answers 1 when a condition holds, 0 when none does, 2 when one is wrong")
  func status() throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "orders.csv", "customer_id,date,total,status\nA,2026-01-05,10.00,paid\nB,2026-01-06,2.50,odd\n")
    let holds = try Program.run(["check", file, "unknown_status > 0", "net > 100"])
    #expect(holds.status == 1)
    #expect(holds.output.contains("HOLDS    unknown_status > 0: 1"))
    #expect(holds.output.contains("no       net > 100: 12.50 (n = 2)"))
    #expect(try Program.run(["check", file, "net > 100"]).status == 0)
    let wrong = try Program.run(["check", file, "nett > 100"])
    #expect(wrong.status == 2 && wrong.errors.contains("nearest is 'net'") && wrong.output.isEmpty)
    let json = try Program.run(["check", "net.7d > 1", file, "--format", "json"])
    #expect(json.status == 1 && json.output.contains("\"holds\": \"yes\", "))
  }
}
