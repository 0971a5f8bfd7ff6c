import Glibc
import Testing

@testable import Canvas

@Suite("A look at TOML before it is parsed")
struct TOMLCheckTests {
  @Test(
    "finds what the parser must not see, with its line",
    arguments: [
      ("[设置]\nx = 1", 1, "\"设置\""), ("\n[ größe ]\n", 2, "\"größe\""), ("a = 1\nключ = 2", 2, "\"ключ\""),
      ("[[é]]", 1, "\"é\""), ("[=]", 1, "'='"), ("[.a]", 1, "'.'"), ("x = 1\n[\n", 2, "no name"), ("[#]", 1, "'#'"),
      ("[\u{1}]", 1, "U+1"), ("a = \u{A0}1", 1, "needs quotes"), ("a = \"\"\"\n\n\"\"\"\n[ä]", 4, "\"ä\""),
      ("[a.ä]", 1, "\"ä\""), ("[[", 1, "no name"), ("a = “x”", 1, "needs quotes"),
    ])
  func problems(text: String, line: Int, words: String) {
    let problem = TOMLCheck.problem(in: text)
    #expect(problem?.line == line)
    #expect(problem?.reason.contains(words) == true, "\(problem?.reason ?? "")")
  }

  @Test(
    "lets pass what TOML allows",
    arguments: [
      "", "# 注释 ключ\na = 1", "\"设置\" = 1", "[\"设置\".'größe']\nx = \"王\"", "a = 'é'\nb = \"\"\"\n[é]\n\"\"\"",
      "a = [\n [1, 2],\n ['ä'],\n]\n[b]", "\u{FEFF}a = 1", "a = { b = \"ü\" }", "a = \"x \\\" [é]\"",
      "[[a]]\r\nb = 1\r\n",
      "a = '''\n''ä''\n'''\n[c]",
    ])
  func passes(text: String) {
    #expect(TOMLCheck.problem(in: text) == nil)
  }

  @Test("whatever it lets pass, the parser reads or refuses, and the program goes on")
  func random() {
    let pieces = [
      "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "#", "\"", "'", "\"\"\"", "'''", "\n", " ", "\t", "a", "b-1", "_",
      "1", "-",
      "+", "2024-01-01", "T", "1.5", "inf", "nan", "true", "\\", "\\u0041", "é", "设", "\u{0}", "\u{1}", "\r", "0x",
      "1e", ":",
    ]
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<6_000 {
      let count = Int.random(in: 1...9, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      _ = try? ThemeFile(toml: text, name: "random", source: "random.toml")
    }
  }

  @Test("a pipe into which nobody writes is not waited for without end")
  func pipe() throws {
    let path = "/tmp/clientele-pipe-\(getpid())"
    try #require(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    #expect(throws: SmallFile.Problem(words: "is a pipe into which nobody writes")) { try SmallFile.text(path) }
    #expect(throws: SmallFile.Problem.self) { try SmallFile.text("/tmp") }
    #expect(throws: SmallFile.Problem.self) { try SmallFile.text("/dev/zero") }
  }
}
