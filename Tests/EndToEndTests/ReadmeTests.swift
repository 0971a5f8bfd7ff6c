import Foundation
import Testing

/// README, continuous integration and the program say the same.
@Suite struct ReadmeTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: Program.packageRoot + "/" + path, encoding: .utf8)
  }

  @Test func theCommandsOfTheFirstScreenExistAndAreThoseThatCIRuns() throws {
    let first = try text("README.md").split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
    let commands = first.filter { $0.hasPrefix("bash .ci/") }.map { $0.split(separator: " ")[1] }
    #expect(Set(commands) == [".ci/open", ".ci/test", ".ci/install", ".ci/uninstall"])
    for script in commands + [".ci/setup", ".ci/run", ".ci/docs"] {
      let outcome = try Program.shell("bash -n '\(Program.packageRoot)/\(script)'")
      #expect(outcome.status == 0, "\(script): \(outcome.errors)")
    }
    #expect(try text(".ci/run").contains("\n  bash .ci/test "))
    #expect(try text(".ci/test").contains("swift test"))
    #expect(try text(".ci/open").contains("swift build -c release"))
  }

  @Test(arguments: [("panels", "panels"), ("keys", "keys")])
  func theListsAreTheProgramsOwn(part: String, command: String) throws {
    let readme = try text("README.md")
    let list = try Program.run([command, "--markdown"]).output
    #expect(readme.contains("<!-- begin:\(part) -->\n\(list)<!-- end:\(part) -->"))
  }

  @Test func everySettingIsInTheReadme() throws {
    let readme = try text("README.md")
    let settings = try Program.run(["settings", "--format", "csv"]).output.split(separator: "\n").dropFirst()
    for setting in settings {
      let name = setting.prefix { $0 != "," }
      #expect(readme.contains("| \(name) |"))
    }
  }
}
