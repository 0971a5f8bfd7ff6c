import Foundation
import Testing

/// What the program answers to a shell that completes words, and the shells themselves where they are installed.
@Suite struct CompletionTests {
  private func answer(_ words: [String], shell: String = "zsh") throws -> (paths: String, words: [String]) {
    let outcome = try Program.run(["completions", "--for", shell, "--"] + words)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    return (lines.first ?? "", Array(lines.dropFirst()))
  }

  @Test(arguments: [
    (["pr"], ["print"]), (["print", "pare"], ["pareto"]), (["print", "deciles", "--theme", ""], []),
    (["--theme", "mid"], ["midnight"]), (["--theme=mid"], ["--theme=midnight"]),
    (["themes", "--print", "pap"], ["paper"]),
    (["formats", "shopi"], ["shopify-orders"]), (["print", "churn", "--format", ""], ["text", "csv", "json"]),
    (["list", "--where", "days_s"], ["days_since"]), (["list", "--where", "net > 5 and aov"], ["net > 5 and aov"]),
    (["list", "--where", "stage = sl"], ["stage = sleeping"]), (["list", "--set", "deciles.wi"], ["deciles.window="]),
    (["print", "deciles", "--set", "deciles.by="], ["deciles.by=net", "deciles.by=margin"]),
    (["check", "--map", "customer_i"], ["customer_id="]),
    (["print", "deciles", "--sort", "customers"], ["customers", "customers:desc"]),
    (["print", "rfm", "--rfm-map", "rf"], ["rf10"]),
    (["check", "--kind", "orders.csv=shopi"], ["orders.csv=shopify-orders"]), (["--time"], ["--timezone"]),
    (["check", "--timezone", "Asia/Shang"], ["Asia/Shanghai"]), (["help", "sett"], ["settings"]),
    (["print", "deciles", "--mask", "--mas"], []),
  ])
  func namesComplete(words: [String], expected: [String]) throws {
    let found = try answer(words).words
    #expect(found.starts(with: expected) && found.isEmpty == expected.isEmpty, "\(found)")
  }

  @Test(arguments: [
    ([""], "files"), (["print", "churn", ""], "files"), (["demo", "--out", ""], "folders"), (["print", ""], "none"),
    (["list", "--settings", ""], "files"), (["panels", ""], "none"), (["customer", ""], "none"),
    (["customer", "C1", ""], "files"), (["print", "churn", "--", "-"], "files"),
  ])
  func theShellIsToldWhereFilesStand(words: [String], paths: String) throws {
    #expect(try answer(words).paths == paths)
  }

  /// bash cuts words at `=` and `:`, and replaces the last piece alone.
  @Test func bashGetsThePieceThatItReplaces() throws {
    #expect(try answer(["list", "--set", "deciles.by", "=", "ne"], shell: "bash").words == ["net"])
    #expect(try answer(["--theme", "=", ""], shell: "bash").words.contains("midnight"))
    #expect(try answer(["list", "--where", "'net > 5 and days_s"], shell: "bash").words == ["net > 5 and days_since"])
  }

  @Test func bashCompletes() throws {
    let script = """
      source <("$clientele" completions bash)
      clientele() { "$clientele" "$@"; }
      COMP_WORDS=("$clientele" print pare); COMP_CWORD=2
      compopt() { :; }
      _clientele clientele pare print
      echo "${COMPREPLY[@]}"
      """
    #expect(try Program.shell(script).output == "pareto\n")
  }

  @Test(
    .enabled(if: (try? Program.shell("command -v fish"))?.status == 0, "this machine has no fish"),
    arguments: [("print pare", "pareto"), ("--theme mid", "midnight"), ("list --set deciles.by=n", "deciles.by=net")])
  func fishCompletes(line: String, word: String) throws {
    let scratch = try Scratch()
    let outcome = try Program.shell(
      "cd '\(scratch.path)' && ln -s \"$clientele\" clientele && PATH=$PWD:$PATH HOME=$PWD "
        + "&& clientele completions fish >c.fish && fish --no-config -c 'source c.fish; complete -C \"clientele \(line)\"'"
    )
    #expect(
      outcome.output.split(separator: "\n").map { $0.split(separator: "\t")[0] } == [Substring(word)], "\(outcome)")
  }

  @Test(.enabled(if: (try? Program.shell("command -v zsh"))?.status == 0, "this machine has no zsh"))
  func zshReadsTheScript() throws {
    let outcome = try Program.shell("\"$clientele\" completions zsh | zsh -n /dev/stdin")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func anUnknownShellIsRefused() throws {
    let outcome = try Program.run(["completions", "tcsh"])
    #expect(outcome.status == 2 && outcome.errors.contains("fish"))
  }

  @Test func theManualPageNamesEverything() throws {
    let page = try Program.run(["manual"]).output
    #expect(page.contains(".TH CLIENTELE 1"))
    for word in [
      "clientele print <panel>", #"\-\-as\-of <yyyy\-mm\-dd>"#, "pareto", "shopify", "deciles.window", "days_since",
    ] {
      #expect(page.contains(word), "\(word)")
    }
  }

  @Test(.enabled(if: (try? Program.shell("command -v groff"))?.status == 0, "this machine has no groff"))
  func theManualPageIsCleanTroff() throws {
    let outcome = try Program.shell("\"$clientele\" manual | groff -man -Tutf8 -ww -K utf8 >/dev/null")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }
}
