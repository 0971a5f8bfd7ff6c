import Glibc
import Testing

@testable import NcursesTerminal

extension TerminalSuite {
  @Suite struct Locale {
    private func choose(_ variables: [String: String]) -> TerminalLocale {
      // The choice sets the locale of the whole process: the tests after this one are to find theirs.
      defer { setlocale(LC_CTYPE, "C.UTF-8") }
      return TerminalLocale.choose { variables[$0] }
    }

    @Test(arguments: [
      [:], ["LC_ALL": ""], ["LC_ALL": "", "LC_CTYPE": "", "LANG": ""], ["LANG": "C"], ["LC_ALL": "POSIX"],
      ["LC_ALL": "", "LANG": "C.UTF-8"], ["LANG": "C.utf8"], ["LC_CTYPE": "UTF-8"], ["LC_ALL": "xx_YY.UTF-8"],
      ["LANG": "xx_YY"], ["LC_ALL": "C.UTF-8", "LANG": "de_DE.ISO-8859-1"],
    ])
    func `nothing, C, an empty variable and what is not installed are UTF-8`(variables: [String: String]) {
      let locale = choose(variables)
      #expect(locale.isUTF8 && locale.warning == nil)
      #expect(locale.encoded("é€王") == Array("é€王".utf8))
    }

    @Test(arguments: [
      ["LC_ALL": "xx_YY.ISO-8859-1"], ["LC_ALL": "", "LC_CTYPE": "xx_YY.ISO-8859-1@euro", "LANG": "C.UTF-8"],
      ["LANG": "xx_YY.ISO-8859-1"],
    ])
    func `an older character set is said once and written in ASCII`(variables: [String: String]) throws {
      let locale = choose(variables)
      #expect(!locale.isUTF8 && locale.characterSet == "ISO-8859-1")
      let warning = try #require(locale.warning)
      #expect(warning.contains("ISO-8859-1") && warning.contains("LC_ALL=C.UTF-8"))
      setlocale(LC_CTYPE, "C")
      defer { setlocale(LC_CTYPE, "C.UTF-8") }
      #expect(String(decoding: locale.encoded("Å e\u{301} 7 € 王小x\n"), as: UTF8.self) == "A e 7 E ????x\n")
    }
  }
}
