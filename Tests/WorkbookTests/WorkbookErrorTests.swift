import Testing

@testable import Workbook

@Suite struct WorkbookErrorTests {
  @Test("An error names the file, the line, what is wrong and the way out")
  func words() {
    let error = WorkbookError(
      file: "vip.segment", line: 3, what: "there is no field 'nett'", wayOut: "Did you mean 'net'?")
    #expect(error.description == "vip.segment:3: there is no field 'nett'. Did you mean 'net'?")
  }
}
