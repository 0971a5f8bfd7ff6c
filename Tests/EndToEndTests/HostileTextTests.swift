import Foundation
import Testing

/// What a file holds is shown, never sent to the terminal.
@Suite struct HostileTextTests {
  private let scratch: Scratch
  private static let hostile = "x\u{1B}]52;c;aGk=\u{07}\u{1B}[2J\u{9B}31m"

  init() throws { scratch = try Scratch() }

  private func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains { ($0.value < 32 && $0 != "\n" && $0 != "\t") || (127..<160).contains($0.value) }
  }

  @Test(arguments: [
    "foo,\(hostile),baz\n1,2,3\n", "order_id,customer_id,ordered_at,total\n1,2,3,\(hostile)\n",
    "order_id,customer_id,ordered_at,total,currency\n1,K1,2024-01-05,5.00,\(hostile)\n",
    "order_id,customer_id,ordered_at,total,\(hostile)\n1,K1,\(hostile),5.00,x\n",
    "order_id,customer_id,ordered_at,total\n1,K1,2024-01-05,5.00\n2,K2,2024-01-06,\(hostile)\n3,K\(hostile),2024-01-07,8.00\n",
  ])
  func inMessages(text: String) throws {
    let path = try scratch.file("orders.csv", text)
    for arguments in [
      ["check", path], ["print", "funnel", path], ["print", "customers", path], ["customer", Self.hostile, path],
      ["list", path, "--where", Self.hostile], ["print", Self.hostile, path], ["check", path + Self.hostile],
      ["print", "funnel", path, "--set", Self.hostile], ["print", "funnel", path, "--map", Self.hostile],
      ["print", "funnel", path, "--" + Self.hostile],
    ] {
      let outcome = try Program.run(arguments)
      #expect(outcome.status != 3)
      #expect(isSafe(outcome.errors), "\(arguments): \(outcome.errors.debugDescription)")
      #expect(isSafe(outcome.output), "\(arguments): \(outcome.output.debugDescription)")
    }
  }

  @Test func settingsFromAPipeThatNobodyFillsAreNotWaitedFor() throws {
    let outcome = try Program.shell(
      "cd '\(scratch.path)' && mkfifo pipe && \"$clientele\" panels >/dev/null && "
        + "timeout 20 \"$clientele\" print funnel nowhere.csv --settings pipe; echo status=$?")
    #expect(outcome.output.contains("status=2"))
    #expect(outcome.errors.contains("pipe: is a pipe into which nobody writes"))
  }

  @Test func settingsFromAShellsPipeAreRead() throws {
    let outcome = try Program.shell(
      "\"$clientele\" settings --settings <(sleep 0.2; echo 'deciles.window = \"90d\"') | grep deciles.window")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func filesWhoseNamesAreNoUTF8AreReadByNameAndInAFolder() throws {
    let outcome = try Program.shell(
      "cd '\(scratch.path)' && mkdir shop && name=$(printf 'shop/caf\\351.csv') && "
        + "printf 'order_id,customer_id,ordered_at,total\\n1,K1,2024-01-05,5.00\\n2,K2,2024-02-05,6.00\\n' >\"$name\" && "
        + "\"$clientele\" print customers \"$name\" --format csv | grep -c ^K && "
        + "\"$clientele\" print customers shop --format csv | grep -c ^K; "
        + "\"$clientele\" print customers \"$name.none\"; echo status=$?")
    #expect(outcome.output == "2\n2\nstatus=2\n")
    #expect(outcome.errors.contains("caf\\xE9.csv.none"))
    #expect(isSafe(outcome.errors))
  }

  @Test func anAsOfDayFarFromTheLastOrderIsRefused() throws {
    let path = try scratch.file("orders.csv", "order_id,customer_id,ordered_at,total\n1,K1,2024-01-05,5.00\n")
    for day in ["9999-12-31", "0001-01-01"] {
      let outcome = try Program.run(["print", "value", path, "--as-of", day])
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--as-of: \(day) lies"))
    }
    #expect(try Program.run(["print", "value", path, "--as-of", "2100-01-01"]).status == 0)
  }

  @Test func fullOutputIsSaidWithTheStatusOfBadInput() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    for command in ["--help", "panels", "print funnel", "keys"] {
      let outcome = try Program.shell("\"$clientele\" \(command) 2>&1 >/dev/full | tail -n 1; exit ${PIPESTATUS[0]}")
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.output.contains("cannot write"), "\(command)")
    }
  }
}
