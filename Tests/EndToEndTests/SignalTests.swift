import Foundation
import Testing

/// Ends that nobody planned: a reader that leaves, Ctrl-C, a full disk.
@Suite struct SignalTests {
  @Test func aReaderThatLeavesEndsTheProgramQuietly() throws {
    let outcome = try Program.shell(
      "\"$clientele\" demo --customers 400 --out \"$TMPDIR/clientele-$$\" >/dev/null && "
        + "\"$clientele\" print customers \"$TMPDIR/clientele-$$/orders.csv\" --format csv | head -n 1; "
        + "status=${PIPESTATUS[0]}; rm -rf \"$TMPDIR/clientele-$$\"; exit $status")
    #expect(outcome.output.hasPrefix("customer,"))
    #expect(outcome.output.split(separator: "\n").count == 1)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.status == 141 || outcome.status == 0)
  }

  @Test func aFullDiskIsSaidAndIsNoSuccess() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else {
      print("skipped: this machine has no /dev/full")
      return
    }
    let outcome = try Program.shell("\"$clientele\" panels >/dev/full")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("cannot write"))
  }

  /// The file is a pipe that never ends, so that the reading is surely under way when Ctrl-C comes.
  @Test func controlCWhileReadingLeavesAtOnceWith130() throws {
    let scratch = try Scratch()
    let outcome = try Program.shell(
      """
      cd '\(scratch.path)'
      mkfifo orders.csv
      ( echo customer_id,date,total; while echo C1,2026-01-05,10.00; do :; done ) >orders.csv 2>/dev/null &
      feeder=$!
      env --default-signal "$clientele" print deciles orders.csv --progress always >out 2>err &
      program=$!
      for i in $(seq 400); do [ -s err ] && break; read -t 0.05 <> <(:); done
      kill -INT $program
      wait $program
      status=$?
      kill $feeder 2>/dev/null
      cat out
      exit $status
      """)
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
